import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Redis } from "ioredis";
import { freePort } from "./free-port.ts";
import { leash } from "./leash.ts";

export interface LocalRedis {
  readonly url: string;
  readonly port: number;
  /** How many keys it holds. */
  size(): Promise<number>;
  /** Empties it, as an operator's mistake would. */
  flushAll(): Promise<void>;
  /** SIGTERM; an append-only file is written out. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Up again on the same port; what it still knows depends on `appendOnly`. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

export const redisMissing =
  "no redis-server or valkey-server on PATH (Debian: apt-get install redis-server; macOS: brew install valkey)";

const READY = "Ready to accept connections";
const START_TRIES = 3;

/** A Redis of one's own on a free port, keeping nothing unless asked; null where none is installed. */
export async function startRedis(options: { appendOnly?: boolean } = {}): Promise<LocalRedis | null> {
  const binary = findBinary();
  if (!binary) return null;
  const folder = await mkdtemp(join(tmpdir(), "vestnik-redis-"));
  const run = (port: number) => launch(binary, port, folder, options.appendOnly ?? false);

  // Between finding a free port and taking it another test may have taken it.
  let port = 0;
  let server: ChildProcess | undefined;
  for (let attempt = 1; !server; attempt += 1) {
    port = await freePort();
    server = await run(port).catch((error: unknown) => {
      if (attempt === START_TRIES) throw error;
      return undefined;
    });
  }
  const url = `redis://127.0.0.1:${port}`;
  let current = server;

  return {
    url,
    port,
    size: () => asking(url, (client) => client.dbsize()),
    async flushAll() {
      await asking(url, (client) => client.flushall());
    },
    stop: () => end(current, "SIGTERM"),
    kill: () => end(current, "SIGKILL"),
    async restart() {
      await end(current, "SIGTERM");
      current = await run(port);
    },
    async close() {
      await end(current, "SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function asking<Answer>(url: string, ask: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on("error", () => {});
  try {
    await client.connect();
    return await ask(client);
  } finally {
    client.disconnect();
  }
}

function findBinary(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return ["redis-server", "valkey-server"]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}

async function launch(
  binary: string,
  port: number,
  folder: string,
  appendOnly: boolean,
): Promise<ChildProcess> {
  const settings = {
    port: String(port),
    bind: "127.0.0.1",
    dir: folder,
    save: "",
    appendonly: appendOnly ? "yes" : "no",
    appendfsync: "always",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });
  leash(child);
  await new Promise<void>((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(READY)) resolve();
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Redis ended with ${code} before it was ready:\n${said}`)));
  });
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await exited;
}
