import { createHash, randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { dropDatabase } from "../../prisma/postgres.ts";

interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** The first half of the lock that whoever fills a template holds; the second half is its name. */
const FILLING = 1_986_359_928;

/** A migrated, empty database of one's own. What is not dropped goes with the end of the run. */
export function testDatabase(): Promise<TestDatabase> {
  return asAdmin((admin) => clone(admin, inject("postgres").template));
}

/** One like it that `fill` has filled: once in the whole run for each `what`, and copied from then on. */
export function filledDatabase(what: string, fill: (url: string) => Promise<void>): Promise<TestDatabase> {
  return asAdmin(async (admin) => {
    const { prefix } = inject("postgres");
    const name = `${prefix}of_${createHash("sha1").update(what).digest("hex").slice(0, 12)}`;
    await admin.query("select pg_advisory_lock($1, hashtext($2))", [FILLING, name]);
    const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) {
      const draft = await clone(admin, inject("postgres").template);
      await fill(draft.url);
      // Under its name it is whole, whenever the one who fills it dies.
      await admin.query(`alter database ${nameIn(draft.url)} rename to ${name}`);
    }
    await admin.query("select pg_advisory_unlock($1, hashtext($2))", [FILLING, name]);
    return clone(admin, name);
  });
}

async function asAdmin<T>(act: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client(inject("postgres").adminUrl);
  await admin.connect();
  try {
    return await act(admin);
  } finally {
    await admin.end();
  }
}

async function clone(admin: pg.Client, template: string): Promise<TestDatabase> {
  const { adminUrl, prefix } = inject("postgres");
  const name = prefix + randomBytes(6).toString("hex");
  await admin.query(`create database ${name} template ${template} strategy file_copy`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(url.href) };
}

function nameIn(url: string): string {
  return new URL(url).pathname.slice(1);
}
