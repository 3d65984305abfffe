import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { KEPT_NAME } from "../files.ts";
import type { Description, School } from "./making.ts";
import { BadBackup, openSealed, type SealedFile } from "./sealed-file.ts";

/** R26: back from the file of a backup, wholly or not at all. */

const MIGRATIONS = join(import.meta.dirname, "../../prisma/migrations");
/** What the school is built in before it takes the place of the other. */
const SCAFFOLD = "restoring";
/** Jobs of the school that goes; the post office makes its queue anew at its next start. */
const QUEUE = "bullmq";
const DRAFT = ".restoring";

export interface Restored {
  madeAt: string;
  rows: number;
  files: number;
  /** The secret that came in the file; null: there was none in it. */
  secret: string | null;
}

/**
 * Puts the school of the file in place of what the database holds, in one transaction, at the migrations it was made
 * with; newer ones are the caller's. The file is read whole and checked before anything is touched.
 * @throws BadBackup the file, or the place it should go to, does not allow it: nothing is touched
 */
export async function restoreBackup(
  school: School,
  { file, replace }: { file: string; replace: boolean },
): Promise<Restored> {
  const sealed = await openSealed(file, school.passphrase);
  const checked = await checkWhole(sealed);
  const scripts = await readScripts(checked.description.migrations);
  const client = new pg.Client({
    connectionString: school.databaseUrl,
    application_name: "vestnik restore",
    keepAlive: true,
    options: "-c timezone=UTC -c datestyle=ISO",
  });
  client.on("error", () => {});
  await client.connect();
  try {
    await refuseTaken(client, replace);
    await client.query("begin");
    await buildScaffold(client, scripts);
    const names = await fill(client, sealed, school.dataDir);
    await setSequences(client, checked.description);
    await takePlace(client);
    await client.query("commit");
    // Scans of the school that went: nobody may keep them without their rows (R34).
    await dropOthers(school.dataDir, names);
    return {
      madeAt: checked.description.madeAt,
      rows: checked.rows,
      files: names.size,
      secret: checked.secret,
    };
  } catch (error) {
    await dropDrafts(school.dataDir);
    throw worded(error);
  } finally {
    await client.end();
  }
}

interface Checked {
  description: Description;
  rows: number;
  secret: string | null;
}

async function checkWhole(sealed: SealedFile): Promise<Checked> {
  let description: Description | null = null;
  let secret: string | null = null;
  let rows = 0;
  let isWhole = false;
  for await (const line of sealed.lines()) {
    const { kind, rest } = partsOf(line);
    if (kind === "school") description = JSON.parse(rest) as Description;
    else if (kind === "secret") secret = rest;
    else if (kind === "rows") rows += rowsOf(rest).rows.length;
    else if (kind === "file") fileOf(rest);
    else if (kind === "end") isWhole = JSON.parse(rest).rows === rows;
  }
  if (!description || !isWhole)
    throw new BadBackup("Копия не закончена. Возьмите другую, ничего не изменено.");
  return { description, rows, secret };
}

function partsOf(line: string): { kind: string; rest: string } {
  const at = line.indexOf(" ");
  return { kind: line.slice(0, at), rest: line.slice(at + 1) };
}

function rowsOf(rest: string): { table: string; rows: string[] } {
  const { kind: table, rest: json } = partsOf(rest);
  return { table, rows: JSON.parse(json) };
}

function fileOf(rest: string): { name: string; bytes: Buffer } {
  const { kind: name, rest: text } = partsOf(rest);
  if (!KEPT_NAME.test(name)) throw new BadBackup("В копии чужой файл. Возьмите другую, ничего не изменено.");
  return { name, bytes: Buffer.from(text, "base64") };
}

/** The files of the folder are those the migrations of the backup were, so its tables are built as they were. */
async function readScripts(names: string[]): Promise<string[]> {
  const known = await readdir(MIGRATIONS);
  if (names.some((name) => !known.includes(name)))
    throw new BadBackup("Копию сделал более новый Вестник. Обновите программу, ничего не изменено.");
  return Promise.all(names.map((name) => readFile(join(MIGRATIONS, name, "migration.sql"), "utf8")));
}

