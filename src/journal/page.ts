import { type CalendarTerm, readCalendar, termOn } from "../calendar/calendar.ts";
import { isoDay } from "../clock.ts";
import type { AbsenceKind, AbsenceReason, Db, Tx } from "../db.ts";
import { NotFound } from "../errors.ts";
import { groupBy } from "../grouping.ts";
import {
  type Outcome,
  outcomeOf,
  shownAverage,
  sumOf,
  thresholdsOf,
  type WeighedMark,
} from "../marks/average.ts";
import { inListOrder } from "../people/list-order.ts";
import { getSettings } from "../settings.ts";

/** One column of the page: a lesson, and a mark stands in it under one of its works. */
export interface PageLesson {
  id: string;
  date: Date;
  number: number;
  subgroupId: string | null;
  teacherId: string;
  topic: string | null;
  homework: string | null;
  noHomework: boolean;
  rollTaken: boolean;
  cancelledFor: string | null;
  version: number;
}

export interface PageWork {
  id: string;
  lessonId: string;
  kindCode: string;
  kind: string;
  title: string | null;
  weight: number;
  /** School days in which it may still be marked (R14). */
  checkingDays: number;
}

export interface PagePupil {
  id: string;
  surname: string;
  givenName: string;
  /** In the list of the class, from 1. */
  number: number;
  /** In the term: null while there is no mark that counts. */
  standing: { average: number; marks: number; outcome: Outcome } | null;
}

export interface PageMark {
  id: string;
  workId: string;
  pupilId: string;
  value: string | null;
  version: number;
  act: string | null;
  /** What stood there before the act. */
  was: string | null;
  /** The school day of its first entry. */
  enteredOn: Date;
}

export interface PageAbsence {
  lessonId: string;
  pupilId: string;
  kind: AbsenceKind;
  lateMinutes: number | null;
  reason: AbsenceReason | null;
  version: number;
}

export interface JournalPage {
  className: string;
  subject: string;
  term: CalendarTerm | null;
  pupils: PagePupil[];
  lessons: PageLesson[];
  works: PageWork[];
  marks: PageMark[];
  absences: PageAbsence[];
}

interface Asked {
  classId: string;
  subjectId: string;
  from: Date;
  to: Date;
}

/**
 * The journal of a class and a subject from one day to another: who, which lessons, every mark and absence, and where
 * each pupil stands in the term that runs at the end of it. Seven queries, however large the class.
 * @throws NotFound no such class or subject
 */
export async function readJournalPage(db: Db, asked: Asked): Promise<JournalPage> {
  const { classId, subjectId, to } = asked;
  const schoolClass = await db.schoolClass.findUnique({ where: { id: classId } });
  const subject = await db.subject.findUnique({ where: { id: subjectId } });
  if (!schoolClass || !subject) throw new NotFound("Такого журнала нет.");
  const { level, letter, yearId } = schoolClass;
  const [term, pupils, lessons] = await Promise.all([
    readCalendar(db, yearId).then((calendar) => termOn(calendar, level, isoDay(to))),
    readPupils(db, asked),
    readLessons(db, asked),
  ]);
  const lessonIds = lessons.map((lesson) => lesson.id);
  const pupilIds = pupils.map((pupil) => pupil.id);
  const [works, marks, absences, standings] = await Promise.all([
    readWorks(db, lessonIds),
    readMarks(db, { lessonIds, pupilIds }),
    readAbsences(db, { lessonIds, pupilIds }),
    readTermMarks(db, { ...asked, pupilIds, term }),
  ]);
  const thresholds = thresholdsOf((await getSettings(db)).thresholds);
  return {
    className: `${level}${letter}`,
    subject: subject.name,
    term,
    lessons,
    works,
    marks,
    absences,
    pupils: inListOrder(pupils).map((pupil, index) => {
      const sum = sumOf(standings.get(pupil.id) ?? []);
      const standing = sum && {
        average: shownAverage(sum),
        marks: sum.marks,
        outcome: outcomeOf(sum, thresholds),
      };
      return { ...pupil, number: index + 1, standing };
    }),
  };
}

