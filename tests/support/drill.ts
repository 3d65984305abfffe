import { createHash } from "node:crypto";
import { realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "../../prisma/migrate.ts";
import { openPostgres } from "../../prisma/postgres.ts";
import { writeSealed } from "../../src/backup/sealed-file.ts";
import type { Config } from "../../src/config.ts";
import { type Claimed, claimDeliveries } from "../../src/deliveries/claiming.ts";
import { writeFinals } from "../../src/finals/finals.ts";
import { getSettings } from "../../src/settings.ts";
import { brokenInvariants } from "./invariants.ts";
import { openPostOffice } from "./post-office.ts";
import type { TestSchool } from "./school.ts";
import { until } from "./until.ts";

/** Table → its rows in PostgreSQL's own text, hashed; and where the sequences stand. */
export async function readAll(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    const parts = rows.map(
      ({ name }) =>
        `select '${name}' as name, string_agg(x::text, E'\\n' order by x::text collate "C") as text from "${name}" x`,
    );
    const all = await client.query(
      `${parts.join(" union all ")} union all select 'worker_number', last_value::text from worker_number order by 1`,
    );
    return Object.fromEntries(
      all.rows.map(({ name, text }) => [
        name,
        createHash("sha256")
          .update(text ?? "")
          .digest("hex"),
      ]),
    );
  } finally {
    await client.end();
  }
}

/** Everything the schema says: columns, constraints, indexes, views. */
export async function readShape(url: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query(
      `select table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
       from information_schema.columns where table_schema = 'public'
       union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
       union all select indexdef from pg_indexes where schemaname = 'public'
       union all select viewname || definition from pg_views where schemaname = 'public'`,
    );
    return rows.map(({ line }) => line).sort();
  } finally {
    await client.end();
  }
}

export async function readBroken(url: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  return brokenInvariants(client).finally(() => client.end());
}

/** The rows of the history of migrations, oldest first, in PostgreSQL's own text. */
export async function readMigrations(url: string): Promise<string[]> {
  const { rows } = await query(
    url,
    "select x::text as row from _prisma_migrations x order by migration_name",
  );
  return rows.map(({ row }) => row);
}

/** A server of its own in this folder, where we are nobody but the owner of a database that sorts otherwise than ours. */
export async function openOutside(dataDir: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = await openPostgres({ dataDir, durable: false });
  const admin = server.url("postgres");
  await query(admin, "create role school login password 'outside'");
  await query(
    admin,
    "create database journal owner school template template0 encoding 'UTF8' locale_provider libc locale 'C'",
  );
  const url = new URL(server.url("journal"));
  url.username = "school";
  url.password = "outside";
  await migrate(url.href);
  return {
    url: url.href,
    async close() {
      await server.close();
      // Of root it lies elsewhere, and here is only its door.
      await rm(await realpath(join(dataDir, "postgres")), { recursive: true, force: true });
    },
  };
}

export interface HandWritten {
  migrations?: string[];
  /** Of the history of migrations, and of nights, in PostgreSQL's own text. */
  rows?: string[];
  nights?: string[];
  file?: string;
  /** How many rows its end names. */
  end?: number;
}

/** A backup as the format is, and as no program of ours need have written it. */
export async function writeByHand(path: string, contents: HandWritten): Promise<void> {
  const { migrations = [], rows = [], nights = [], file, end = rows.length + nights.length } = contents;
  const lines = async function* () {
    yield `school ${JSON.stringify({ madeAt: "2026-11-20T02:00:00.000Z", migrations, sequences: [] })}\n`;
    yield `rows _prisma_migrations ${JSON.stringify(rows)}\n`;
    if (nights.length > 0) yield `rows NightlyBackup ${JSON.stringify(nights)}\n`;
    if (file) yield `file ${file} ${Buffer.from("%PDF-").toString("base64")}\n`;
    yield `end ${JSON.stringify({ rows: end })}\n`;
  };
  await writeSealed(path, lines(), undefined);
}

/** Holds the backup in its middle, with the events behind it and the marks before it, until the work is done. */
export async function inTheMiddle(
  { url, backup }: { url: string; backup: () => Promise<unknown> },
  work: () => Promise<void>,
): Promise<void> {
  const barrier = new pg.Client(url);
  await barrier.connect();
  await barrier.query(`begin; lock table "LessonPlan" in access exclusive mode`);
  const made = backup();
  try {
    const waits = `select 1 from pg_locks where relation = '"LessonPlan"'::regclass and not granted`;
    await until(async () => (await barrier.query(waits)).rowCount, {
      what: "the backup to be in its middle",
      timeoutMs: 25_000,
    });
    await work();
  } finally {
    await barrier.end();
    await made;
  }
}

/** A worker of another machine, long gone. */
const NOBODY = 999_999;

/** What waited already, and a final of Егор, are just being handed over. */
export async function startSending({ db, cast }: TestSchool, config: Config): Promise<Claimed[]> {
  const { id: valueId } = await db.scaleValue.findFirstOrThrow({ where: { code: "4" } });
  const final = {
    kind: "year",
    period: cast.year.name,
    termId: null,
    valueId,
    resultsKnownAt: null,
  } as const;
  const of = { pupilId: cast.egor.id, subjectId: cast.subjects.algebra.id };
  const by = { actorId: cast.smirnova.id, source: "web", silent: false } as const;
  await db.$transaction((tx) => writeFinals(tx, [{ ...final, ...of }], by));
  const office = await openPostOffice(db, config);
  await office.route();
  const context = { ...office.desk, workerNumber: NOBODY, settings: await getSettings(db) };
  const claimed = await claimDeliveries(db, await office.gather(), context);
  await office.close();
  return claimed;
}

export async function query(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client(url);
  await client.connect();
  return client.query(text).finally(() => client.end());
}
