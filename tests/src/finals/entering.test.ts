import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Standing } from "../../../src/access/policy.ts";
import { setClock } from "../../../src/clock.ts";
import { BadInput, Closed, ConfirmFirst, Conflict, Forbidden } from "../../../src/errors.ts";
import { lockFinals } from "../../../src/finals/cells.ts";
import { type FinalWish, setFinals } from "../../../src/finals/entering.ts";
import { writeFinals } from "../../../src/finals/finals.ts";
import { setSettings } from "../../../src/settings.ts";
import { createGate } from "../../support/gate.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { until } from "../../support/until.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
/** Noon in Krasnoyarsk of the quarter's last day, 20.12.2026. */
const LAST_DAY = new Date("2026-12-20T05:00:00Z");
/** 23:59:30 there. */
const LAST_MINUTE = new Date("2026-12-20T16:59:30Z");
const NEXT_DAY = new Date("2026-12-20T17:00:30Z");
/** Noon of the year's last day, 26.05.2027. */
const YEARS_END = new Date("2027-05-26T05:00:00Z");

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: TUESDAY });
});
afterAll(() => school.close());
beforeEach(() => setClock(LAST_DAY));
afterEach(async () => {
  setClock(null);
  const { db } = school;
  await db.finalVersion.deleteMany();
  await db.finalMark.deleteMany();
  await db.event.deleteMany();
  await db.auditEntry.deleteMany();
  await db.setting.deleteMany({ where: { key: "finalGraceDays" } });
});

type Teacher = "smirnova" | "gromova" | "chernov";
interface Wish {
  who?: Teacher;
  as?: Standing;
  subject?: "algebra" | "english";
  kind?: "term" | "year" | "final";
  confirm?: string[];
  silent?: boolean;
}

const set = (entries: FinalWish[], wish: Wish = {}) => {
  const {
    who = "smirnova",
    as = "subjectTeacher",
    subject = "algebra",
    kind = "term",
    silent = false,
  } = wish;
  const { cast, db } = school;
  return setFinals(
    db,
    {
      classId: cast.classes.sevenA.id,
      subjectId: cast.subjects[subject].id,
      kind,
      ...(kind === "term" ? { termId: cast.terms.quarter.id } : {}),
      entries,
      confirm: wish.confirm ?? [],
    },
    { actorId: cast[who].id, source: "web", silent },
    { standings: new Set([as]) },
  );
};
const anna = (value: string, version?: number): FinalWish[] => [
  { pupilId: school.cast.anna.id, value, ...(version === undefined ? {} : { version }) },
];
const kinds = async () =>
  (await school.db.event.findMany({ orderBy: { occurredAt: "asc" } })).map(({ kind }) => kind);

describe("R40: term marks are set on the day on which the term ends", () => {
  test("Before that day the door is closed, and it says when it opens.", async () => {
    setClock(TUESDAY);
    await expect(set(anna("5"))).rejects.toThrow(
      new Closed("Эти отметки ставят с 20.12.2026. Дождитесь этого дня."),
    );
  });

  test("On the last day, up to its last minute in the school's zone, it is open.", async () => {
    setClock(LAST_MINUTE);
    expect(await set(anna("5"))).toMatchObject({ set: 1, changed: 0, same: 0 });
  });

  test("After that day the way is a correction request.", async () => {
    setClock(NEXT_DAY);
    await expect(set(anna("5"))).rejects.toThrow(Closed);
    await expect(set(anna("5"))).rejects.toThrow(/20\.12\.2026, прошёл.*запрос на исправление/);
  });

  test("Grace days are the school's setting; the third one is too late where it gives two.", async () => {
    await setSettings(school.db, { finalGraceDays: 2 });
    setClock(new Date("2026-12-22T16:59:30Z"));
    expect(await set(anna("5"))).toMatchObject({ set: 1 });
    setClock(new Date("2026-12-22T17:00:30Z"));
    await expect(set(anna("4"))).rejects.toThrow(Closed);
  });

  test("What is imported or seeded passes any door, silently.", async () => {
    setClock(TUESDAY);
    expect(await set(anna("5"), { silent: true })).toMatchObject({ set: 1 });
    const final = await school.db.finalMark.findFirstOrThrow();
    expect(final).toMatchObject({ version: 1, announcedVersion: 0 });
  });

  test("The term of another level is none of this class.", async () => {
    const { cast, db } = school;
    const place = {
      classId: cast.classes.sevenA.id,
      subjectId: cast.subjects.algebra.id,
      kind: "term" as const,
    };
    const by = { actorId: cast.smirnova.id, source: "web" as const, silent: false };
    const asked = setFinals(db, { ...place, termId: cast.terms.halfYear.id, entries: anna("5") }, by, {
      standings: new Set<Standing>(["subjectTeacher"]),
    });
    await expect(asked).rejects.toMatchObject({ path: ["termId"] });
  });
});

