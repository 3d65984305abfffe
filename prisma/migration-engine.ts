import { randomBytes } from "node:crypto";
import fs from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine, SchemasContainer } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { dropDatabase, ensureDatabase } from "./databases.ts";

/** Lends Prisma's schema engine, connected to this database; what it complains of becomes one sentence. */
export async function withEngine<Result>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<Result>,
  schema?: SchemasContainer,
): Promise<Result> {
  const Engine = await loadEngine();
  const opened: Opened = { pools: [], scratch: [] };
  const adapter = bindMigrationAwareSqlAdapterFactory(connectorTo(databaseUrl, opened));
  const datamodels = schema?.files.map(({ path, content }): [string, string] => [path, content]);
  try {
    return await work(await Engine.new({ datamodels }, () => {}, adapter));
  } catch (error) {
    const number = /External error id#(\d+)/.exec(String(error))?.[1];
    const external = number ? adapter.errorRegistry.consumeError(Number(number))?.error : undefined;
    throw new Error(sentenceOf(external ?? error), { cause: error });
  } finally {
    // The engine leaves them open, whether it succeeded or not.
    await Promise.all(opened.pools.map((pool) => pool.end()));
    for (const url of opened.scratch) await dropDatabase(url);
  }
}

interface Opened {
  pools: pg.Pool[];
  scratch: string[];
}

/** The published adapter, with three things put right that would spoil a migration. */
function connectorTo(databaseUrl: string, opened: Opened): SqlMigrationAwareDriverAdapterFactory {
  const connect = async (url: string) => {
    const pool = new pg.Pool({ connectionString: url });
    opened.pools.push(pool);
    const adapter = await new PrismaPg(pool).connect();
    const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
    const queryRaw = adapter.queryRaw.bind(adapter);
    Object.assign(pool, { query: async (...args: unknown[]) => markLetters(await query(...args)) });
    return Object.assign(adapter, {
      queryRaw: async (raw: SqlQuery) => readLetters(await queryRaw(raw)),
      // The adapter cuts a script at every semicolon, inside functions and texts too: many transactions instead of one.
      executeScript: async (script: string) => void (await query(script)),
      dispose: async () => {},
    });
  };
  return {
    provider: "postgres",
    adapterName: "vestnik",
    connect: () => connect(databaseUrl),
    // Given a url, the adapter's own scratch database is the real one: the url outweighs the name it sets beside it.
    connectToShadowDb: async () => {
      const scratch = new URL(databaseUrl);
      scratch.pathname += `_scratch_${randomBytes(4).toString("hex")}`;
      opened.scratch.push(scratch.href);
      await ensureDatabase(scratch.href);
      return connect(scratch.href);
    },
  };
}

// The adapter gives up on the type "char" (18), which the catalogue is full of and the engine wants as a letter. So the
// column passes the adapter as text (25) under a marked name.
const LETTER = "\u0000letter";

function markLetters(result: pg.QueryResult): pg.QueryResult {
  for (const field of result.fields ?? []) {
    if (field.dataTypeID === 18) Object.assign(field, { dataTypeID: 25, name: field.name + LETTER });
  }
  return result;
}

function readLetters({ columnNames, columnTypes, rows }: SqlResultSet): SqlResultSet {
  const types = columnTypes.map((type, i) =>
    columnNames[i]?.endsWith(LETTER) ? ColumnTypeEnum.Character : type,
  );
  return { columnNames: columnNames.map((name) => name.replace(LETTER, "")), columnTypes: types, rows };
}

interface EngineModule {
  SchemaEngine: {
    new: (options: object, log: (line: string) => void, adapter: object) => Promise<SchemaEngine>;
  };
  __wbg_set_wasm(exports: unknown): void;
}

// Only this corner of WebAssembly is needed, and its types would bring the whole browser.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

let panic = "";
Object.assign(globalThis, {
  // Where the engine looks, by this name, before it gives up.
  PRISMA_WASM_PANIC_REGISTRY: {
    set_message(message: string) {
      panic = message;
    },
  },
});

let engineModule: Promise<EngineModule["SchemaEngine"]> | undefined;

/** The package is laid out for bundlers, which would have connected the two files by themselves. */
function loadEngine(): Promise<EngineModule["SchemaEngine"]> {
  engineModule ??= (async () => {
    const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
    const glue = (await import(pathToFileURL(path).href)) as EngineModule;
    const bytes = await fs.readFile(path.replace(/\.js$/, ".wasm"));
    const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": impatient(glue) });
    glue.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
    return glue.SchemaEngine;
  })();
  return engineModule;
}

/** The engine never clears its ten seconds of waiting for a lock, and a program could not end before. */
function impatient(glue: EngineModule): object {
  const timer = Object.keys(glue).filter((name) => name.startsWith("__wbg_setTimeout_"));
  const wait = (ring: () => void, ms: number) => setTimeout(ring, ms).unref();
  return { ...glue, ...Object.fromEntries(timer.map((name) => [name, wait])) };
}

function sentenceOf(error: unknown): string {
  // What follows the numbered line is a trace through the engine's own source.
  if (error instanceof Error && error.message && !panic) return error.message.split(/\n\s*0: /)[0]!.trim();
  return panic || JSON.stringify(error);
}
