import { randomBytes } from "node:crypto";
import fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { expect, inject, onTestFinished, test } from "vitest";
import { migrate, writeMigration } from "../../prisma/migrate.ts";
import { dropDatabase, ensureDatabase } from "../../prisma/postgres.ts";

test("Migrations are applied oldest first, and a second time there is nothing to apply.", async () => {
  const url = await emptyDatabase();
  const folder = await migrations({
    "20260902_marks": "insert into pupil values ('Вера');",
    "20260901_pupils": "create table pupil (name text);",
  });
  expect(await migrate(url, folder)).toEqual(["20260901_pupils", "20260902_marks"]);
  expect(await migrate(url, folder)).toEqual([]);
  expect(await ask(url, "select name from pupil")).toEqual([{ name: "Вера" }]);
});

test("Of two programs that start together one applies them and the other finds them applied.", async () => {
  const url = await emptyDatabase();
  const folder = await migrations({ "20260901_pupils": "create table pupil (name text);" });
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
  expect(applied.flat()).toEqual(["20260901_pupils"]);
});

test("A migration that fails leaves nothing behind, says which and why, and is applied once it is mended.", async () => {
  const url = await emptyDatabase();
  const folder = await migrations({
    "20260901_pupils": "create table pupil (name text); create table x (a nonsense);",
  });
  const words = 'The migration 20260901_pupils failed and changed nothing: type "nonsense" does not exist.';
  await expect(migrate(url, folder)).rejects.toThrow(words);
  expect(await ask(url, "select to_regclass('pupil') as found")).toEqual([{ found: null }]);
  await expect(migrate(url, folder)).rejects.toThrow(words);

  await fs.writeFile(join(folder, "20260901_pupils", "migration.sql"), "create table pupil (name text);");
  expect(await migrate(url, folder)).toEqual(["20260901_pupils"]);
});

test("A migration during which the program was killed is applied at the next start.", async () => {
  const url = await emptyDatabase();
  const folder = await migrations({ "20260901_pupils": "create table pupil (name text);" });
  await migrate(url, folder);
  // What a kill leaves: the beginning is written, PostgreSQL took the rest back.
  await ask(
    url,
    "update _prisma_migrations set finished_at = null, applied_steps_count = 0; drop table pupil",
  );
  expect(await migrate(url, folder)).toEqual(["20260901_pupils"]);
});

test("Semicolons inside functions and texts do not cut a migration.", async () => {
  const url = await emptyDatabase();
  const folder = await migrations({
    "20260901_words": `create function words() returns text language plpgsql as $$ begin return 'а; б'; end $$; -- one; two
      create table pupil (name text default 'а;б');`,
  });
  await migrate(url, folder);
  expect(await ask(url, "select words()")).toEqual([{ words: "а; б" }]);
});

test("A difference is written into a new folder, and what was added by hand survives the next one.", async () => {
  const url = await emptyDatabase();
  const folder = await migrations({});
  const schema = join(folder, "schema.prisma");
  await fs.writeFile(schema, schemaWith("name String"));
  const first = await writeMigration(url, "Pupils and names", { folder, schema });
  expect(basename(dirname(first!))).toMatch(/^\d{14}_pupils_and_names$/);
  await fs.appendFile(
    first!,
    `create unique index one_of_a_name on "Pupil" (name) where id > 0;
     create index by_lower_name on "Pupil" (lower(name));
     alter table "Pupil" add constraint named check (name <> '');`,
  );
  expect(await writeMigration(url, "nothing", { folder, schema })).toBeNull();

  await fs.writeFile(schema, schemaWith("name String\n  age Int?"));
  await fs.rename(dirname(first!), join(folder, "20260901_first"));
  const second = await writeMigration(url, "age", { folder, schema });
  const sql = await fs.readFile(second!, "utf8");
  expect(sql).toContain('ADD COLUMN     "age" INTEGER');
  expect(sql).not.toMatch(/drop/i);
  expect(
    await ask(url, "select 1 from pg_database where starts_with(datname, current_database() || '_')"),
  ).toEqual([]);
});

test("The migrations of the journal lead exactly to its schema.", async () => {
  const folder = await migrations({});
  await fs.cp(fileURLToPath(new URL("../../prisma/migrations", import.meta.url)), folder, {
    recursive: true,
  });
  const written = await writeMigration(inject("postgres").adminUrl, "missing", { folder });
  expect(written && (await fs.readFile(written, "utf8"))).toBeNull();
});

async function emptyDatabase(): Promise<string> {
  const { adminUrl, prefix } = inject("postgres");
  const url = new URL(adminUrl);
  url.pathname = `/${prefix}${randomBytes(6).toString("hex")}`;
  await ensureDatabase(url.href);
  onTestFinished(() => dropDatabase(url.href));
  return url.href;
}

async function migrations(files: Record<string, string>): Promise<string> {
  const folder = await fs.mkdtemp(join(tmpdir(), "vestnik-migrations-"));
  onTestFinished(() => fs.rm(folder, { recursive: true }));
  for (const [name, sql] of Object.entries(files)) {
    await fs.mkdir(join(folder, name));
    await fs.writeFile(join(folder, name, "migration.sql"), sql);
  }
  return folder;
}

function schemaWith(fields: string): string {
  return `datasource db {\n  provider = "postgresql"\n}\n\nmodel Pupil {\n  id Int @id\n  ${fields}\n}\n`;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
