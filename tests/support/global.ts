import { createHash, randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { hashMigrations, migrate } from "../../prisma/migrate.ts";
import { dropDatabase, ensureDatabase, openPostgres } from "../../prisma/postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    postgres: { adminUrl: string; template: string; prefix: string };
  }
}

const TEMPLATE = "vestnik_template_";
const TEST = "vestnik_test_";
const BUILDING = "vestnik_building";

// Two-part advisory locks of the database `postgres`. They end with their session, so a killed run holds nothing.
const PREPARING = [1_986_359_925, 0];
const usingTemplate = (name: string) => [
  1_986_359_926,
  createHash("sha1").update(name).digest().readInt32BE(),
];
const running = (run: number) => [1_986_359_927, run];

/** One server for all test files, with a migrated database ready to be cloned. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = fileURLToPath(new URL("../../.data/test", import.meta.url));
  const foreign = process.env.DATABASE_URL_TEST;
  const server = foreign ? null : await openPostgres({ dataDir, durable: false });
  const adminUrl = beside(foreign ?? server!.url("postgres"), "postgres");
  const admin = new pg.Client(adminUrl);
  await admin.connect();

  const run = randomInt(2 ** 31 - 1);
  const prefix = `${TEST}${run}_`;
  const template = TEMPLATE + (await hashMigrations());
  await admin.query("select pg_advisory_lock($1, $2)", PREPARING);
  await admin.query("select pg_advisory_lock($1, $2)", running(run));
  await admin.query("select pg_advisory_lock_shared($1, $2)", usingTemplate(template));
  await dropLeftOvers(admin, adminUrl, template);
  if (!(await list(admin, template)).length) await build(admin, adminUrl, template);
  await admin.query("select pg_advisory_unlock($1, $2)", PREPARING);
  project.provide("postgres", { adminUrl, template, prefix });

  return async () => {
    for (const name of await list(admin, prefix)) await dropDatabase(beside(adminUrl, name));
    await admin.end();
    await server?.close();
  };
}

async function build(admin: pg.Client, adminUrl: string, template: string): Promise<void> {
  const url = beside(adminUrl, BUILDING);
  await dropDatabase(url);
  await ensureDatabase(url);
  await migrate(url);
  // Without connections it can be cloned at any moment; under its name it is complete.
  await admin.query(`alter database ${BUILDING} allow_connections false`);
  await admin.query(`alter database ${BUILDING} rename to ${template}`);
}

/** Removes what killed runs and earlier migrations left, and nothing a living run works with. */
async function dropLeftOvers(admin: pg.Client, adminUrl: string, template: string): Promise<void> {
  for (const name of [...(await list(admin, TEST)), ...(await list(admin, TEMPLATE))]) {
    if (name === template) continue;
    const run = Number(/^vestnik_test_(\d+)_/.exec(name)?.[1]);
    const lock = name.startsWith(TEST) ? running(run) : usingTemplate(name);
    const { rows } = await admin.query("select pg_try_advisory_lock($1, $2) as free", lock);
    if (!rows[0].free) continue;
    await dropDatabase(beside(adminUrl, name));
    await admin.query("select pg_advisory_unlock($1, $2)", lock);
  }
}

async function list(admin: pg.Client, prefix: string): Promise<string[]> {
  const found = await admin.query("select datname from pg_database where starts_with(datname, $1)", [prefix]);
  return found.rows.map((row) => row.datname);
}

function beside(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}
