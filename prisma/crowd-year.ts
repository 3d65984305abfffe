import { takeRoll } from "../src/attendance/roll.ts";
import { readCalendar, type SchoolCalendar, termOn } from "../src/calendar/calendar.ts";
import { plusDays } from "../src/calendar/days.ts";
import { dateOf, isoDay } from "../src/clock.ts";
import type { Db } from "../src/db.ts";
import { setFinals } from "../src/finals/entering.ts";
import { proposeTerm, proposeYear } from "../src/finals/rules.ts";
import { groupBy } from "../src/grouping.ts";
import { holdLessons } from "../src/lessons/holding.ts";
import { recordLesson } from "../src/lessons/lessons.ts";
import { openWork } from "../src/lessons/works.ts";
import { type Sum, sumOf, thresholdsOf } from "../src/marks/average.ts";
import { writeMarks } from "../src/marks/marks.ts";
import type { By } from "../src/outbox/events.ts";
import { getSettings } from "../src/settings.ts";
import type { Dice } from "./crowd-names.ts";
import { inParallel } from "./crowd-pace.ts";
import type { MadeSchool } from "./crowd-people.ts";

/** Of a hundred pupils so many are marked in a lesson, miss a whole day, come late to a lesson. */
const MARKED = 30;
const ABSENT = 3;
const LATE = 1;
/** Every so many lessons of a subject one is a test. */
const TEST_EVERY = 9;
const MOST_LATE_MINUTES = 15;
const WEEK = 7;
const STANDINGS = { standings: new Set(["subjectTeacher"] as const) };

export interface Played {
  lessons: number;
  marks: number;
  absences: number;
  finals: number;
}

interface Playing {
  db: Db;
  school: MadeSchool;
  dice: Dice;
  /** Called after every week. */
  onWeek(week: { number: number; of: number; played: Played }): void;
}

/** Plays a whole year, week by week, lesson by lesson, by the verbs its teachers use; silently, so nobody is told. */
export async function playYear({ db, school, dice, onWeek }: Playing): Promise<Played> {
  const calendar = await readCalendar(db, school.yearId);
  const { startsOn, endsOn } = calendar.year;
  const played: Played = { lessons: 0, marks: 0, absences: 0, finals: 0 };
  const pupils = pupilsOf(school, dice);
  const sums = new Map<string, Sum>();
  const weeks = Math.ceil((dateOf(endsOn).getTime() - dateOf(startsOn).getTime()) / (WEEK * 86_400_000));
  for (let number = 1, from = startsOn; from <= endsOn; number++, from = plusDays(from, WEEK)) {
    let to = plusDays(from, WEEK - 1);
    if (to > endsOn) to = endsOn;
    await holdLessons(db, { from, to }, byAt(null, dateOf(from)));
    const lessons = await readLessons(db, { from, to });
    const sick = new Set<string>();
    for (const day of new Set(lessons.map(({ date }) => isoDay(date))))
      for (const pupil of pupils.keys()) if (dice(100) < ABSENT) sick.add(`${pupil} ${day}`);
    // Drawn before anything runs side by side: the same start makes the same year.
    const plans = lessons.map((lesson) => planLesson(lesson, { dice, pupils, sick }));
    await inParallel(plans, (plan) => playLesson(db, plan));
    for (const { marks, lesson, absences } of plans) {
      played.lessons += 1;
      played.marks += marks.length;
      played.absences += absences.length;
      addUp(sums, { lesson, marks, calendar });
    }
    for (const term of calendar.terms.filter(({ endsOn: ended }) => from <= ended && ended <= to))
      played.finals += await closeTerm(db, { school, term, sums });
    onWeek({ number, of: weeks, played });
  }
  played.finals += await closeYear(db, { school, calendar, sums });
  return played;
}

function byAt(actorId: string | null, at: Date): By {
  return { actorId, source: "seed", silent: true, at };
}

/** Everybody has a strength of their own, from 2.6 to 5.0, in tenths. */
function pupilsOf({ classes }: MadeSchool, dice: Dice): Map<string, number> {
  return new Map(classes.flatMap(({ pupilIds }) => pupilIds.map((id) => [id, 26 + dice(25)] as const)));
}

interface HeldLesson {
  id: string;
  date: Date;
  endsAt: Date;
  subjectId: string;
  teacherId: string;
  level: number;
  version: number;
  /** Of the teaching, from 1: which lesson of the subject it is. */
  turn: number;
  pupilIds: string[];
}

async function readLessons(db: Db, { from, to }: { from: string; to: string }): Promise<HeldLesson[]> {
  return db.$queryRaw<HeldLesson[]>`
    select l.id, l.date, l."endsAt", l."subjectId", l."teacherId", l.version, min(c.level) as level,
      (select count(*)::int from "Lesson" b where b."subjectId" = l."subjectId" and b.date < l.date
        and b."classId" is not distinct from l."classId" and b."subgroupId" is not distinct from l."subgroupId") + 1 as turn,
      array_agg(p."pupilId" order by p."pupilId") as "pupilIds"
    from "Lesson" l join lesson_pupil p on p."lessonId" = l.id join "SchoolClass" c on c.id = p."classId"
    where l.date between ${from}::date and ${to}::date and l."cancelledFor" is null
    group by l.id order by l.date, l.number, l.id`;
}

interface PlannedLesson {
  lesson: HeldLesson;
  kindCode: string;
  absences: { pupilId: string; kind: "absent" | "late"; lateMinutes?: number }[];
  marks: { pupilId: string; value: string }[];
}

