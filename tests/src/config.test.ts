import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { BadSettings, readConfig, refuseLocalLinks } from "../../src/config.ts";

const SECRET = "a secret of thirty-two characters";

describe("the settings of the environment", () => {
  test("none are needed: everything has a default that works on a fresh machine", () => {
    const config = readConfig({ SECRET });
    expect(config).toMatchObject({ port: 3000, publicUrl: "http://localhost:3000", postbox: false });
    expect(config).toMatchObject({
      databaseUrl: undefined,
      redisUrl: undefined,
      telegram: undefined,
      mail: undefined,
    });
  });

  test("an empty variable is an unset one", () => {
    expect(readConfig({ SECRET, REDIS_URL: "", PORT: "" })).toMatchObject({
      redisUrl: undefined,
      port: 3000,
    });
  });

  test("all that is wrong is named at once, and nothing is started", () => {
    const read = () =>
      readConfig({
        SECRET,
        PORT: "high",
        REDIS_URL: "localhost:6379",
        MAIL_FROM: "the school",
        DKIM_DOMAIN: "a.b",
        IMAP_URL: "imaps://mail.school.example",
        MAIL_BOUNCES: "Школа <bounces@school.example>",
      });
    expect(read).toThrow(BadSettings);
    for (const name of [
      "PORT must be a whole number",
      "REDIS_URL must be an address",
      "MAIL_FROM",
      "DKIM_SELECTOR",
      "IMAP_URL must name the mailbox and its password",
      "MAIL_BOUNCES must be an address like",
    ])
      expect(read).toThrow(name);
  });

  test("a bot of the real Telegram needs an address that families can open", () => {
    expect(() => readConfig({ SECRET, TELEGRAM_BOT_TOKEN: "1:abc" })).toThrow(
      /PUBLIC_URL must be the address families open/,
    );
    expect(() =>
      readConfig({ SECRET, TELEGRAM_BOT_TOKEN: "1:abc", PUBLIC_URL: "https://journal.school.example" }),
    ).not.toThrow();
  });

  test.each([undefined, "http://127.0.0.1:3000", "https://localhost", "http://[::1]:3000"])(
    "a real school that sends letters does not start with links to %s",
    (PUBLIC_URL) => {
      const sending = { SECRET, SMTP_URL: "smtp://mail.school.example", PUBLIC_URL };
      expect(() => refuseLocalLinks(readConfig(sending))).toThrow(/set PUBLIC_URL to the address/);
      // Nothing leaves: the postbox, or no channel at all.
      for (const silent of [
        { ...sending, POSTBOX: "1" },
        { ...sending, SMTP_URL: "" },
      ])
        expect(() => refuseLocalLinks(readConfig(silent))).not.toThrow();
      const open = { ...sending, PUBLIC_URL: "https://journal.school.example" };
      expect(() => refuseLocalLinks(readConfig(open))).not.toThrow();
    },
  );

  test("Telegram brings updates to an address of https alone", () => {
    const wished = { SECRET, TELEGRAM_BOT_TOKEN: "1:abc", BOT_WEBHOOK: "1" };
    expect(() => readConfig({ ...wished, PUBLIC_URL: "http://journal.school.example" })).toThrow(
      /BOT_WEBHOOK=1 needs a PUBLIC_URL/,
    );
    expect(readConfig({ ...wished, PUBLIC_URL: "https://journal.school.example" }).botWebhook).toBe(true);
    expect(readConfig({ SECRET }).botWebhook).toBe(false);
  });

  test("the secret that signs links is made once and kept for its owner's eyes", () => {
    const DATA_DIR = mkdtempSync(join(tmpdir(), "vestnik-config-"));
    onTestFinished(() => rmSync(DATA_DIR, { recursive: true }));
    const { secret } = readConfig({ DATA_DIR });
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(readConfig({ DATA_DIR }).secret).toBe(secret);
    expect(readFileSync(join(DATA_DIR, "secret"), "utf8")).toBe(secret);
    expect(statSync(join(DATA_DIR, "secret")).mode & 0o777).toBe(0o600);
  });
});
