import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";

/** An empty variable is an unset one: compose files and unit files write `NAME=` for "not used". */
const text = z.preprocess((value) => (value === "" ? undefined : value), z.string().optional());
const url = (protocols: string[]) =>
  text.refine(
    (value) => value === undefined || (URL.canParse(value) && protocols.includes(new URL(value).protocol)),
    `must be an address starting with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  );
const wholeNumber = (fallback: number, min: number, max: number) =>
  text
    .transform((value) => Number(value ?? fallback))
    .refine(
      (value) => Number.isInteger(value) && value >= min && value <= max,
      `must be a whole number from ${min} to ${max}`,
    );

const flag = text.refine((value) => value === undefined || value === "0" || value === "1", "must be 1 or 0");

const Environment = z.object({
  DATABASE_URL: url(["postgres:", "postgresql:"]),
  REDIS_URL: url(["redis:", "rediss:"]),
  PORT: wholeNumber(3000, 0, 65535),
  PUBLIC_URL: url(["http:", "https:"]),
  DATA_DIR: text,
  TELEGRAM_BOT_TOKEN: text.refine(
    (value) => value === undefined || /^\d+:[\w-]+$/.test(value),
    "must look like 123456:ABC-DEF, as BotFather gives it",
  ),
  TELEGRAM_API_ROOT: url(["http:", "https:"]),
  SMTP_URL: url(["smtp:", "smtps:"]),
  MAIL_FROM: text.refine(
    (value) => value === undefined || /^[^<>]*<[^@<>\s]+@[^@<>\s]+>$|^[^@<>\s]+@[^@<>\s]+$/.test(value),
    "must be an address like Школа № 214 <journal@school.example>",
  ),
  MAIL_BOUNCES: text.refine(
    (value) => value === undefined || /^[^@<>\s]+@[^@<>\s]+$/.test(value),
    "must be an address like bounces@school.example, or bounces+@school.example where each letter may have its own",
  ),
  IMAP_URL: url(["imap:", "imaps:"]).refine(
    (value) => value === undefined || !URL.canParse(value) || new URL(value).password !== "",
    "must name the mailbox and its password: imaps://name:password@mail.school.example/INBOX",
  ),
  DKIM_DOMAIN: text,
  DKIM_SELECTOR: text,
  DKIM_PRIVATE_KEY: text,
  SECRET: text.refine(
    (value) => value === undefined || value.length >= 32,
    "must have at least 32 characters",
  ),
  SECRET_PREVIOUS: text,
  BACKUP_DIR: text,
  BACKUP_PASSPHRASE: text.refine(
    (value) => value === undefined || value.length >= 12,
    "must have at least 12 characters",
  ),
  LOG_LEVEL: text.refine(
    (value) => value === undefined || ["debug", "info", "warn", "error", "silent"].includes(value),
    "must be debug, info, warn, error or silent",
  ),
  BOT_WEBHOOK: flag,
  POSTBOX: flag,
});

export interface Config {
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  port: number;
  publicUrl: string;
  dataDir: string;
  telegram: { token: string; apiRoot: string | undefined } | undefined;
  /** Telegram calls us with every update, instead of being asked for them. */
  botWebhook: boolean;
  mail: Mail | undefined;
  mailFrom: string;
  /** Signs links; see readSecret. */
  secret: string;
  /** The one before it: letters sent under it hold links that never expire. */
  secretPrevious: string | undefined;
  /** `dir`: where every night's backup goes. */
  backup: { dir: string | undefined; passphrase: string | undefined };
  postbox: boolean;
}

export interface Mail {
  smtpUrl: string;
  dkim: Dkim | undefined;
  /** Where letters come back to; with a plus before the @ each has its own address (VERP). Empty: to the sender. */
  bounces: string | undefined;
  /** The mailbox where they come back. Empty: nobody looks. */
  imapUrl: string | undefined;
}

interface Dkim {
  domainName: string;
  keySelector: string;
  privateKey: string;
}

/** Everything wrong with the settings, in one go; main.ts prints the message and stops. */
export class BadSettings extends Error {
  override name = "BadSettings";
}

/** Reads the settings from the environment (names: README "Settings"). @throws BadSettings naming every wrong one */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Environment.safeParse(env);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
  const dkimParts = [env.DKIM_DOMAIN, env.DKIM_SELECTOR, env.DKIM_PRIVATE_KEY].filter(Boolean);
  if (dkimParts.length !== 0 && dkimParts.length !== 3)
    wrong.push("  DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY must be set together");
  // Telegram refuses a message whose button leads to a host without a dot; a local Bot API server may not mind.
  if (
    env.TELEGRAM_BOT_TOKEN &&
    !env.TELEGRAM_API_ROOT &&
    env.POSTBOX !== "1" &&
    !/^https?:\/\/[^/]+\.[^/]/.test(env.PUBLIC_URL ?? "")
  )
    wrong.push(
      "  PUBLIC_URL must be the address families open in their browsers, e.g. https://journal.school.example",
    );
  // Telegram calls addresses of https alone.
  if (env.BOT_WEBHOOK === "1" && !env.TELEGRAM_API_ROOT && !env.PUBLIC_URL?.startsWith("https:"))
    wrong.push("  BOT_WEBHOOK=1 needs a PUBLIC_URL that begins with https://");
  if (!parsed.success || wrong.length > 0)
    throw new BadSettings(`These settings are wrong, nothing was started:\n${wrong.join("\n")}`);
  const set = parsed.data;
  const dataDir = resolve(set.DATA_DIR ?? join(import.meta.dirname, "..", ".data"));
  return {
    databaseUrl: set.DATABASE_URL,
    redisUrl: set.REDIS_URL,
    port: set.PORT,
    publicUrl: (set.PUBLIC_URL ?? `http://localhost:${set.PORT}`).replace(/\/$/, ""),
    dataDir,
    telegram: set.TELEGRAM_BOT_TOKEN
      ? { token: set.TELEGRAM_BOT_TOKEN, apiRoot: set.TELEGRAM_API_ROOT }
      : undefined,
    botWebhook: set.BOT_WEBHOOK === "1",
    mail: set.SMTP_URL
      ? {
          smtpUrl: set.SMTP_URL,
          dkim: readDkim(set),
          bounces: set.MAIL_BOUNCES,
          imapUrl: set.IMAP_URL,
        }
      : undefined,
    mailFrom: set.MAIL_FROM ?? "Вестник <vestnik@localhost>",
    secret: set.SECRET ?? readSecret(dataDir),
    secretPrevious: set.SECRET_PREVIOUS,
    backup: {
      dir: set.BACKUP_DIR ? resolve(set.BACKUP_DIR) : undefined,
      passphrase: set.BACKUP_PASSPHRASE,
    },
    postbox: set.POSTBOX === "1",
  };
}

