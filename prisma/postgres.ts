import { randomBytes } from "node:crypto";
import fs from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { findPlace, findPrograms, give, isAlive, makePlace, type Place, runAs } from "./postgres-place.ts";

export { dropDatabase, ensureDatabase } from "./databases.ts";

export interface Postgres {
  url(database: string): string;
  /** Stops the server when nobody else is connected: the last one out turns off the light. */
  close(): Promise<void>;
}

const USER = "vestnik";
// Held shared while a process uses the server, exclusively by the one that stops it.
const LIGHT_SWITCH = 1_986_359_923;
const START_DEADLINE_MS = 120_000;
const SILENT_SERVER_MS = 2_000;
const LEAVING_MS = 500;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "128MB",
  timezone: "UTC",
  // Folders made before 25 November 2026 name it so that no parallel worker can start.
  default_text_search_config: "pg_catalog.russian",
  // A failed statement would put names and marks into the log.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};
const CARELESS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * Finds the PostgreSQL of this folder running, or makes and starts it.
 * `durable: false` is for tests: faster, but a kill may cost the last moments and a power cut everything.
 */
export async function openPostgres(options: { dataDir: string; durable?: boolean }): Promise<Postgres> {
  const { dataDir, durable = true } = options;
  const deadline = Date.now() + START_DEADLINE_MS;
  let silentSince = 0;
  while (Date.now() < deadline) {
    const place = await findPlace(dataDir);
    if (!place) {
      await makePlace(dataDir, (draft) => initialise(draft, dataDir, durable));
      continue;
    }
    const found = await enter(place);
    if (typeof found === "object") return present(place, dataDir, found);
    if (found === "silent") {
      silentSince ||= Date.now();
      if (Date.now() - silentSince > SILENT_SERVER_MS) await forgetPid(place);
    } else silentSince = 0;
    if (found === "stranger") await forgetPid(place);
    else if (found === "absent") await start(place, dataDir, durable);
    else await pause(25);
  }
  throw new Error(
    `PostgreSQL in ${dataDir} is not ready after ${START_DEADLINE_MS / 1000} s; its log is beside its data.`,
  );
}

interface Presence {
  client: pg.Client;
  port: number;
  password: string;
}

function present(place: Place, dataDir: string, presence: Presence): Postgres {
  let closing: Promise<void> | undefined;
  return {
    url: (database) => urlOf(presence, database),
    close: () => {
      closing ??= leave(place, dataDir, presence.client);
      return closing;
    },
  };
}

function urlOf({ port, password }: Pick<Presence, "port" | "password">, database: string): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

