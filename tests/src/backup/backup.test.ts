import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { migrate } from "../../../prisma/migrate.ts";
import { makeBackup, type School } from "../../../src/backup/making.ts";
import { restoreBackup } from "../../../src/backup/restoring.ts";
import { now, setClock } from "../../../src/clock.ts";
import { restore as restoreCommand } from "../../../src/commands/restore.ts";
import { openDb } from "../../../src/db.ts";
import { readStatus } from "../../../src/deliveries/status.ts";
import { openWork } from "../../../src/lessons/works.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { exportPerson } from "../../../src/personal-data/export.ts";
import { setSettings } from "../../../src/settings.ts";
import { sweepOnce } from "../../../workers/sweeper.ts";
import { testDatabase } from "../../support/database.ts";
import {
  type HandWritten,
  inTheMiddle,
  openOutside,
  query,
  readAll,
  readBroken,
  readMigrations,
  readShape,
  startSending,
  writeByHand,
} from "../../support/drill.ts";
import { type FakeTelegram, startFakeTelegram } from "../../support/fake-telegram.ts";
import { NEVER_QUIET } from "../../support/never-quiet.ts";
import { openPostOffice, testConfig } from "../../support/post-office.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const NOW = new Date("2026-11-26T03:00:00Z");
const MIGRATIONS = join(import.meta.dirname, "../../../prisma/migrations");
const SECRET = "a secret of thirty-two characters";
const PASSPHRASE = "двенадцать знаков";
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
  await setSettings(school.db, { markHoldSeconds: 0, ...NEVER_QUIET });
  const files = join(folder, "first", "files");
  // The second stays empty where no test has moved anything in.
  for (const name of ["first", "second"]) await mkdir(join(folder, name, "files"), { recursive: true });
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

test("R26: from the embedded PostgreSQL to one outside and back all is byte for byte as it was: tables, their rules, sequences, scans and a family's export", async () => {
  const outside = await openOutside(join(folder, "server"));
  onTestFinished(outside.close);
  const before = await readAll(school.url);
  const there = of({ databaseUrl: outside.url, dataDir: join(folder, "outside") });
  const restored = await restoreBackup(there, { file: plain, replace: false });
  expect(restored).toMatchObject({
    madeAt: expect.stringMatching(/^2026-11-26T03:00/),
    files: 2,
    secret: null,
  });
  expect(await readAll(outside.url)).toEqual(before);
  const back = join(folder, "back.backup");
  await makeBackup(there, back);
  await restoreBackup(into(), { file: back, replace: false });
  expect(await readAll(target.url)).toEqual(before);
  expect(await readShape(target.url)).toEqual(await readShape(school.url));
  expect(await exported(target.url)).toBe(await exported(school.url));
  expect(await filesOf("second")).toEqual([EMPTY_SCAN, SCAN].sort());
  expect(SCAN_BYTES.equals(await readFile(join(folder, "second", "files", SCAN)))).toBe(true);
});

describe("R26: refused with one sentence, and nothing is touched:", () => {
  const standing = async () => ({ ...(await readAll(target.url)), files: await filesOf("second") });
  let before: Awaited<ReturnType<typeof standing>>;
  beforeAll(async () => {
    before = await standing();
  });
  afterEach(async () => expect(await standing()).toEqual(before));
  const refused = (file: string, words: RegExp) => expect(restore(file)).rejects.toThrow(words);
  const altered = async (name: string, alter: (bytes: Buffer) => Buffer) => {
    const file = join(folder, name);
    await writeFile(file, alter(await readFile(plain)));
    return file;
  };

  test("a file with one bit wrong, wherever it is", async () => {
    for (const place of [0, 0.001, 0.2, 0.5, 0.9, 0.9999])
      await refused(
        await altered("bit.backup", (bytes) => {
          const at = Math.max(40, Math.floor(bytes.length * place));
          bytes[at] = bytes[at]! ^ 1;
          return bytes;
        }),
        /повреждён/,
      );
  });

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
    await refused(await written("later.backup", { migrations: ["29991231235959_later"] }), /более новый/);
    await refused(join(folder, "nowhere.backup"), /нет/);
  });

  test("a file without its end, one whose rows contradict each other, and scans for which the disk has no room", async () => {
    await refused(await written("endless.backup", { end: 5 }), /не закончена/);
    const [row] = await readMigrations(target.url);
    await refused(await written("twice.backup", { rows: [row!, row!] }), /duplicate key/);
    if (!existsSync(FULL_DISK)) return;
    const name = `${randomUUID()}.pdf`;
    await symlink(FULL_DISK, join(folder, "second", "files", `${name}.restoring`));
    await refused(await written("scan.backup", { file: name }), /не хватает места для сканов/);
  });

  test("a school in the database without --replace, and somebody who works with it", async () => {
    await expect(restoreBackup(into(), { file: plain, replace: false })).rejects.toThrow(/--replace/);
    const client = new pg.Client(target.url);
    await client.connect();
    await refused(plain, /Остановите Вестник/);
    await client.end();
  });

  test("a sealed file without its passphrase, with another, or with one bit wrong; nothing of it can be read", async () => {
    const sealed = join(folder, "sealed.backup");
    await makeBackup(of({ passphrase: PASSPHRASE }), sealed);
    await refused(sealed, /зашифрована/);
    await expect(restore(sealed, { passphrase: "другой пароль здесь" })).rejects.toThrow(
      /Пароль копии другой/,
    );
    const bytes = await readFile(sealed);
    expect(bytes.includes(Buffer.from([0x1f, 0x8b, 0x08]))).toBe(false);
    bytes[1000] = bytes[1000]! ^ 1;
    await writeFile(sealed, bytes);
    await expect(restore(sealed, { passphrase: PASSPHRASE })).rejects.toThrow(/повреждён/);
  });
});

