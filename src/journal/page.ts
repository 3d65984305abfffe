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
  const [head, pupils, lessons] = await Promise.all([
    readHead(db, asked),
    readPupils(db, asked),
    readLessons(db, asked),
  ]);
  if (!head) throw new NotFound("Такого журнала нет.");
  const { level, letter, subject, yearId } = head;
  const lessonIds = lessons.map((lesson) => lesson.id);
  const pupilIds = pupils.map((pupil) => pupil.id);
  const [marks, { calendar, term, sums }, works, absences] = await Promise.all([
    readMarks(db, { lessonIds, pupilIds }),
    readTerm(db, { ...asked, pupilIds, level, yearId }),
    readWorks(db, lessonIds),
    readAbsences(db, { lessonIds, pupilIds }),
  ]);
  const thresholds = thresholdsOf(settings.thresholds);
  return {
    className: `${level}${letter}`,
    level,
    subject,
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

interface PageHead {
  level: number;
  letter: string;
  yearId: string;
  subject: string;
}

async function readHead(db: Db | Tx, { classId, subjectId }: Asked): Promise<PageHead | undefined> {
  const [head] = await db.$queryRaw<PageHead[]>`
    select c.level, c.letter, c."yearId", s.name as subject from "SchoolClass" c, "Subject" s
    where c.id = ${classId}::uuid and s.id = ${subjectId}::uuid`;
  return head;
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
 * What was taken away stays as an empty cell with its version: the next edit must name it. They come as one row of lists:
 * the client takes longer over a thousand rows, and the database over a thousand objects, than the search for them.
 */
async function readMarks(db: Db | Tx, { lessonIds, pupilIds }: Cells): Promise<PageMark[]> {
  const [columns] = await db.$queryRaw<[MarkColumns]>`
    select json_agg(m.id) as ids, json_agg(m."workId") as works, json_agg(m."pupilId") as pupils, json_agg(v.code) as values,
      json_agg(m.version) as versions, json_agg(mv.act) as acts, json_agg(m."enteredOn") as days,
      json_agg(case when mv.act is not null then (select b.code from "MarkVersion" bv join "ScaleValue" b on b.id = bv."valueId"
        where bv."markId" = m.id and bv.version = m.version - 1) end) as before
    from "Work" w join "Mark" m on m."workId" = w.id
    join "MarkVersion" mv on mv."markId" = m.id and mv.version = m.version
    left join "ScaleValue" v on v.id = m."valueId"
    where w."lessonId" = any(${lessonIds}::uuid[]) and m."pupilId" = any(${pupilIds}::uuid[])`;
  if (!columns.ids) return [];
  const { ids, works, pupils, values, versions, acts, days, before } = columns;
  const dates = new Map(days.map((day) => [day, dateOf(day)]));
  return ids.map((id, at) => ({
    id,
    workId: works[at]!,
    pupilId: pupils[at]!,
    value: values[at]!,
    version: versions[at]!,
    act: acts[at]!,
    was: before[at]!,
    enteredOn: dates.get(days[at]!)!,
  }));
}

/** Each mark at the same place of every list; null all of them where there is none. */
interface MarkColumns {
  ids: string[] | null;
  works: string[];
  pupils: string[];
  values: (string | null)[];
  versions: number[];
  acts: (string | null)[];
  days: string[];
  before: (string | null)[];
}

function readAbsences(db: Db | Tx, { lessonIds, pupilIds }: Cells): Promise<PageAbsence[]> {
  return db.$queryRaw<PageAbsence[]>`
    select a."lessonId", a."pupilId", a.kind, a."lateMinutes", a.reason, a.version from "Absence" a
    where a."lessonId" = any(${lessonIds}::uuid[]) and a."pupilId" = any(${pupilIds}::uuid[]) and a.kind is not null`;
}

interface TermAsked extends Asked {
  pupilIds: string[];
  level: number;
  yearId: string;
}

/** The last term the page meets, where its year knows one, and what its marks come to. */
async function readTerm(db: Db | Tx, { yearId, level, ...asked }: TermAsked) {
  const calendar = await readCalendar(db, yearId);
  const term = lastTermIn(calendar, level, { from: isoDay(asked.from), to: isoDay(asked.to) });
  return { calendar, term, sums: await readTermSums(db, { ...asked, term }) };
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
