import { randomUUID } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "../../../prisma/migrate.ts";
import { dropDatabase, ensureDatabase } from "../../../prisma/postgres.ts";
import { makeBackup, type School } from "../../../src/backup/making.ts";
import { restoreBackup } from "../../../src/backup/restoring.ts";
import { now, setClock } from "../../../src/clock.ts";
import { openDb } from "../../../src/db.ts";
import { openWork } from "../../../src/lessons/works.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { exportPerson } from "../../../src/personal-data/export.ts";
import { testDatabase } from "../../support/database.ts";
import { readAll, readShape } from "../../support/drill.ts";
import { startFakeTelegram } from "../../support/fake-telegram.ts";
import { brokenInvariants } from "../../support/invariants.ts";
import { openPostOffice, testConfig } from "../../support/post-office.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const NOW = new Date("2026-11-26T03:00:00Z");
const MIGRATIONS = join(import.meta.dirname, "../../../prisma/migrations");
const SECRET = "a secret of thirty-two characters";
const SCAN = `${randomUUID()}.pdf`;
const EMPTY_SCAN = `${randomUUID()}.png`;
const SCAN_BYTES = Buffer.from(Array.from({ length: 700_001 }, (_, at) => (at * 7) % 256));

let school: TestSchool;
let folder: string;
let workId: string;
let plain: string;
let target: { url: string; drop(): Promise<void> };

const by = () => ({ actorId: school.cast.smirnova.id, source: "web", silent: false }) as const;
const of = (changes: Partial<School> = {}): School => ({
  ...{ databaseUrl: school.url, dataDir: join(folder, "first"), secret: SECRET, passphrase: undefined },
  ...changes,
});
const into = (changes: Partial<School> = {}) =>
  of({ databaseUrl: target.url, dataDir: join(folder, "second"), ...changes });
const restore = (file: string, changes: Partial<School> = {}) =>
  restoreBackup(into(changes), { file, replace: true });

beforeAll(async () => {
  setClock(NOW);
  folder = await mkdtemp(join(tmpdir(), "vestnik-backup-"));
  [school, target] = await Promise.all([castSchool({ now: NOW }), testDatabase()]);
  const files = join(folder, "first", "files");
  await mkdir(files, { recursive: true });
  await writeFile(join(files, SCAN), SCAN_BYTES);
  await writeFile(join(files, EMPTY_SCAN), "");
  workId = (await openWork(school.db, school.today.algebra.id, { kindCode: "answer" }, by())).id;
  await mark("5");
  // What a text form may trip over.
  await school.db.person.update({
    where: { id: school.cast.egor.id },
    data: { surname: 'Лин"с\\кий,\n\u2028(б)\t{}', patronymic: "" },
  });
  plain = join(folder, "plain.backup");
  await makeBackup(of(), plain);
});
afterAll(async () => {
  setClock(null);
  await Promise.all([school.close(), target.drop()]);
  await rm(folder, { recursive: true, force: true });
});

const mark = (value: string | null) =>
  writeMarks(school.db, workId, [{ pupilId: school.cast.anna.id, value }], by());
const exported = async (url: string) => {
  const db = openDb(url);
  let text = "";
  for await (const piece of await exportPerson(db, school.cast.anna.id)) text += piece;
  await db.$disconnect();
  return text.slice(text.indexOf("\n"));
};

test("R26: what was saved comes back byte for byte: tables, their rules, sequences, scans and a family's export", async () => {
  const before = await readAll(school.url);
  const restored = await restoreBackup(into(), { file: plain, replace: false });
  expect(restored).toMatchObject({
    madeAt: expect.stringMatching(/^2026-11-26T03:00/),
    files: 2,
    secret: null,
  });
  expect(await readAll(target.url)).toEqual(before);
  expect(await readShape(target.url)).toEqual(await readShape(school.url));
  expect(await exported(target.url)).toBe(await exported(school.url));
  const files = join(folder, "second", "files");
  expect((await readdir(files)).sort()).toEqual([EMPTY_SCAN, SCAN].sort());
  expect(SCAN_BYTES.equals(await readFile(join(files, SCAN)))).toBe(true);
});