async function initialise(draft: Place, dataDir: string, durable: boolean): Promise<void> {
  const programs = await findPrograms(draft.owner, dataDir);
  const passwordFile = join(draft.dir, "password");
  await fs.writeFile(passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 });
  await give(passwordFile, draft.owner);
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=ru-RU"];
  const entry = [`--username=${USER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const rest = ["--text-search-config=russian", "--no-instructions", ...(durable ? [] : ["--no-sync"])];
  const target = `--pgdata=${join(draft.dir, "data")}`;
  await runAs(draft.owner, join(programs, "initdb"), [target, ...locale, ...entry, ...rest]).catch(
    (error) => {
      throw new Error(`PostgreSQL could not make its folder: ${lastWords(error.stderr ?? error.message)}.`);
    },
  );
}

/**
 * Connects to the server of this place and stays, so that nobody stops it.
 * absent: it may be started; waking: it starts or stops just now; stranger: another program has its pid;
 * silent: the pid lives, and only time tells whose it is.
 */
async function enter(place: Place): Promise<Presence | "absent" | "waking" | "stranger" | "silent"> {
  const written = await readPid(place);
  if (!written || !isAlive(written.pid)) return "absent";
  const command = await fs.readFile(`/proc/${written.pid}/cmdline`, "utf8").catch(() => null);
  // Empty for a zombie, which a container without an init process keeps for ever.
  if (command !== null && !command.includes(join(place.dir, "data"))) return "stranger";
  const unanswered = command ? "waking" : "silent";
  if (!written.port) return unanswered;
  const password = await fs.readFile(join(place.dir, "password"), "utf8");
  const { port } = written;
  const client = new pg.Client({
    connectionString: urlOf({ port, password }, "postgres"),
    application_name: "vestnik presence",
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // The server may die before us; who needs it learns that from his own connection.
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query("select current_setting('data_directory') as dir");
    if ((await fs.realpath(rows[0].dir).catch(() => "")) !== join(place.dir, "data")) {
      await client.end();
      return unanswered;
    }
    await client.query("select pg_advisory_lock_shared($1)", [LIGHT_SWITCH]);
    // A program that forgets to close may still end.
    holdsProgram(client, false);
    return { client, port, password };
  } catch (error) {
    await client.end().catch(() => {});
    const { code = "" } = error as { code?: string };
    // 57P01–57P03: starting up, shutting down. 28*: another server answers on this port.
    return code === "ECONNREFUSED" || code.startsWith("28") ? unanswered : "waking";
  }
}

async function readPid(place: Place): Promise<{ text: string; pid: number; port: number } | null> {
  const text = await fs.readFile(join(place.dir, "data", "postmaster.pid"), "utf8").catch(() => "");
  const [pid, , , port] = text.split("\n").map(Number);
  return pid ? { text, pid: Math.abs(pid), port: port || 0 } : null;
}

/**
 * After a kill -9 or a reboot the number in postmaster.pid may belong to a stranger, and PostgreSQL then refuses to
 * start. Taken away by renaming, so that a file written meanwhile by a living server is put back.
 */
async function forgetPid(place: Place): Promise<void> {
  const written = await readPid(place);
  if (!written) return;
  const path = join(place.dir, "data", "postmaster.pid");
  const aside = `${path}.${randomBytes(4).toString("hex")}`;
  await fs.rename(path, aside).catch(() => {});
  const taken = await fs.readFile(aside, "utf8").catch(() => written.text);
  if (taken !== written.text) await fs.link(aside, path).catch(() => {});
  await fs.rm(aside, { force: true });
}

async function start(place: Place, dataDir: string, durable: boolean): Promise<void> {
  const programs = await findPrograms(place.owner, dataDir);
  await refuseOtherMajor(place, programs);
  const data = join(place.dir, "data");
  const log = join(place.dir, "server.log");
  const before = await fs.stat(log).catch(() => ({ size: 0 }));
  if (before.size > LOG_LIMIT_BYTES) await fs.rename(log, `${log}.old`);

  const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : CARELESS) });
  const port = await findFreePort(place);
  const options = [`-p ${port}`, ...settings.map(([name, value]) => `-c ${name}=${value}`)].join(" ");
  const args = ["start", "--wait", "--timeout=60", "-D", data, "-l", log, "-o", options];
  try {
    await runAs(place.owner, join(programs, "pg_ctl"), args);
  } catch {
    const all = await fs.readFile(log).catch(() => Buffer.alloc(0));
    const words = all.subarray(before.size > LOG_LIMIT_BYTES ? 0 : before.size).toString();
    // Somebody was faster, took the port, has stopped our server already, or the children of a killed one linger.
    if (/postmaster\.pid" already exists|TCP\/IP socket|ready to accept|shared memory block/.test(words))
      return pause(50);
    if (await readPid(place)) return;
    throw new Error(`PostgreSQL did not start: ${lastWords(words)} (more in ${log}).`);
  }
}

async function refuseOtherMajor(place: Place, programs: string): Promise<void> {
  const written = (await fs.readFile(join(place.dir, "data", "PG_VERSION"), "utf8")).trim();
  const major = /(\d+)/.exec(await runAs(place.owner, join(programs, "postgres"), ["--version"]))?.[1];
  if (written === major) return;
  throw new Error(
    `The database in ${place.dir} was made by PostgreSQL ${written} and this is PostgreSQL ${major}: make a backup with the version of Vestnik that used it, move that folder away and restore the backup here; nothing was changed.`,
  );
}

/** The port of last time where it is free, so that those still connected to a server that died find it again. */
async function findFreePort(place: Place): Promise<number> {
  const last = await fs.readFile(join(place.dir, "data", "postmaster.opts"), "utf8").catch(() => "");
  const port = Number(/"-p" "(\d+)"/.exec(last)?.[1] ?? 0);
  return (port && (await tryPort(port))) || (await tryPort(0));
}

function tryPort(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(0));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function leave(place: Place, dataDir: string, client: pg.Client): Promise<void> {
  try {
    holdsProgram(client, true);
    await client.query("select pg_advisory_unlock_shared($1)", [LIGHT_SWITCH]);
    const { rows } = await client.query("select pg_try_advisory_lock($1) as alone", [LIGHT_SWITCH]);
    if (rows[0].alone && (await isEmpty(client))) {
      // With the switch held, whoever comes now waits until the server is gone and starts it anew.
      const programs = await findPrograms(place.owner, dataDir);
      const data = join(place.dir, "data");
      await runAs(place.owner, join(programs, "pg_ctl"), ["stop", "-D", data, "--mode=fast", "--wait"]);
    }
  } catch (error) {
    // Nothing is left to stop where the server is gone already.
    if ((await readPid(place)) && !isGone(error)) throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

function holdsProgram(client: pg.Client, holds: boolean): void {
  const { connection } = client as unknown as { connection: { ref(): void; unref(): void } };
  holds ? connection.ref() : connection.unref();
}

/** Connections just closed linger for a moment, hence the patience. */
async function isEmpty(client: pg.Client): Promise<boolean> {
  const others = `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
  for (const until = Date.now() + LEAVING_MS; ; await pause(20)) {
    if ((await client.query(others)).rowCount === 0) return true;
    if (Date.now() > until) return false;
  }
}

function isGone(error: unknown): boolean {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  return /^57P0|ECONN|EPIPE/.test(code) || /terminated|not queryable/.test(message);
}

function lastWords(text: string): string {
  const lines = text.trim().split("\n");
  const line = lines.findLast((entry) => /FATAL|PANIC|error:/.test(entry)) ?? lines.at(-1) ?? "";
  return line.replace(/^.*?(FATAL|PANIC|error):\s*/, "").replace(/\.$/, "");
}
