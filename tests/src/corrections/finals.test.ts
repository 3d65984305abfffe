import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FiveCode } from "../../../prisma/cast-school.ts";
import type { Standing } from "../../../src/access/policy.ts";
import { setClock } from "../../../src/clock.ts";
import { requestFinalCorrections } from "../../../src/corrections/corrections.ts";
import { approveCorrection } from "../../../src/corrections/deciding.ts";
import { BadInput, Closed, Conflict, Forbidden } from "../../../src/errors.ts";
import { setFinals } from "../../../src/finals/entering.ts";
import { setSettings } from "../../../src/settings.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
/** Noon of the quarter's last day in Krasnoyarsk, and of the day after it. */
const LAST_DAY = new Date("2026-12-20T05:00:00Z");
const DAY_AFTER = new Date("2026-12-21T05:00:00Z");
const REASON = "ошибка при подсчёте";

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: TUESDAY });
});
afterAll(() => school.close());
beforeEach(async () => {
  setClock(TUESDAY);
  await setSettings(school.db, { correctionOrder: "№ 31 от 01.09.2026" });
});
afterEach(async () => {
  setClock(null);
  const { db } = school;
  await db.correction.deleteMany();
  await db.finalVersion.deleteMany();
  await db.finalMark.deleteMany();
  await db.event.deleteMany();
  await db.setting.deleteMany({ where: { key: "correctionOrder" } });
});

const by = (who: "smirnova" | "voronina") => ({
  actorId: school.cast[who].id,
  source: "web" as const,
  silent: false,
});
const approve = ({ id, version }: { id: string; version: number }) =>
  approveCorrection(school.db, { id, version, act: "14" }, by("voronina"));
const states = async () => (await school.db.correction.findMany()).map(({ state }) => state);
const eventKinds = async () =>
  (await school.db.event.findMany({ orderBy: { occurredAt: "asc" } })).map(({ kind }) => kind).sort();
const place = () => ({
  classId: school.cast.classes.sevenA.id,
  subjectId: school.cast.subjects.algebra.id,
  kind: "term" as const,
  termId: school.cast.terms.quarter.id,
});
const standings = { standings: new Set<Standing>(["subjectTeacher"]) };
const requestFinal = async (value: FiveCode) => {
  const asked = { ...place(), entries: [{ pupilId: school.cast.anna.id, value }], reason: REASON };
  return (await requestFinalCorrections(school.db, asked, by("smirnova"), standings))[0]!;
};
const setFinal = (value: FiveCode) => {
  const entries = [{ pupilId: school.cast.anna.id, value }];
  return setFinals(school.db, { ...place(), entries }, by("smirnova"), standings);
};

describe("R40, R41: finals after their day", () => {
  test("On the day itself one sets them; before it one waits.", async () => {
    await expect(requestFinal("5")).rejects.toThrow(/ставят с 20\.12\.2026/);
    setClock(LAST_DAY);
    await expect(requestFinal("5")).rejects.toThrow(BadInput);
  });

  test("What stands there already need not be asked for.", async () => {
    setClock(LAST_DAY);
    await setFinal("4");
    setClock(DAY_AFTER);
    await expect(requestFinal("4")).rejects.toThrow(/уже стоит/);
  });

  test("Approved: the amendment stands beside the original, by act.", async () => {
    setClock(LAST_DAY);
    await setFinal("4");
    setClock(DAY_AFTER);
    await approve(await requestFinal("5"));
    const final = await school.db.finalMark.findFirstOrThrow({ include: { value: true, versions: true } });
    expect(final).toMatchObject({ version: 2, announcedVersion: 2, value: { code: "5" } });
    expect(final.versions.map(({ act }) => act).sort()).toEqual([
      null,
      "№ 14 от 21.12.2026: ошибка при подсчёте",
    ]);
    expect(await eventKinds()).toEqual([
      "correction.approved",
      "correction.requested",
      "final.changed",
      "final.set",
    ]);
  });

  test("A mark missed on its day is set by act, and R63 counts from when the term was over.", async () => {
    setClock(DAY_AFTER);
    await approve(await requestFinal("5"));
    expect(await school.db.finalMark.findFirstOrThrow()).toMatchObject({
      version: 1,
      termId: school.cast.terms.quarter.id,
      resultsKnownAt: new Date("2026-12-20T16:59:00Z"),
    });
  });

  test("A final that has changed since is not overwritten.", async () => {
    setClock(LAST_DAY);
    await setFinal("4");
    setClock(DAY_AFTER);
    const [asked, other] = [await requestFinal("5"), { ...by("smirnova"), silent: true }];
    const entries = [{ pupilId: school.cast.anna.id, value: "3" }];
    await setFinals(school.db, { ...place(), entries }, other, standings);
    await expect(approve(asked)).rejects.toThrow(Conflict);
    expect(await states()).toEqual(["requested"]);
  });

  test("While the head's order is not entered, and for a colleague's pupils, there is no request.", async () => {
    setClock(DAY_AFTER);
    const asked = { ...place(), entries: [{ pupilId: school.cast.anna.id, value: "5" }], reason: REASON };
    const sedova = { ...by("smirnova"), actorId: school.cast.sedova.id };
    await expect(requestFinalCorrections(school.db, asked, sedova, standings)).rejects.toThrow(Forbidden);
    await school.db.setting.deleteMany({ where: { key: "correctionOrder" } });
    await expect(requestFinal("5")).rejects.toThrow(Closed);
  });
});
