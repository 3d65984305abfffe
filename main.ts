import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type RunningBot, startBot } from "./bots/main.ts";
import { openWindow } from "./bots/window.ts";
import { readCrowd, seedCrowd } from "./prisma/crowd.ts";
import { migrate } from "./prisma/migrate.ts";
import { dropDatabase, ensureDatabase, openPostgres } from "./prisma/postgres.ts";
import { seedDemo } from "./prisma/seed.ts";
import { type Action, may } from "./src/access/policy.ts";
import { now } from "./src/clock.ts";
import { administrator } from "./src/commands/administrator.ts";
import { backup } from "./src/commands/backup.ts";
import type { DatabaseCommand } from "./src/commands/command.ts";
import { importFile } from "./src/commands/import.ts";
import { policyTable } from "./src/commands/policy.ts";
import { publish } from "./src/commands/publish.ts";
import { restore } from "./src/commands/restore.ts";
import { status } from "./src/commands/status.ts";
import { BadSettings, type Config, readConfig, refuseLocalLinks } from "./src/config.ts";
import { type Db, openDb } from "./src/db.ts";
import { Forbidden, RuleBroken } from "./src/errors.ts";
import { startServer } from "./src/server.ts";
import { renderPreview } from "./templates/preview.tsx";
import { startWorkers } from "./workers/main.ts";
import { openQueueBoard, pingQueue } from "./workers/queues.ts";

// The composition root: opens the database, starts what is asked for, stops it gracefully.

/** Command → what it does to the journal, asked of the policy table for whoever sits at the server's console. */
const COMMANDS: Record<string, { access: Action; command: DatabaseCommand }> = {
  administrator: { access: "administrator.appoint", command: administrator },
  backup: { access: "school.backup", command: backup },
  import: { access: "people.import", command: importFile },
  publish: { access: "finals.publish", command: publish },
  restore: { access: "school.restore", command: restore },
  status: { access: "deliveries.read", command: status },
};
const PARTS = ["web", "workers", "bot"] as const;
const DATABASES = { school: "vestnik", demo: "vestnik_demo", crowd: "vestnik_crowd" } as const;
type Part = (typeof PARTS)[number];

const USAGE = `npm start [-- --school] [--only web|workers|bot]   the demo school, or the real one; --crowd: the one made by seed
npm run administrator -- "Surname Name Patronymic"
npm run import -- FILE --mapping MAPPING.json [--apply]
npm run publish -- --finals
npm run backup [-- FILE]                       the whole school in one file
npm run restore -- FILE [--replace]
npm run status [-- --json]
npm run seed                                   the demo school without starting it
npm run seed -- --pupils 1000 [--year] [--again]   a crowd, with its last school year played silently
npm run preview                                every message on one page
npm run policy                                 who may do what
A command speaks of the real school; with --demo of the demo school.`;

interface Opened {
  db: Db;
  databaseUrl: string;
  config: Config;
  demo: boolean;
  close(): Promise<void>;
}

const ENDING_MS = 5_000;

const [name = "serve", ...args] = process.argv.slice(2);
process.exitCode = await run(name, args).catch(sayWhatIsWrong);
// What was opened halfway must not keep alive what could not start: whoever watches it starts it again when it has ended.
if (process.exitCode !== 0) setTimeout(() => process.exit(), ENDING_MS).unref();

async function run(command: string, rest: string[]): Promise<number> {
  if (command === "serve") return serve(rest);
  if (command === "preview") return preview();
  if (command === "policy") return policy();
  if (command === "seed") return seed(rest);
  const known = COMMANDS[command];
  if (!known) {
    say(USAGE);
    return 1;
  }
  if (!may(known.access, ["console"])) throw new Forbidden("Это на сервере делать не разрешено.");
  const opened = await open(rest.includes("--demo") ? "demo" : "school");
  try {
    const code = await known.command(
      rest.filter((arg) => arg !== "--demo"),
      { ...opened, say },
    );
    // A backup comes back at the migrations it was made with.
    if (known.command === restore) await inWords(migrate(opened.databaseUrl));
    return code;
  } finally {
    await opened.close();
  }
}

async function seed(rest: string[]): Promise<number> {
  const crowd = readCrowd(rest);
  const opened = await open(crowd ? "crowd" : "demo", crowd?.again);
  try {
    if (crowd) await seedCrowd(opened.db, { ...crowd, say });
    else {
      await seedDemo(opened.db, now());
      say("Школа для показа готова. Открыть её: npm start");
    }
    return 0;
  } finally {
    await opened.close();
  }
}

function preview(): number {
  const { dataDir } = readConfig();
  const file = join(dataDir, "preview.html");
  writeFileSync(file, renderPreview());
  say(`Все сообщения на одной странице: ${file}`);
  return 0;
}

function policy(): number {
  say(policyTable().join("\n"));
  return 0;
}