const LOCAL = /^(localhost|.*\.localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$/;

/** Whether a link to the journal would lead every reader to their own computer. */
export function isLocal({ publicUrl }: Pick<Config, "publicUrl">): boolean {
  return LOCAL.test(new URL(publicUrl).hostname);
}

/** A real school whose messages leave: slips are printed and letters sent once. @throws BadSettings their links lead nowhere */
export function refuseLocalLinks(config: Pick<Config, "publicUrl" | "postbox" | "telegram" | "mail">): void {
  if (config.postbox || !(config.telegram || config.mail) || !isLocal(config)) return;
  throw new BadSettings(
    `Slips and letters would carry links to ${config.publicUrl}, which opens for nobody: set PUBLIC_URL to the address families open, e.g. https://journal.school.example.`,
  );
}

function readDkim(set: z.infer<typeof Environment>): Dkim | undefined {
  if (!set.DKIM_DOMAIN || !set.DKIM_SELECTOR || !set.DKIM_PRIVATE_KEY) return undefined;
  const key = set.DKIM_PRIVATE_KEY;
  const privateKey = isAbsolute(key) && existsSync(key) ? readFileSync(key, "utf8") : key;
  return { domainName: set.DKIM_DOMAIN, keySelector: set.DKIM_SELECTOR, privateKey };
}

/** Made once and kept with tight modes: links sent yesterday must work after a restart. */
function readSecret(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "secret");
  try {
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFileSync(file, "utf8").trim();
}
