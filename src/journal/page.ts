import { type CalendarTerm, lastTermIn, readCalendar, type SchoolCalendar } from "../calendar/calendar.ts";
import { dateOf, isoDay } from "../clock.ts";
import type { AbsenceKind, AbsenceReason, Db, Tx } from "../db.ts";
import { NotFound } from "../errors.ts";
import { type Outcome, outcomeOf, type Sum, shownAverage, thresholdsOf } from "../marks/average.ts";
import { inListOrder } from "../people/list-order.ts";
import type { Settings } from "../settings.ts";

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
  level: number;
  subject: string;
  calendar: SchoolCalendar;
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
 * each pupil stands in the last term it meets. A fixed number of queries, however large the class.
 * @throws NotFound no such class or subject
 */
export async function readJournalPage(
  db: Db,
  asked: Asked,
  settings: Pick<Settings, "thresholds">,
): Promise<JournalPage> {
  const { classId, subjectId, from, to } = asked;
  const [schoolClass, subject] = await Promise.all([
    db.schoolClass.findUnique({ where: { id: classId } }),
    db.subject.findUnique({ where: { id: subjectId } }),
  ]);
  if (!schoolClass || !subject) throw new NotFound("Такого журнала нет.");
  const { level, letter, yearId } = schoolClass;
  const [calendar, pupils, lessons] = await Promise.all([
    readCalendar(db, yearId),
    readPupils(db, asked),
    readLessons(db, asked),
  ]);
  const term = lastTermIn(calendar, level, { from: isoDay(from), to: isoDay(to) });
  const lessonIds = lessons.map((lesson) => lesson.id);
  const pupilIds = pupils.map((pupil) => pupil.id);
  const [works, marks, absences, sums] = await Promise.all([
    readWorks(db, lessonIds),
    readMarks(db, { lessonIds, pupilIds }),
    readAbsences(db, { lessonIds, pupilIds }),
    readTermSums(db, { ...asked, pupilIds, term }),
  ]);
  const thresholds = thresholdsOf(settings.thresholds);
  return {
    className: `${level}${letter}`,
    level,
    subject: subject.name,
    calendar,
    term,
    lessons,
    works,
    marks,
    absences,
    pupils: inListOrder(pupils).map((pupil, index) => {
      const sum = sums.get(pupil.id) ?? null;
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

/**
 * What was taken away stays as an empty cell with its version: the next edit must name it. They come as one value, for the
 * client takes longer over a thousand rows than the database over finding them.
 */
async function readMarks(db: Db | Tx, { lessonIds, pupilIds }: Cells): Promise<PageMark[]> {
  const [cells] = await db.$queryRaw<{ marks: (Omit<PageMark, "enteredOn"> & { enteredOn: string })[] }[]>`
    select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'workId', m."workId", 'pupilId', m."pupilId", 'value', v.code,
      'version', m.version, 'act', mv.act, 'enteredOn', m."enteredOn",
      'was', case when mv.act is not null then (select b.code from "MarkVersion" bv join "ScaleValue" b on b.id = bv."valueId"
        where bv."markId" = m.id and bv.version = m.version - 1) end)), '[]') as marks
    from "Work" w join "Mark" m on m."workId" = w.id
    join "MarkVersion" mv on mv."markId" = m.id and mv.version = m.version
    left join "ScaleValue" v on v.id = m."valueId"
    where w."lessonId" = any(${lessonIds}::uuid[]) and m."pupilId" = any(${pupilIds}::uuid[])`;
  return cells!.marks.map((mark) => ({ ...mark, enteredOn: dateOf(mark.enteredOn) }));
}

function readAbsences(db: Db | Tx, { lessonIds, pupilIds }: Cells): Promise<PageAbsence[]> {
  return db.$queryRaw<PageAbsence[]>`
    select a."lessonId", a."pupilId", a.kind, a."lateMinutes", a.reason, a.version from "Absence" a
    where a."lessonId" = any(${lessonIds}::uuid[]) and a."pupilId" = any(${pupilIds}::uuid[]) and a.kind is not null`;
}

/** What the marks of the term come to that count, up to the page's last day, by pupil. */
async function readTermSums(
  db: Db | Tx,
  { subjectId, to, pupilIds, term }: Asked & { pupilIds: string[]; term: CalendarTerm | null },
): Promise<Map<string, Sum>> {
  if (!term) return new Map();
  const rows = await db.$queryRaw<(Sum & { pupilId: string })[]>`
    select m."pupilId", sum(v.points * w.weight)::int as points, sum(w.weight)::int as weight, count(*)::int as marks
    from "Mark" m join "Work" w on w.id = m."workId" join "Lesson" l on l.id = w."lessonId"
    join "ScaleValue" v on v.id = m."valueId" and v.points is not null
    where m."pupilId" = any(${pupilIds}::uuid[]) and l."subjectId" = ${subjectId}::uuid
      and l.date between ${term.startsOn}::date and least(${term.endsOn}::date, ${to}::date)
    group by m."pupilId" having sum(w.weight) > 0`;
  return new Map(rows.map((row) => [row.pupilId, row]));
}
