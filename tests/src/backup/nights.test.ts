import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimNight, tooOld } from "../../../src/backup/nights.ts";
import { setClock } from "../../../src/clock.ts";
import { readAlarms } from "../../../src/oversight/alarms.ts";
import { openNights } from "../../../workers/nights.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { testConfig } from "../../support/test-config.ts";

const ZONE = "Asia/Krasnoyarsk";
/** 01:59 of the 26th there. */
const BEFORE = new Date("2026-11-25T18:59:00Z");
const NIGHT = new Date("2026-11-25T19:01:00Z");
const HOUR_MS = 3_600_000;
const later = (hours: number, minutes = 0) => new Date(NIGHT.getTime() + hours * HOUR_MS + minutes * 60_000);

let school: TestSchool;
let dir: string;

beforeAll(async () => {
  setClock(NIGHT);
  school = await castSchool({ now: NIGHT });
  dir = await mkdtemp(join(tmpdir(), "vestnik-nights-"));
});
afterAll(async () => {
  setClock(null);
  await school.close();
  await rm(dir, { recursive: true, force: true });
});

const openIn = (folder: string) =>
  openNights({
    db: school.db,
    databaseUrl: school.url,
    config: testConfig({ dataDir: dir, backup: { dir: folder, passphrase: undefined } }),
  });
const alarms = async (at: Date) =>
  (await readAlarms(school.db, at)).filter(({ kind }) => kind === "backup.late");

test("R26: the night's backup is made once, by one worker, after two; where it cannot be, it is tried again and told", async () => {
  setClock(BEFORE);
  expect(await claimNight(school.db, ZONE)).toBeNull();
  setClock(NIGHT);
  const broken = openIn(join(dir, "no", "such", "folder"));
  await broken.step();
  await broken.stop();
  expect(await claimNight(school.db, ZONE)).toBeNull();
  expect(await alarms(later(35))).toEqual([]);
  expect(await alarms(later(36, 5))).toHaveLength(1);
  setClock(later(3, 1));
  await writeFile(join(dir, "vestnik-2026-01-05.backup"), "of a winter long ago");
  const nights = [openIn(dir), openIn(dir)];
  await Promise.all(nights.map((night) => night.step()));
  await Promise.all(nights.map((night) => night.stop()));
  expect((await readdir(dir)).sort()).toEqual(["vestnik-2026-01-05.backup", "vestnik-2026-11-26.backup"]);
  expect(await school.db.nightlyBackup.findMany()).toMatchObject([
    { madeAt: expect.any(Date), bytes: expect.any(BigInt) },
  ]);
  expect(await alarms(later(38))).toEqual([]);
  expect(await alarms(later(39, 5))).toHaveLength(1);
});

test("R26: seven days and four weeks are kept, and what is not ours is left alone", () => {
  const days = Array.from({ length: 60 }, (_, at) =>
    new Date(Date.UTC(2026, 8, 28 + at)).toISOString().slice(0, 10),
  );
  const names = days.map((day) => `vestnik-${day}.backup`);
  const gone = new Set(tooOld([...names, "photo.jpg", "vestnik-move.backup"]));
  // The last day is Thursday, 26 November: seven days, then the Sundays before them.
  expect(names.filter((name) => !gone.has(name)).map((name) => name.slice(8, 18))).toEqual([
    ...["2026-11-08", "2026-11-15"],
    ...["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"],
  ]);
  expect(gone.has("photo.jpg") || gone.has("vestnik-move.backup")).toBe(false);
});