/** Takes everything and has room for nothing. */
const FULL_DISK = "/dev/full";

const filesOf = async (name: string) => (await readdir(join(folder, name, "files"))).sort();

/** A backup of that name, written by hand. */
async function written(name: string, contents: HandWritten): Promise<string> {
  const file = join(folder, name);
  await writeByHand(file, contents);
  return file;
}

test("R26: a backup of an older program comes back at its own migrations, and is led to ours", async () => {
  const names = (await readdir(MIGRATIONS)).filter((name) => /^\d/.test(name)).sort();
  const file = await written("older.backup", {
    migrations: names.slice(0, -1),
    rows: (await readMigrations(target.url)).slice(0, -1),
    nights: ['(2026-11-20,"2026-11-20 02:00:00+07","2026-11-20 02:03:00+07",12345)'],
  });
  await restore(file);
  expect(await migrate(target.url)).toEqual(names.slice(-1));
  expect(await readShape(target.url)).toEqual(await readShape(school.url));
  expect((await query(target.url, `select bytes from "NightlyBackup"`)).rows).toEqual([{ bytes: "12345" }]);
});

test("R26: no half of a file has its name: it is there already, the folder is not, the disk is full", async () => {
  await expect(makeBackup(of(), plain)).rejects.toThrow(/уже есть/);
  await expect(makeBackup(of(), join(folder, "no", "such", "x.backup"))).rejects.toThrow(/нет/);
  await expect(
    makeBackup(of({ databaseUrl: `${school.url}_none` }), join(folder, "x.backup")),
  ).rejects.toThrow();
  if (existsSync(FULL_DISK)) {
    await symlink(FULL_DISK, join(folder, "x.backup.part"));
    await expect(makeBackup(of(), join(folder, "x.backup"))).rejects.toThrow(
      "На диске не хватает места. Освободите его или возьмите другую папку.",
    );
  }
  expect((await readdir(folder)).filter((name) => name.startsWith("x."))).toEqual([]);
});

test("R26: taken while marks are written and messages are under way, sealed: what the restored school knows holds together, and its post office ends the work", async () => {
  const telegram = await startFakeTelegram();
  const claimed = await startSending(school, telegramConfig(telegram));
  expect(claimed.map(({ urgency }) => urgency).sort()).toEqual(["final", "now"]);
  const file = join(folder, "busy.backup");
  const atFirst = await school.db.markVersion.count();
  await inTheMiddle(
    { url: school.url, backup: () => makeBackup(of({ passphrase: PASSPHRASE }), file) },
    async () => {
      for (const value of ["2", "3", "4"]) await mark(value);
    },
  );
  expect(await school.db.markVersion.count()).toBe(atFirst + 3);
  const said = await restoreAsTyped("busy.backup", "--replace");
  expect(said).toContain("Секрет взят из копии");
  expect(await readFile(join(folder, "second", "secret"), "utf8")).toBe(SECRET);
  expect(await readBroken(target.url)).toEqual([]);
  const db = openDb(target.url);
  expect(await db.markVersion.count()).toBe(atFirst);
  expect(await db.delivery.count({ where: { state: "sending" } })).toBe(claimed.length);
  const office = await openPostOffice(db, telegramConfig(telegram));
  // The minute of their lease was over long ago.
  await db.delivery.updateMany({ where: { state: "sending" }, data: { leaseUntil: new Date(0) } });
  await sweepOnce({ ...office.desk, deadChannels: [], gates: new Map() });
  await office.route();
  await office.deliver();
  const fateOf = async (urgency: string) =>
    db.delivery.findUniqueOrThrow({
      where: { id: claimed.find((one) => one.urgency === urgency)!.deliveryId },
    });
  expect(await fateOf("final")).toMatchObject({ state: "sent", attempt: 2, repeats: 1 });
  expect(await fateOf("now")).toMatchObject({ state: "unknown", reason: "workerGone", attempt: 1 });
  expect(await readStatus(db)).toMatchObject({ unknown: 2, repeatsKnown: 1, unrouted: 0 });
  expect(telegram.ledger).toHaveLength(1);
  expect(await db.notice.count({ where: { state: "open", frequency: "now", dueAt: { lte: now() } } })).toBe(
    0,
  );
  await office.close();
  await db.$disconnect();
  await telegram.close();
});

/** `npm run restore` on another machine, whose BACKUP_DIR is our folder. Returns what was said. */
async function restoreAsTyped(...args: string[]): Promise<string> {
  const [db, dataDir, secret] = [openDb(target.url), join(folder, "second"), "x".repeat(32)];
  await writeFile(join(dataDir, "secret"), secret);
  const config = { ...testConfig(), dataDir, secret, backup: { dir: folder, passphrase: PASSPHRASE } };
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  expect(await restoreCommand(args, { db, databaseUrl: target.url, config, say })).toBe(0);
  return lines.join("\n");
}

const telegramConfig = (telegram: FakeTelegram) =>
  testConfig({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root });
