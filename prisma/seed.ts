import { now as clockNow, dayIn } from "../src/clock.ts";
import type { Db } from "../src/db.ts";
import { writeFinals } from "../src/finals/finals.ts";
import { writeMarks } from "../src/marks/marks.ts";
import { getSettings } from "../src/settings.ts";
import { type CastKey, SCHOOL } from "./cast.ts";
import { type Cast, castOf, instantOn } from "./cast-ids.ts";
import type { FiveCode, SubjectKey } from "./cast-school.ts";
import { buildCast } from "./seed-cast.ts";
import { likelyEntries, teacherOf, writeHistory } from "./seed-history.ts";
import { type CastLesson, type Today, todaysLessons } from "./seed-lessons.ts";
import { writeTimetable } from "./seed-timetable.ts";

export { buildCast, type CastOptions } from "./seed-cast.ts";
export { type Today, todaysLessons } from "./seed-lessons.ts";

/**
 * The demonstration: the cast with its doors, weeks of marks nobody is told about, and one school day played aloud up to
 * the lesson that is running. Called at every start: a new day is added, the same day only moves its lessons to now.
 * Does nothing in a database with people who are not of the demonstration.
 */
export async function seedDemo(db: Db, now: Date = clockNow()): Promise<void> {
  if ((await db.person.count()) === 0) await buildCast(db, { now, demo: true });
  else if (!(await getSettings(db)).demo) return;
  const cast = castOf(now);
  await keepTermRunning(db, cast, now);
  await writeTimetable(db, cast, now);
  const today = await todaysLessons(db, cast, now);
  await once(db, { action: "seed.history", now }, () => writeHistory(db, cast, now));
  const midnight = instantOn(dayIn(SCHOOL.timeZone, now), 0);
  await once(db, { action: "seed.day", now, since: midnight }, () => playDay(db, cast, { today, now }));
  await once(db, { action: "seed.exam", now }, () => playExam(db, cast, now));
}

/** Answers of the lessons up to now. Every kind of family hears of something, and those who must not hear do not. */
const ANSWERS: Partial<Record<SubjectKey, Partial<Record<CastKey, FiveCode>>>> = {
  russian: { anna: "5", egor: "3", vera: "4", gleb: "2", leila: "5", stepan: "3", lev: "4" },
  physics: { darya: "5", kirill: "4", matvey: "4", maria: "5", roman: "3", ruslan: "4", pavel: "4" },
  geometry: { ilya: "4", timur: "3", alina: "3", denis: "4" },
  history: { nikita: "4", ksenia: "5", varvara: "5" },
  english: { sofia: "5", lev: "4" },
  algebra: { darya: "5", sofia: "4", polina: "4", artyom: "5", ekaterina: "3", varvara: "5" },
};

const EXAM: Partial<Record<CastKey, FiveCode>> = { danil: "4", arseny: "5", yana: "5" };

/** Families are told from this moment on: what a late start tells late would spoil the figures of punctuality. */
async function playDay(db: Db, cast: Cast, { today, now }: { today: Today; now: Date }): Promise<void> {
  const put = (lesson: CastLesson, workId: string, entries: { pupilId: string; value: string | null }[]) =>
    writeMarks(db, workId, entries, {
      actorId: teacherOf(cast, lesson),
      source: "seed",
      silent: false,
      at: now,
    });
  const before = today.lessons.filter(({ number }) => number < today.algebra.number);
  for (const lesson of [...before, today.algebra])
    await put(lesson, lesson.works.answer, entriesOf(cast, ANSWERS[lesson.subject] ?? {}));
  for (const lesson of before) {
    const { answer, ...others } = lesson.works;
    for (const [kind, workId] of Object.entries(others))
      await put(lesson, workId, likelyEntries(cast, lesson, kind));
  }
  await put(today.fourth, today.fourth.works.answer, entriesOf(cast, { misha: "5", tikhon: "4" }));
}

/** 11А hears its exam: final marks cannot be switched off and must be known within a day (R63). */
async function playExam(db: Db, cast: Cast, now: Date): Promise<void> {
  const entries = entriesOf(cast, EXAM).map(({ pupilId, value }) => ({
    pupilId,
    subjectId: cast.subjects.russian.id,
    kind: "exam" as const,
    period: cast.year.name,
    termId: null,
    valueId: cast.values[value],
    resultsKnownAt: now,
  }));
  const by = { actorId: cast.gromova.id, source: "seed", silent: false, at: now } as const;
  await db.$transaction((tx) => writeFinals(tx, entries, by));
}

function entriesOf(
  cast: Cast,
  marks: Partial<Record<CastKey, FiveCode>>,
): { pupilId: string; value: FiveCode }[] {
  return Object.entries(marks).map(([key, value]) => ({ pupilId: cast[key as CastKey].id, value }));
}

/** A demonstration that is still shown after its weeks goes on in the same term. */
async function keepTermRunning(db: Db, { year, terms }: Cast, now: Date): Promise<void> {
  const today = dayIn(SCHOOL.timeZone, now);
  const { endsOn } = terms.quarter;
  await db.term.updateMany({ where: { yearId: year.id, endsOn: { lt: today } }, data: { endsOn } });
  await db.schoolYear.updateMany({ where: { id: year.id, endsOn: { lt: endsOn } }, data: { endsOn } });
}

/** Marked as done only afterwards: a start that was killed in the middle does it again, which changes nothing twice. */
async function once(
  db: Db,
  { action, now, since = new Date(0) }: { action: string; now: Date; since?: Date },
  act: () => Promise<void>,
): Promise<void> {
  if (await db.auditEntry.findFirst({ where: { action, at: { gte: since } } })) return;
  await act();
  await db.auditEntry.create({ data: { action, at: now, via: "console" } });
}
