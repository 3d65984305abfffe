import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { noteAbsences, readRoll, takeRoll } from "../../../src/attendance/roll.ts";
import { setClock } from "../../../src/clock.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { atOnce, by, THURSDAY, wasAway } from "./days.ts";

let school: TestSchool;
/** The ids of today's lessons of 7А, one after another. */
let lessons: string[];

beforeAll(async () => {
  school = await castSchool({ now: THURSDAY });
  lessons = school.today.lessons.map(({ id }) => id);
});
beforeEach(async () => {
  setClock(THURSDAY);
  await school.db.absenceVersion.deleteMany();
  await school.db.absence.deleteMany();
  await school.db.event.deleteMany();
  await school.db.lesson.updateMany({ data: { rollTakenAt: null } });
});
afterEach(() => setClock(null));
afterAll(() => school.close());

const id = (person: CastKey) => school.cast[person].id;
const teacher = () => by(id("smirnova"));

/** The roll of today's lesson with that number, as its teacher sees it. */
async function roll(number: number, away: CastKey[], late: CastKey[] = []): Promise<void> {
  const lessonId = lessons[number - 1]!;
  const { version } = await readRoll(school.db, lessonId);
  const absences = [
    ...away.map((pupil) => ({ pupilId: id(pupil), kind: "absent" as const })),
    ...late.map((pupil) => ({ pupilId: id(pupil), kind: "late" as const })),
  ];
  await takeRoll(school.db, lessonId, { version, absences }, teacher());
}

/** Of whom an arrival was told, with the number of the lesson that was missed. */
async function arrivals(): Promise<[CastKey, number][]> {
  const events = await school.db.event.findMany({ where: { kind: "arrival.noted" } });
  const missed = await school.db.absence.findMany({
    where: { id: { in: events.map(({ factId }) => factId) } },
    include: { lesson: true },
  });
  return events.map(({ factId, pupilId }) => [
    school.cast.classes.sevenA.pupils.find((pupil) => pupil.id === pupilId)!.key,
    missed.find((absence) => absence.id === factId)!.lesson.number,
  ]);
}

test("A pupil who missed the first lesson and is at the second has arrived, once", async () => {
  await roll(1, ["anna", "egor"]);
  await roll(2, ["egor"]);
  expect(await arrivals()).toEqual([["anna", 1]]);
  await roll(3, ["egor"]);
  await roll(4, ["anna", "egor"]);
  await roll(5, ["egor"]);
  expect(await arrivals()).toEqual([["anna", 1]]);
});

test("Coming late to the third is arriving; the first absence of the day is what it answers", async () => {
  await roll(1, ["anna"]);
  await roll(2, ["anna"]);
  expect(await arrivals()).toEqual([]);
  await roll(3, [], ["anna"]);
  expect(await arrivals()).toEqual([["anna", 1]]);
});

test("Whoever was never away does not arrive, and yesterday is another day", async () => {
  await wasAway(school, { pupilId: id("vera"), day: "2026-11-25" });
  await roll(1, []);
  await roll(2, [], ["anna"]);
  expect(await arrivals()).toEqual([]);
});

test("A roll that says it again tells no second arrival", async () => {
  await roll(1, ["anna"]);
  await roll(2, []);
  await roll(2, ["egor"]);
  expect(await arrivals()).toEqual([["anna", 1]]);
});

test("Seen at the second by mistake, present at the third: the arrival is told when it is true", async () => {
  await roll(1, ["anna"]);
  await roll(2, []);
  await roll(2, ["anna"]);
  await roll(3, []);
  expect(await arrivals()).toEqual([
    ["anna", 1],
    ["anna", 1],
  ]);
});

test("A single cell says late and nothing of the others; an empty cell says nothing before the roll is taken", async () => {
  await roll(1, ["anna", "egor"]);
  const second = lessons[1]!;
  const cell = { pupilId: id("egor"), kind: "absent" as const };
  await noteAbsences(school.db, second, [{ ...cell, version: 0 }], teacher());
  await noteAbsences(school.db, second, [{ ...cell, kind: null, version: 1 }], teacher());
  expect(await arrivals()).toEqual([]);
  await noteAbsences(school.db, second, [{ pupilId: id("anna"), kind: "late", version: 0 }], teacher());
  expect(await arrivals()).toEqual([["anna", 1]]);
});

test("Two later lessons noted at the same moment tell one arrival", async () => {
  await roll(1, ["anna"]);
  await atOnce(
    school.db,
    "Event",
    [2, 3, 4].map((number) => () => roll(number, [])),
  );
  expect(await arrivals()).toEqual([["anna", 1]]);
});

test("A lesson that fell out was not missed", async () => {
  await roll(1, ["anna"]);
  await school.db.lesson.update({ where: { id: lessons[0]! }, data: { cancelledFor: "мороз" } });
  await roll(2, []);
  await school.db.lesson.update({ where: { id: lessons[0]! }, data: { cancelledFor: null } });
  expect(await arrivals()).toEqual([]);
});
