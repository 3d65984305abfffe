import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { withEngine } from "./migration-engine.ts";
import { openPostgres } from "./postgres.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const MIGRATIONS = join(HERE, "migrations");
const SCHEMA = join(HERE, "schema.prisma");
const LOCKFILE = "migration_lock.toml";
const LOCK = 'provider = "postgresql"\n';
// One at a time per database; the number only has to differ from our other locks.
const MIGRATING = 1_986_359_924;
const FILTERS = { externalTables: [], externalEnums: [] };

/** Applies the migrations this database has not seen and returns their names, oldest first. */
export async function migrate(databaseUrl: string, folder = MIGRATIONS): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "vestnik migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATING]);
    const list = await readMigrations(folder);
    const seen = await readHistory(client);
    // A start with nothing to apply need not wait for the engine to load.
    if (list.migrationDirectories.every(({ path }) => seen.get(path) === "applied")) return [];
    const applied = withEngine(databaseUrl, async (engine) => {
      // We hold the lock, so what is unfinished was killed or failed, and PostgreSQL rolled its script back as a whole.
      for (const [migrationName, state] of seen) {
        if (state === "unfinished") await engine.markMigrationRolledBack({ migrationName });
      }
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: list,
        filters: FILTERS,
      });
      return appliedMigrationNames;
    });
    return await applied.catch(async (error) => {
      const broken = [...(await readHistory(client))].find(([, state]) => state === "unfinished")?.[0];
      throw new Error(
        `The migration ${broken ?? "of the database"} failed and changed nothing: ${error.message}.`,
      );
    });
  } finally {
    await client.end();
  }
}

/**
 * Writes a new migration that leads from the migrations folder to the schema; null when they agree.
 *
 * What the schema cannot say (checks, triggers, partial indexes, indexes on an expression) is added by hand at the end
 * of the written file, and survives: the next difference starts from a scratch database built from all files of the
 * folder, hand-written parts too, and the engine does not see these kinds. An ordinary index or column written by hand
 * it does see, and proposes to drop: such a thing belongs into the schema.
 */
export async function writeMigration(
  databaseUrl: string,
  name: string,
  { folder = MIGRATIONS, schema = SCHEMA }: { folder?: string; schema?: string } = {},
): Promise<string | null> {
  const from = await readMigrations(folder);
  const files = [{ path: schema, content: await fs.readFile(schema, "utf8") }];
  const sql = await withEngine(
    databaseUrl,
    async (engine) => {
      const difference = {
        from: { tag: "migrations" as const, ...from },
        to: { tag: "schemaDatamodel" as const, files },
        script: true,
        exitCode: true,
        filters: FILTERS,
      };
      const { exitCode, stdout } = await engine.diff(difference);
      return exitCode === 0 ? null : stdout;
    },
    { files },
  );
  if (!sql) return null;

  const moment = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  const path = join(folder, `${moment}_${slug}`, "migration.sql");
  await fs.mkdir(join(path, ".."), { recursive: true });
  await fs.writeFile(path, sql);
  await fs.writeFile(join(folder, LOCKFILE), LOCK);
  return path;
}

/** Changes with every change to the migrations: what was built from them can be recognised by it. */
export async function hashMigrations(folder = MIGRATIONS): Promise<string> {
  const { migrationDirectories } = await readMigrations(folder);
  return createHash("sha256").update(JSON.stringify(migrationDirectories)).digest("hex").slice(0, 16);
}

async function readMigrations(baseDir: string): Promise<MigrationList> {
  const entries = await fs.readdir(baseDir, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => {
      const value = await fs.readFile(join(baseDir, path, "migration.sql"), "utf8");
      return { path, migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value } } };
    }),
  );
  return {
    baseDir,
    lockfile: { path: LOCKFILE, content: LOCK },
    shadowDbInitScript: "",
    migrationDirectories,
  };
}

async function readHistory(client: pg.Client): Promise<Map<string, "applied" | "unfinished">> {
  const { rows: tables } = await client.query("select to_regclass('_prisma_migrations') as name");
  if (!tables[0].name) return new Map();
  const { rows } = await client.query(
    "select migration_name, finished_at from _prisma_migrations where rolled_back_at is null order by started_at",
  );
  return new Map(rows.map((row) => [row.migration_name, row.finished_at ? "applied" : "unfinished"]));
}

async function main(): Promise<void> {
  const [verb, name] = process.argv.slice(2);
  if (verb !== "diff" || !name) throw new Error("Say what the migration does: npm run migration NAME");
  const postgres = await openPostgres({ dataDir: resolve(HERE, "../.data/test"), durable: false });
  try {
    const path = await writeMigration(postgres.url("postgres"), name);
    process.stdout.write(
      path ? `${path}\n` : "The migrations already lead to the schema; nothing to write.\n",
    );
  } finally {
    await postgres.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