describe("R41: year and final marks are set on the year's last day", () => {
  test.each(["year", "final"] as const)("The %s mark waits for 26.05.2027.", async (kind) => {
    await expect(set(anna("5"), { kind })).rejects.toThrow(/26\.05\.2027/);
    setClock(YEARS_END);
    expect(await set(anna("5"), { kind })).toMatchObject({ set: 1 });
    expect(await school.db.finalMark.findFirstOrThrow()).toMatchObject({
      kind,
      period: "2026/2027",
      termId: null,
    });
  });
});

describe("R63: the clock starts when the period is over", () => {
  test("A term's result is known at 23:59 of its last day in the school's zone, whenever it was entered.", async () => {
    await set(anna("5"));
    const { resultsKnownAt } = await school.db.finalMark.findFirstOrThrow();
    expect(resultsKnownAt).toEqual(new Date("2026-12-20T16:59:00Z"));
  });

  test("A year's result likewise.", async () => {
    setClock(YEARS_END);
    await set(anna("5"), { kind: "year" });
    const { resultsKnownAt } = await school.db.finalMark.findFirstOrThrow();
    expect(resultsKnownAt).toEqual(new Date("2027-05-26T16:59:00Z"));
  });
});

describe("R40, R41: who sets them", () => {
  test("The class teacher sets them in every subject of their own class.", async () => {
    expect(await set(anna("5"), { who: "gromova", as: "classTeacher" })).toMatchObject({ set: 1 });
  });

  test("A subgroup's teacher sets those of the subgroup only, and nothing of a mixed list is written.", async () => {
    const { cast, db } = school;
    const subgroup = await db.subgroup.create({
      data: {
        yearId: cast.year.id,
        subjectId: cast.subjects.english.id,
        name: "вторая",
        classes: { create: { classId: cast.classes.sevenA.id } },
        members: { create: { pupilId: cast.anna.id, from: cast.year.startsOn } },
      },
    });
    await db.teaching.create({
      data: {
        teacherId: cast.chernov.id,
        subjectId: cast.subjects.english.id,
        subgroupId: subgroup.id,
        from: cast.year.startsOn,
      },
    });
    const mixed = [...anna("5"), { pupilId: cast.vera.id, value: "4" }];
    await expect(set(mixed, { who: "chernov", subject: "english" })).rejects.toThrow(Forbidden);
    expect(await db.finalMark.count()).toBe(0);
    expect(await set(anna("5"), { who: "chernov", subject: "english" })).toMatchObject({ set: 1 });
  });

  test("Who joined the class after the term has no mark of it there, who left afterwards has.", async () => {
    const { cast, db } = school;
    const day = (iso: string) => new Date(`${iso}T00:00:00Z`);
    await setSettings(db, { finalGraceDays: 5 });
    await db.enrolment.updateMany({ where: { pupilId: cast.vera.id }, data: { to: day("2026-12-21") } });
    await db.enrolment.create({
      data: { pupilId: cast.misha.id, classId: cast.classes.sevenA.id, from: day("2026-12-21") },
    });
    setClock(new Date("2026-12-22T05:00:00Z"));
    expect(await set([{ pupilId: cast.vera.id, value: "4" }])).toMatchObject({ set: 1 });
    await expect(set([{ pupilId: cast.misha.id, value: "4" }])).rejects.toMatchObject({
      name: "BadInput",
      path: ["marks", 0, "pupilId"],
    });
  });

  test("Class 1 is taught without marks.", async () => {
    const { cast, db } = school;
    await db.schoolClass.update({ where: { id: cast.classes.sevenA.id }, data: { level: 1 } });
    await expect(set(anna("5"))).rejects.toThrow("В первом классе отметок не ставят.");
    await db.schoolClass.update({ where: { id: cast.classes.sevenA.id }, data: { level: 7 } });
  });
});