describe("R26: refused with one sentence, and nothing is touched:", () => {
  let standing: Record<string, string>;
  beforeAll(async () => {
    standing = await readAll(target.url);
  });
  afterEach(async () => expect(await readAll(target.url)).toEqual(standing));
  const refused = (file: string, words: RegExp) => expect(restore(file)).rejects.toThrow(words);
  const altered = async (name: string, alter: (bytes: Buffer) => Buffer) => {
    const file = join(folder, name);
    await writeFile(file, alter(await readFile(plain)));
    return file;
  };

  test.each([0.001, 0.2, 0.5, 0.9, 0.9999])(
    "a file with one bit wrong at %d of its length",
    async (place) => {
      const file = await altered("bit.backup", (bytes) => {
        const at = Math.max(40, Math.floor(bytes.length * place));
        bytes[at] = bytes[at]! ^ 1;
        return bytes;
      });
      await refused(file, /повреждён/);
    },
  );

  test("a file that ends early, a stranger's, one of a newer program, one that is not there", async () => {
    await refused(await altered("short.backup", (bytes) => bytes.subarray(0, bytes.length / 2)), /повреждён/);
    await refused(await altered("tiny.backup", (bytes) => bytes.subarray(0, 30)), /повреждён/);
    await refused(
      await altered("other.backup", () => Buffer.from("PK\u0003\u0004 a zip\n")),
      /не резервная копия/,
    );
    await refused(await altered("empty.backup", () => Buffer.alloc(0)), /не резервная копия/);
    const newer = (bytes: Buffer) => Buffer.from(bytes.toString("latin1").replace(" 1 ", " 2 "), "latin1");
    await refused(await altered("newer.backup", newer), /более новый/);
    await refused(join(folder, "nowhere.backup"), /нет/);
  });

  test("a school in the database without --replace, and somebody who works with it", async () => {
    await expect(restoreBackup(into(), { file: plain, replace: false })).rejects.toThrow(/--replace/);
    const client = new pg.Client(target.url);
    await client.connect();
    await refused(plain, /Остановите Вестник/);
    await client.end();
  });
});

test("R26: under a passphrase nothing can be read, the secret of links goes along, and another passphrase opens nothing", async () => {
  const file = join(folder, "sealed.backup");
  const passphrase = "двенадцать знаков";
  await makeBackup(of({ passphrase }), file);
  await expect(restore(file)).rejects.toThrow(/зашифрована/);
  await expect(restore(file, { passphrase: "другой пароль здесь" })).rejects.toThrow(/Пароль копии другой/);
  expect((await restore(file, { passphrase })).secret).toBe(SECRET);
  expect(await readAll(target.url)).toEqual(await readAll(school.url));
});

test("R26: a backup of an older program comes back at its own migrations, and is led to ours", async () => {
  const old = await testDatabase();
  await dropDatabase(old.url);
  await ensureDatabase(old.url);
  const names = (await readdir(MIGRATIONS)).filter((name) => /^\d/.test(name)).sort();
  const few = join(folder, "migrations");
  for (const name of names.slice(0, -1))
    await cp(join(MIGRATIONS, name), join(few, name), { recursive: true });
  await migrate(old.url, few);
  await query(old.url, `insert into "Person" (surname, "givenName") values ('Прежняя', 'Ученица')`);
  const file = join(folder, "older.backup");
  await makeBackup(of({ databaseUrl: old.url }), file);
  await restore(file);
  expect(await readAll(target.url)).toEqual(await readAll(old.url));
  expect(await migrate(target.url)).toEqual(names.slice(-1));
  expect(await readShape(target.url)).toEqual(await readShape(school.url));
  await old.drop();
}, 20_000);

test("R26: no half of a file has its name: it is there already, or the folder is not", async () => {
  await expect(makeBackup(of(), plain)).rejects.toThrow(/уже есть/);
  await expect(makeBackup(of(), join(folder, "no", "such", "x.backup"))).rejects.toThrow(/нет/);
  await expect(
    makeBackup(of({ databaseUrl: `${school.url}_none` }), join(folder, "x.backup")),
  ).rejects.toThrow();
  expect((await readdir(folder)).filter((name) => name.startsWith("x."))).toEqual([]);
});

test("R26: taken while marks are written, every mark has its event, and the post office finishes the work", async () => {
  const telegram = await startFakeTelegram();
  const file = join(folder, "busy.backup");
  let isDone = false;
  const writing = (async () => {
    for (let turn = 0; !isDone; turn++) await mark(String(2 + (turn % 4)));
  })();
  await makeBackup(of(), file).finally(() => {
    isDone = true;
  });
  await writing;
  await restore(file);
  const client = new pg.Client(target.url);
  await client.connect();
  expect(await brokenInvariants(client)).toEqual([]);
  await client.end();
  const db = openDb(target.url);
  setClock(new Date(NOW.getTime() + 30 * 60_000));
  const office = await openPostOffice(
    db,
    testConfig({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root }),
  );
  await office.route();
  await office.deliver();
  expect(await db.event.count({ where: { routedAt: null } })).toBe(0);
  expect(await db.notice.count({ where: { state: "open", frequency: "now", dueAt: { lte: now() } } })).toBe(
    0,
  );
  expect(telegram.ledger.length).toBeGreaterThan(0);
  await office.close();
  await db.$disconnect();
  await telegram.close();
  setClock(NOW);
});

async function query(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client(url);
  await client.connect();
  return client.query(text).finally(() => client.end());
}
