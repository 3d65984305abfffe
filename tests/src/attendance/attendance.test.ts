import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { readAbsences, readClassAttendance } from "../../../src/attendance/attendance.ts";
import { takeRoll } from "../../../src/attendance/roll.ts";
import { dateOf, setClock } from "../../../src/clock.ts";
import type { AbsenceReason } from "../../../src/db.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { addLesson, by, THURSDAY, wasAway } from "./days.ts";

let school: TestSchool;
const SPAN = { from: dateOf("2026-11-23"), to: dateOf("2026-11-26") };

beforeAll(async () => {
  school = await castSchool({ now: THURSDAY });
  setClock(THURSDAY);
});
afterEach(() => setClock(null));
afterAll(() => school.close());

const id = (person: CastKey) => school.cast[person].id;
const inClass = async (pupil: CastKey, span = SPAN) =>
  (await readClassAttendance(school.db, school.cast.classes.sevenA.id, span)).find(
    (one) => one.id === id(pupil),
  );
const missed = async (
  pupil: CastKey,
  place: { day: string; number: number },
  reason: AbsenceReason | null = null,
) => {
  const { id: absenceId } = await wasAway(school, { pupilId: id(pupil), ...place });
  await school.db.absence.update({ where: { id: absenceId }, data: { reason } });
};

test("A class in a span: lessons missed by reason, unexplained, late, each pupil in the order of the list (R22)", async () => {
  await missed("anna", { day: "2026-11-23", number: 1 }, "illness");
  await missed("anna", { day: "2026-11-23", number: 2 }, "illness");
  await missed("anna", { day: "2026-11-24", number: 1 }, "valid");
  await missed("anna", { day: "2026-11-24", number: 2 }, "invalid");
  await missed("anna", { day: "2026-11-24", number: 3 }, "released");
  await missed("anna", { day: "2026-11-25", number: 1 });
  await addLesson(school, { day: "2026-11-25", number: 2 });
  await wasAway(school, { pupilId: id("anna"), day: "2026-11-25", number: 3, kind: "late" });
  await missed("anna", { day: "2026-11-20", number: 1 });

  const all = await readClassAttendance(school.db, school.cast.classes.sevenA.id, SPAN);
  expect(all.map((pupil) => pupil.id)).toEqual(school.cast.classes.sevenA.pupils.map((pupil) => pupil.id));
  expect(all.find((pupil) => pupil.id === id("anna"))).toEqual({
    id: id("anna"),
    surname: "Кравцова",
    givenName: "Анна",
    lessons: 2 + 3 + 3 + 6,
    missed: 6,
    illness: 2,
    valid: 1,
    invalid: 1,
    released: 1,
    unexplained: 1,
    late: 1,
    fullDays: 2,
  });
  expect(await inClass("egor")).toMatchObject({ lessons: 14, missed: 0, fullDays: 0 });
});

test("A full day is all lessons of the pupil's own subgroups: what the others have then does not count", async () => {
  const { db, cast } = school;
  const [day, first] = ["2026-11-17", 1];
  await missed("vera", { day, number: first });
  await missed("lev", { day, number: first });
  const { id: lessonId } = await addLesson(school, { day, number: 2, subject: "english" });
  const subgroup = await db.subgroup.create({
    data: {
      yearId: cast.year.id,
      subjectId: cast.subjects.english.id,
      name: "первая",
      classes: { create: { classId: cast.classes.sevenA.id } },
      members: { create: { pupilId: id("lev"), from: cast.year.startsOn } },
    },
  });
  await db.lesson.update({ where: { id: lessonId }, data: { classId: null, subgroupId: subgroup.id } });
  const span = { from: dateOf(day), to: dateOf(day) };
  expect(await inClass("vera", span)).toMatchObject({ lessons: 1, missed: 1, fullDays: 1 });
  expect(await inClass("lev", span)).toMatchObject({ lessons: 2, missed: 1, fullDays: 0 });
  expect(await readAbsences(db, id("lev"), span)).toMatchObject([{ lessons: 2, isFull: false }]);

  await db.lesson.update({ where: { id: lessonId }, data: { cancelledFor: "учитель болен" } });
  expect(await inClass("lev", span)).toMatchObject({ lessons: 1, fullDays: 1 });
});

test("A pupil day by day: what was missed, and no reason until somebody says it", async () => {
  const { db, today } = school;
  const before = { version: 0, absences: [{ pupilId: id("maria"), kind: "late" as const, lateMinutes: 12 }] };
  setClock(THURSDAY);
  await takeRoll(db, today.algebra.id, before, by(id("smirnova")));
  await missed("maria", { day: "2026-11-23", number: 2 });
  await missed("maria", { day: "2026-11-23", number: 1 }, "illness");
  const days = await readAbsences(db, id("maria"), SPAN);
  expect(days).toMatchObject([
    {
      date: "2026-11-23",
      lessons: 2,
      isFull: true,
      absences: [
        { number: 1, kind: "absent", reason: "illness", subject: "алгебра" },
        { number: 2, kind: "absent", reason: null, documentId: null },
      ],
    },
    {
      date: "2026-11-26",
      lessons: 6,
      isFull: false,
      absences: [{ lessonId: today.algebra.id, kind: "late", lateMinutes: 12, reason: null, version: 1 }],
    },
  ]);
});

test("Who came into the class later is counted from then on", async () => {
  const { db, cast } = school;
  const where = { pupilId: id("denis"), classId: cast.classes.sevenA.id };
  await db.enrolment.updateMany({ where, data: { from: dateOf("2026-11-25") } });
  expect(await inClass("denis")).toMatchObject({ lessons: 3 + 6 });
  expect(await inClass("denis", { from: SPAN.from, to: dateOf("2026-11-24") })).toBeUndefined();
});