describe("a cell and its versions", () => {
  test("The same again changes nothing and tells nobody.", async () => {
    await set(anna("5"));
    expect(await set(anna("5", 0))).toMatchObject({ set: 0, changed: 0, same: 1 });
    expect(await kinds()).toEqual(["final.set"]);
  });

  test("A change on the same day is another version with its writer, an event and a line of the audit trail.", async () => {
    await set(anna("4"));
    const { cells } = await set(anna("5", 1), { who: "gromova", as: "classTeacher" });
    expect(cells).toMatchObject([{ pupilId: school.cast.anna.id, value: "5", version: 2 }]);
    expect(await kinds()).toEqual(["final.set", "final.changed"]);
    const versions = await school.db.finalVersion.findMany({ orderBy: { version: "asc" } });
    expect(versions.map(({ byId, act }) => ({ byId, act }))).toEqual([
      { byId: school.cast.smirnova.id, act: null },
      { byId: school.cast.gromova.id, act: null },
    ]);
    const audited = await school.db.auditEntry.findMany({ where: { action: { startsWith: "final." } } });
    expect(audited.map(({ action, details }) => [action, details]).sort()).toEqual([
      ["final.changed", null],
      ["final.set", null],
    ]);
  });

  test("Who has not seen a colleague's mark does not overwrite it, and reads what stands there.", async () => {
    await set(anna("4"));
    const stale = set(anna("5", 0), { who: "gromova", as: "classTeacher" });
    await expect(stale).rejects.toThrow(Conflict);
    await expect(stale).rejects.toMatchObject({
      current: [{ pupilId: school.cast.anna.id, value: "4", version: 1 }],
    });
  });

  test("Two who fill an empty cell at once: who comes second is told, also while the first is still writing.", async () => {
    const { cast, db } = school;
    const gate = createGate();
    const first = db.$transaction(async (tx) => {
      await lockFinals(tx, cast.classes.sevenA.id);
      const termId = cast.terms.quarter.id;
      const column = { subjectId: cast.subjects.algebra.id, kind: "term" as const, period: termId, termId };
      const cell = { ...column, pupilId: cast.anna.id, valueId: cast.values["4"], resultsKnownAt: null };
      await writeFinals(tx, [cell], { actorId: cast.gromova.id, source: "web", silent: false });
      await gate.pass();
    });
    await gate.arrived;
    const second = set(anna("5", 0)).catch((error: unknown) => error);
    await until(async () => {
      const [row] = await db.$queryRaw<{ waiting: number }[]>`
        select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return row!.waiting > 0;
    });
    gate.release();
    await first;
    expect(await second).toBeInstanceOf(Conflict);
    expect(await db.finalVersion.count()).toBe(1);
  });

  test("A value that the scale does not have is shown where it stands.", async () => {
    await expect(set(anna("6"))).rejects.toMatchObject({ path: ["marks", 0, "value"] });
    await expect(set([...anna("5"), ...anna("4")])).rejects.toThrow(BadInput);
    expect(await set(anna("н/а"))).toMatchObject({ set: 1 });
  });

  test("A one is asked about first.", async () => {
    const asked = set(anna("1"));
    await expect(asked).rejects.toThrow(ConfirmFirst);
    await expect(asked).rejects.toMatchObject({
      questions: [{ code: "one", pupilIds: [school.cast.anna.id] }],
    });
    expect(await set(anna("1"), { confirm: ["one"] })).toMatchObject({ set: 1 });
  });
});