/** Made-up schools have databases of their own, beside the real one; an outside database is always the real one's. */
async function open(which: keyof typeof DATABASES, anew = false): Promise<Opened> {
  const config = readConfig();
  const madeUp = which !== "school";
  if (madeUp && config.databaseUrl)
    throw new BadSettings(
      "DATABASE_URL names the real school's database: unset it to work with a made-up school.",
    );
  const postgres = config.databaseUrl ? null : await inWords(openPostgres({ dataDir: config.dataDir }));
  const databaseUrl = config.databaseUrl ?? postgres!.url(DATABASES[which]);
  try {
    if (anew) await inWords(dropDatabase(databaseUrl));
    await inWords(ensureDatabase(databaseUrl));
    await inWords(migrate(databaseUrl));
  } catch (error) {
    await postgres?.close();
    throw error;
  }
  const db = openDb(databaseUrl, 20);
  return {
    db,
    databaseUrl,
    demo: which === "demo",
    config: madeUp ? { ...config, postbox: true } : config,
    async close() {
      await db.$disconnect();
      await postgres?.close();
    },
  };
}

/** What stands between us and the database is for whoever starts us to mend: one sentence, no trace. */
async function inWords<T>(opening: Promise<T>): Promise<T> {
  return opening.catch((error: Error & { code?: string }) => {
    const unreachable = error.code?.startsWith("E");
    throw new BadSettings(
      unreachable
        ? `The database does not answer (${error.code}). Start it, or correct DATABASE_URL.`
        : error.message,
    );
  });
}

async function serve(rest: string[]): Promise<number> {
  const parts = chosenParts(rest);
  const isReal = Boolean(process.env.DATABASE_URL) || rest.includes("--school");
  if (isReal) refuseLocalLinks(readConfig());
  const opened = await open(rest.includes("--crowd") ? "crowd" : isReal ? "school" : "demo");
  const { demo } = opened;
  const stops: (() => Promise<void>)[] = [opened.close];
  const stop = async (): Promise<void> => {
    while (stops.length > 0) await stops.pop()!();
  };
  try {
    if (demo) await seedDemo(opened.db, now());
    if (parts.includes("workers")) stops.push((await startWorkers(opened)).stop);
    const bot = await openBotFor(opened, parts);
    if (bot) stops.push(bot.stop);
    if (parts.includes("web")) await openWeb(opened, bot, stops);
  } catch (error) {
    // With the database away there may be no end to it.
    await Promise.race([stop(), pause(ENDING_MS)]);
    throw error;
  }
  const asked = new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  say(welcome(opened, parts));
  await asked;
  await stop();
  return 0;
}

/** The web looks at the queues through a board of its own, closed after it. */
async function openWeb(
  opened: Opened,
  bot: RunningBot | null,
  stops: (() => Promise<void>)[],
): Promise<void> {
  const { db, config, databaseUrl, demo } = opened;
  const { redisUrl } = config;
  const board = openQueueBoard({ databaseUrl, redisUrl });
  stops.push(board.close);
  const server = await startServer({
    db,
    config,
    chat: demo ? openWindow(db, config) : null,
    telegram: bot?.webhook ?? null,
    pingQueue: () => pingQueue(redisUrl),
    countJobs: board.count,
  });
  stops.push(server.close);
}

/** The bot, where there is a token and real messages leave; by webhook it lives in the web's process. */
async function openBotFor({ config, ...opened }: Opened, parts: readonly Part[]): Promise<RunningBot | null> {
  const { telegram, botWebhook, postbox } = config;
  if (!telegram || postbox || !parts.includes(botWebhook ? "web" : "bot")) return null;
  return startBot({ ...opened, config, telegram });
}

function chosenParts(rest: string[]): readonly Part[] {
  const at = rest.indexOf("--only");
  if (at === -1) return PARTS;
  const part = PARTS.find((known) => known === rest[at + 1]);
  if (!part) throw new BadSettings(`--only takes ${PARTS.join(" or ")}.`);
  return [part];
}

function welcome({ config, demo }: Opened, parts: readonly Part[]): string {
  const place = parts.includes("web")
    ? `\n  Вестник открыт: ${config.publicUrl}\n`
    : parts.includes("workers")
      ? "\n  Почтовая служба работает.\n"
      : "\n  Бот работает.\n";
  if (!demo) return place;
  return `${place}
  Школа вымышленная, наружу ничего не уходит: сообщения лежат в почтовом ящике, ${config.publicUrl}/postbox
  Бот, как в Telegram: ${config.publicUrl}/chat
  Войти (пароль у всех «vestnik»):
    smirnova   учитель алгебры, у 7А сейчас её урок
    kravtsova  мама Анны из 7А
    maltsev    администратор: кому дошло и почему нет
    voronina   завуч
  Выдержка перед отправкой в показе 10 секунд, обычно 10 минут. Остановить: Ctrl+C
`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What a person can mend is one sentence; only a bug of ours shows its trace. */
function sayWhatIsWrong(error: unknown): number {
  const plain = error instanceof RuleBroken || error instanceof BadSettings;
  process.stderr.write(`${plain ? (error as Error).message : ((error as Error).stack ?? error)}\n`);
  return 1;
}