async function refuseTaken(client: pg.Client, replace: boolean): Promise<void> {
  const { rows } = await client.query<{ others: number; taken: boolean }>(
    `select (select count(*)::int from pg_stat_activity where datname = current_database()
       and backend_type = 'client backend' and pid <> pg_backend_pid()) as others,
     exists (select 1 from "Person") as taken`,
  );
  const { others, taken } = rows[0]!;
  if (others > 0)
    throw new BadBackup("С этой базой кто-то работает. Остановите Вестник и повторите, ничего не изменено.");
  if (taken && !replace)
    throw new BadBackup(
      "В базе уже есть школа. Чтобы заменить её школой из копии, добавьте --replace; ничего не изменено.",
    );
}

async function buildScaffold(client: pg.Client, scripts: string[]): Promise<void> {
  await client.query(`create schema ${SCAFFOLD}; set local search_path = ${SCAFFOLD}`);
  for (const script of scripts) await client.query(script);
  await client.query("create table _prisma_migrations (like public._prisma_migrations including all)");
}

/** Returns the names of the files that came along. */
async function fill(client: pg.Client, sealed: SealedFile, dataDir: string): Promise<Set<string>> {
  const { rows: keys } = await client.query<{ table: string; name: string; rule: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as rule
     from pg_constraint where contype = 'f' and connamespace = '${SCAFFOLD}'::regnamespace`,
  );
  const change = (words: (key: (typeof keys)[number]) => string) =>
    client.query(keys.map((key) => `alter table ${key.table} ${words(key)}`).join("; "));
  // Tables come one after another, so who points at whom is checked when all are there.
  await change(({ name }) => `drop constraint ${pg.escapeIdentifier(name)}`);
  const folder = join(dataDir, "files");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = new Set<string>();
  for await (const line of sealed.lines()) {
    const { kind, rest } = partsOf(line);
    if (kind === "rows") await insert(client, rowsOf(rest));
    if (kind !== "file") continue;
    const { name, bytes } = fileOf(rest);
    const draft = join(folder, `${name}${DRAFT}`);
    await (names.has(name) ? appendFile(draft, bytes) : writeFile(draft, bytes, { mode: 0o600 }));
    names.add(name);
  }
  await change(({ name, rule }) => `add constraint ${pg.escapeIdentifier(name)} ${rule}`);
  // Before the rows: names are random, so a file too many harms nobody and one that is missing does.
  for (const name of names) await rename(join(folder, `${name}${DRAFT}`), join(folder, name));
  return names;
}

async function insert(client: pg.Client, { table, rows }: { table: string; rows: string[] }): Promise<void> {
  const name = pg.escapeIdentifier(table);
  await client.query(`insert into ${name} select r.* from unnest($1::${name}[]) r`, [rows]);
}

async function setSequences(client: pg.Client, { sequences }: Description): Promise<void> {
  await client.query(
    `select setval(quote_ident(name)::regclass, last, called)
     from jsonb_to_recordset($1::jsonb) as s(name text, last bigint, called boolean)`,
    [JSON.stringify(sequences)],
  );
}

async function takePlace(client: pg.Client): Promise<void> {
  await client.query(`drop schema if exists ${QUEUE} cascade; drop schema public cascade;
    alter schema ${SCAFFOLD} rename to public; grant usage on schema public to public`);
}

async function dropOthers(dataDir: string, names: Set<string>): Promise<void> {
  const folder = join(dataDir, "files");
  const others = (await readdir(folder)).filter((name) => KEPT_NAME.test(name) && !names.has(name));
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
}

async function dropDrafts(dataDir: string): Promise<void> {
  const folder = join(dataDir, "files");
  const drafts = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(DRAFT));
  await Promise.all(drafts.map((name) => rm(join(folder, name), { force: true })));
}

/** What the server of the database says of itself; the transaction is undone. */
const SERVER: Record<string, string> = {
  "53100": "На диске базы не хватает места. Освободите его и повторите, база прежняя.",
  "42501": "У пользователя базы нет прав. Он должен быть её владельцем; база прежняя.",
  ENOSPC: "На диске не хватает места для сканов. Освободите его и повторите, база прежняя.",
  EACCES:
    "К папке DATA_DIR нет прав. Дайте их пользователю, от имени которого работает Вестник; база прежняя.",
};

function worded(error: unknown): unknown {
  const words = SERVER[(error as { code?: string }).code ?? ""];
  return words ? new BadBackup(words, { cause: error }) : error;
}
