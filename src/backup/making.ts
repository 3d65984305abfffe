import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { now } from "../clock.ts";
import { KEPT_NAME } from "../files.ts";
import { writeSealed } from "./sealed-file.ts";

/**
 * R26: the whole school as it stood at one moment, in one file, taken while it works. Rows travel in PostgreSQL's own
 * text form, which any of its versions reads back exactly. The queue is not in it: it only paces.
 */

const ROWS_AT_ONCE = 500;
/** A multiple of three, so that base64 of the pieces is base64 of the whole. */
const FILE_PIECE_BYTES = 3 * 65_536;

export interface School {
  databaseUrl: string;
  dataDir: string;
  /** Signs links; goes along only under a passphrase. */
  secret: string;
  passphrase: string | undefined;
}

/** The first line of a backup. */
export interface Description {
  madeAt: string;
  migrations: string[];
  sequences: { name: string; last: string; called: boolean }[];
}

/**
 * Returns the size of the file in bytes. Memory stays flat, whatever the size of the school.
 * @throws BadBackup the file cannot be written; there is no half of it either
 */
export async function makeBackup(school: School, file: string): Promise<number> {
  const client = new pg.Client({
    connectionString: school.databaseUrl,
    application_name: "vestnik backup",
    keepAlive: true,
    options: "-c timezone=UTC -c datestyle=ISO -c extra_float_digits=1",
  });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    return await writeSealed(file, readSchool(client, school), school.passphrase);
  } finally {
    await client.end();
  }
}

async function* readSchool(client: pg.Client, school: School): AsyncGenerator<string> {
  yield `school ${JSON.stringify(await describe(client))}\n`;
  if (school.passphrase) yield `secret ${school.secret}\n`;
  let rows = 0;
  for (const table of await listTables(client)) {
    for await (const batch of readRows(client, table)) {
      rows += batch.length;
      yield `rows ${table} ${JSON.stringify(batch)}\n`;
    }
  }
  // After the rows: a file is there before the row that names it.
  const names = await listFiles(school.dataDir);
  for (const name of names) yield* readFile(school.dataDir, name);
  yield `end ${JSON.stringify({ rows })}\n`;
}

async function describe(client: pg.Client): Promise<Description> {
  const { rows: migrations } = await client.query<{ name: string }>(
    "select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1",
  );
  const { rows: names } = await client.query<{ name: string }>(
    "select sequencename as name from pg_sequences where schemaname = 'public' order by 1",
  );
  const parts = names.map(
    ({ name }) =>
      `select ${pg.escapeLiteral(name)} as name, last_value::text as last, is_called as called from ${pg.escapeIdentifier(name)}`,
  );
  const sequences = parts.length > 0 ? (await client.query(parts.join(" union all "))).rows : [];
  return { madeAt: now().toISOString(), migrations: migrations.map(({ name }) => name), sequences };
}

async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  return rows.map(({ name }) => name);
}

async function* readRows(client: pg.Client, table: string): AsyncGenerator<string[]> {
  await client.query(
    `declare all_rows no scroll cursor for select x::text as row from ${pg.escapeIdentifier(table)} x`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${ROWS_AT_ONCE} from all_rows`);
    if (rows.length > 0) yield rows.map(({ row }) => row);
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query("close all_rows");
}

async function listFiles(dataDir: string): Promise<string[]> {
  const names = await readdir(join(dataDir, "files")).catch(nothingIfMissing);
  return names.filter((name) => KEPT_NAME.test(name)).sort();
}

/** One that was erased meanwhile is left out. */
async function* readFile(dataDir: string, name: string): AsyncGenerator<string> {
  try {
    const pieces = createReadStream(join(dataDir, "files", name), { highWaterMark: FILE_PIECE_BYTES });
    let isEmpty = true;
    for await (const piece of pieces) {
      isEmpty = false;
      yield `file ${name} ${(piece as Buffer).toString("base64")}\n`;
    }
    if (isEmpty) yield `file ${name} \n`;
  } catch (error) {
    nothingIfMissing(error as NodeJS.ErrnoException);
  }
}

function nothingIfMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