type Named = Pick<PagePupil, "id" | "surname" | "givenName">;

function readPupils(db: Db | Tx, { classId, from, to }: Asked): Promise<Named[]> {
  return db.$queryRaw<Named[]>`
    select p.id, p.surname, p."givenName" from "Person" p
    where p.id in (select e."pupilId" from "Enrolment" e
      where e."classId" = ${classId}::uuid and e."from" <= ${to}::date and (e."to" is null or e."to" >= ${from}::date))`;
}

function readLessons(db: Db | Tx, { classId, subjectId, from, to }: Asked): Promise<PageLesson[]> {
  return db.$queryRaw<PageLesson[]>`
    select l.id, l.date, l.number, l."subgroupId", l."teacherId", l.topic, l.homework, l."noHomework",
      l."rollTakenAt" is not null as "rollTaken", l."cancelledFor", l.version
    from "Lesson" l
    where l."subjectId" = ${subjectId}::uuid and l.date between ${from}::date and ${to}::date
      and (l."classId" = ${classId}::uuid
        or l."subgroupId" in (select c."subgroupId" from "SubgroupClass" c where c."classId" = ${classId}::uuid))
    order by l.date, l.number, l.id`;
}

function readWorks(db: Db | Tx, lessonIds: string[]): Promise<PageWork[]> {
  return db.$queryRaw<PageWork[]>`
    select w.id, w."lessonId", w."kindCode", k.name as kind, w.title, w.weight, w."checkingDays"
    from "Work" w join "WorkKind" k on k.code = w."kindCode"
    where w."lessonId" = any(${lessonIds}::uuid[]) order by w.id`;
}

interface Cells {
  lessonIds: string[];
  pupilIds: string[];
}

/** What was taken away stays as an empty cell with its version: the next edit must name it. */
function readMarks(db: Db | Tx, { lessonIds, pupilIds }: Cells): Promise<PageMark[]> {
  return db.$queryRaw<PageMark[]>`
    select m.id, m."workId", m."pupilId", v.code as value, m.version, mv.act, m."enteredOn",
      case when mv.act is not null then (select b.code from "MarkVersion" bv join "ScaleValue" b on b.id = bv."valueId"
        where bv."markId" = m.id and bv.version = m.version - 1) end as was
    from "Work" w join "Mark" m on m."workId" = w.id
    join "MarkVersion" mv on mv."markId" = m.id and mv.version = m.version
    left join "ScaleValue" v on v.id = m."valueId"
    where w."lessonId" = any(${lessonIds}::uuid[]) and m."pupilId" = any(${pupilIds}::uuid[])`;
}

function readAbsences(db: Db | Tx, { lessonIds, pupilIds }: Cells): Promise<PageAbsence[]> {
  return db.$queryRaw<PageAbsence[]>`
    select a."lessonId", a."pupilId", a.kind, a."lateMinutes", a.reason, a.version from "Absence" a
    where a."lessonId" = any(${lessonIds}::uuid[]) and a."pupilId" = any(${pupilIds}::uuid[]) and a.kind is not null`;
}

/** Every mark of the term that counts, up to the page's last day. */
async function readTermMarks(
  db: Db | Tx,
  { subjectId, to, pupilIds, term }: Asked & { pupilIds: string[]; term: CalendarTerm | null },
): Promise<Map<string, WeighedMark[]>> {
  if (!term) return new Map();
  const rows = await db.$queryRaw<(WeighedMark & { pupilId: string })[]>`
    select m."pupilId", v.points, w.weight
    from "Mark" m join "Work" w on w.id = m."workId" join "Lesson" l on l.id = w."lessonId"
    join "ScaleValue" v on v.id = m."valueId"
    where m."pupilId" = any(${pupilIds}::uuid[]) and l."subjectId" = ${subjectId}::uuid
      and l.date between ${term.startsOn}::date and least(${term.endsOn}::date, ${to}::date)`;
  return groupBy(rows, (row) => row.pupilId);
}