function planLesson(
  lesson: HeldLesson,
  { dice, pupils, sick }: { dice: Dice; pupils: Map<string, number>; sick: Set<string> },
): PlannedLesson {
  const isTest = lesson.turn % TEST_EVERY === 0;
  const day = isoDay(lesson.date);
  const plan: PlannedLesson = { lesson, kindCode: isTest ? "test" : "answer", absences: [], marks: [] };
  for (const pupilId of lesson.pupilIds) {
    if (sick.has(`${pupilId} ${day}`)) plan.absences.push({ pupilId, kind: "absent" });
    else {
      if (dice(100) < LATE)
        plan.absences.push({ pupilId, kind: "late", lateMinutes: 1 + dice(MOST_LATE_MINUTES) });
      if (lesson.level > 1 && (isTest || dice(100) < MARKED))
        plan.marks.push({ pupilId, value: drawMark(pupils.get(pupilId)!, dice) });
    }
  }
  return plan;
}

function drawMark(strength: number, dice: Dice): string {
  return String(Math.min(5, Math.max(2, Math.round((strength + dice(21) - 10) / 10))));
}

/** What a teacher does in a lesson: topic and homework, the roll, marks for one work. */
async function playLesson(db: Db, { lesson, kindCode, absences, marks }: PlannedLesson): Promise<void> {
  const by = byAt(lesson.teacherId, lesson.endsAt);
  const topic = kindCode === "test" ? `Контрольная работа ${lesson.turn}` : `Тема ${lesson.turn}`;
  const task = lesson.level > 1 ? { homework: `§ ${lesson.turn}` } : {};
  await recordLesson(db, lesson.id, { version: lesson.version, topic, ...task }, by);
  await takeRoll(db, lesson.id, { version: 0, absences }, by);
  if (marks.length === 0) return;
  const { id: workId } = await openWork(db, lesson.id, { kindCode }, by);
  await writeMarks(db, workId, marks, by);
}

function addUp(
  sums: Map<string, Sum>,
  {
    lesson,
    marks,
    calendar,
  }: { lesson: HeldLesson; marks: PlannedLesson["marks"]; calendar: SchoolCalendar },
): void {
  const term = termOn(calendar, lesson.level, isoDay(lesson.date));
  if (!term) return;
  for (const { pupilId, value } of marks) {
    const key = `${pupilId} ${lesson.subjectId} ${term.id}`;
    const sum = sumOf([{ points: Number(value), weight: 1 }], sums.get(key) ?? null);
    if (sum) sums.set(key, sum);
  }
}

/** What each class is taught, once a subject. */
function columnsOf(school: MadeSchool, levels: { levelFrom: number; levelTo: number }) {
  const columns = school.teachings.map(({ schoolClass, subjectId }) => ({
    ...school.classes[schoolClass]!,
    subjectId,
  }));
  const taught = columns.filter(
    ({ level }) => level > 1 && levels.levelFrom <= level && level <= levels.levelTo,
  );
  return [...groupBy(taught, ({ id, subjectId }) => `${id} ${subjectId}`).values()].map(
    ([column]) => column!,
  );
}

async function closeTerm(
  db: Db,
  {
    school,
    term,
    sums,
  }: { school: MadeSchool; term: SchoolCalendar["terms"][number]; sums: Map<string, Sum> },
): Promise<number> {
  const thresholds = thresholdsOf((await getSettings(db)).thresholds);
  const by = byAt(null, dateOf(term.endsOn));
  const counts = await inParallel(columnsOf(school, term), async ({ id, pupilIds, subjectId }) => {
    const entries = pupilIds.map((pupilId) => {
      const proposal = proposeTerm(sums.get(`${pupilId} ${subjectId} ${term.id}`) ?? null, thresholds);
      return { pupilId, value: proposal.kind === "clear" ? proposal.value : "н/а" };
    });
    const place = { classId: id, subjectId, kind: "term", termId: term.id } as const;
    return (await setFinals(db, { ...place, entries }, by, STANDINGS)).set;
  });
  return counts.reduce((total, count) => total + count, 0);
}

async function closeYear(
  db: Db,
  { school, calendar, sums }: { school: MadeSchool; calendar: SchoolCalendar; sums: Map<string, Sum> },
): Promise<number> {
  const thresholds = thresholdsOf((await getSettings(db)).thresholds);
  const by = byAt(null, dateOf(calendar.year.endsOn));
  const columns = columnsOf(school, { levelFrom: 1, levelTo: 11 });
  const counts = await inParallel(columns, async ({ id, level, pupilIds, subjectId }) => {
    const terms = calendar.terms.filter((term) => term.levelFrom <= level && level <= term.levelTo);
    const entries = pupilIds.map((pupilId) => {
      const marks = terms.map((term) => {
        const proposal = proposeTerm(sums.get(`${pupilId} ${subjectId} ${term.id}`) ?? null, thresholds);
        return proposal.kind === "clear"
          ? { code: proposal.value, points: Number(proposal.value) }
          : { code: "н/а", points: null };
      });
      const year = proposeYear(marks);
      return { pupilId, value: year.kind === "clear" ? year.value : "н/а" };
    });
    const place = { classId: id, subjectId, kind: "year", termId: null } as const;
    return (await setFinals(db, { ...place, entries }, by, STANDINGS)).set;
  });
  return counts.reduce((total, count) => total + count, 0);
}
