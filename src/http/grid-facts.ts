import type { GridCell, GridColumn, GridProps, GridPupil } from "../../templates/pages/grid.tsx";
import { addSchoolDays, type SchoolCalendar } from "../calendar/calendar.ts";
import { dateOf, dayIn, isoDay, now } from "../clock.ts";
import type { Db } from "../db.ts";
import { groupBy } from "../grouping.ts";
import {
  type JournalPage,
  type PageAbsence,
  type PageLesson,
  type PageMark,
  type PagePupil,
  type PageWork,
  readJournalPage,
} from "../journal/page.ts";
import { doorOn } from "../lessons/door.ts";
import { writableBy } from "../lessons/writable.ts";
import type { Settings } from "../settings.ts";
import { listName } from "./names.ts";

/** Marks are answers unless something else is said. */
const USUAL_KIND = "answer";

interface Asked {
  classId: string;
  subjectId: string;
  /** `2026-11` */
  month: string;
  readerId: string;
}

export type GridFacts = Omit<GridProps, "reader">;

/** The page of the paper journal: pupils down, the lessons of a month across, a column for every work. */
export async function readGrid(
  db: Db,
  { month, readerId, ...journal }: Asked,
  settings: Settings,
): Promise<GridFacts> {
  const today = dayIn(settings.timeZone);
  const { from, to } = monthOf(month);
  const [page, kinds, values] = await Promise.all([
    readJournalPage(db, { ...journal, from, to }, settings),
    db.workKind.findMany({ orderBy: { name: "asc" } }),
    db.scaleValue.findMany({ where: { scale: { code: "five" } }, orderBy: { rank: "desc" } }),
  ]);
  const { calendar, level } = page;
  const closes = closingDays(page, { calendar, level, today });
  const open = page.lessons.filter(({ id }) => closes.has(id));
  const writable = await writableBy(db, { personId: readerId, lessonIds: open.map(({ id }) => id) });
  const columns = columnsOf(page, { closes, today, writable: new Set(writable.keys()) });
  const { firstDay, lastDay } = { firstDay: calendar.year.startsOn, lastDay: calendar.year.endsOn };
  return {
    ...journal,
    className: page.className,
    subject: page.subject,
    month,
    before: firstDay < isoDay(from) ? monthBeside(month, -1) : null,
    after: lastDay > isoDay(to) ? monthBeside(month, 1) : null,
    term: page.term && { kind: page.term.kind, number: page.term.number, ...spanOf(page.term) },
    given: page.lessons.filter(({ date, cancelledFor }) => date <= today && cancelledFor === null).length,
    columns,
    pupils: pupilsOf(page, { columns, writable, today }),
    values: values.map(({ code }) => code),
    few: settings.attestation.fewMarks,
    kinds: kinds.map(({ code, name }) => ({ code, name })),
    today: todayOf(page, { columns, today }),
    holdSeconds: settings.markHoldSeconds,
    timeZone: settings.timeZone,
    readAt: now().toISOString(),
    span: { from: isoDay(from), to: isoDay(to) },
  };
}

function spanOf({ startsOn, endsOn }: { startsOn: string; endsOn: string }) {
  return { startsOn, endsOn };
}

function monthOf(month: string): { from: Date; to: Date } {
  const from = dateOf(`${month}-01`);
  return { from, to: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0)) };
}

function monthBeside(month: string, step: 1 | -1): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return isoDay(new Date(Date.UTC(year, number - 1 + step, 1))).slice(0, "2026-11".length);
}

/** Lesson → the last day, ISO, on which a work of it may be marked (R11, R14); lessons that are closed have none. */
function closingDays(
  { lessons, works }: JournalPage,
  { calendar, level, today }: { calendar: SchoolCalendar; level: number; today: Date },
): Map<string, Map<string | null, string>> {
  const ofLesson = groupBy(works, ({ lessonId }) => lessonId);
  return new Map(
    lessons.flatMap((lesson) => {
      const day = isoDay(lesson.date);
      const ends = [
        [null, day] as const,
        ...(ofLesson.get(lesson.id) ?? []).map(({ id, checkingDays }) => {
          const isOver = checkingDays === 0 || lesson.date > today;
          return [id, isOver ? day : addSchoolDays(calendar, level, day, checkingDays)] as const;
        }),
      ].filter(([, end]) => doorOn(lesson, today, dateOf(end)) === "open");
      return ends.length > 0 ? [[lesson.id, new Map(ends)] as const] : [];
    }),
  );
}

interface Doors {
  closes: Map<string, Map<string | null, string>>;
  today: Date;
  writable: Set<string>;
}

function columnsOf({ lessons, works }: JournalPage, { closes, today, writable }: Doors): GridColumn[] {
  const ofLesson = groupBy(works, ({ lessonId }) => lessonId);
  const weeks = new Set<string>();
  return lessons.flatMap((lesson) => {
    const own: (PageWork | null)[] = ofLesson.get(lesson.id) ?? [null];
    const week = weekOf(lesson.date);
    const startsWeek = !weeks.has(week);
    weeks.add(week);
    return own.map((work, index): GridColumn => {
      const until = closes.get(lesson.id)?.get(work?.id ?? null) ?? null;
      return {
        ...headOf(lesson, work),
        state: doorOn(lesson, today, until ? dateOf(until) : lesson.date),
        until,
        mayWrite: until !== null && writable.has(lesson.id),
        isToday: lesson.date.getTime() === today.getTime(),
        startsWeek: startsWeek && index === 0,
      };
    });
  });
}

function headOf(lesson: PageLesson, work: PageWork | null) {
  const { id, date, number, cancelledFor } = lesson;
  return {
    lessonId: id,
    workId: work?.id ?? null,
    date: isoDay(date),
    number,
    kindCode: work?.kindCode ?? USUAL_KIND,
    kind: work?.kind ?? null,
    title: work?.title ?? null,
    cancelledFor,
  };
}

/** The Monday of its week, ISO. */
function weekOf(date: Date): string {
  const monday = new Date(date);
  monday.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return isoDay(monday);
}

interface Filling {
  columns: GridColumn[];
  /** Lesson → who belongs into it, of the lessons that may be written. */
  writable: Map<string, Set<string>>;
  today: Date;
}

function pupilsOf(page: JournalPage, { columns, writable, today }: Filling): GridPupil[] {
  const marks = groupBy(page.marks, ({ pupilId }) => pupilId);
  const absences = groupBy(page.absences, ({ pupilId }) => pupilId);
  return page.pupils.map((pupil) => {
    const own = new Map<string | null, PageMark>(marks.get(pupil.id)?.map((mark) => [mark.workId, mark]));
    const away = absences.get(pupil.id) ?? [];
    return {
      id: pupil.id,
      number: pupil.number,
      name: listName(pupil.surname, pupil.givenName),
      standing: standingOf(pupil),
      missed: away.filter(({ kind }) => kind === "absent").length,
      cells: columns.map((column) =>
        cellOf({
          mark: own.get(column.workId),
          absence: away.find(({ lessonId }) => lessonId === column.lessonId),
          isOpen: column.mayWrite && (writable.get(column.lessonId)?.has(pupil.id) ?? false),
          isLessonDay: column.isToday,
          today,
        }),
      ),
    };
  });
}

interface Cell {
  mark: PageMark | undefined;
  absence: PageAbsence | undefined;
  isOpen: boolean;
  isLessonDay: boolean;
  today: Date;
}

/** R14: past the lesson's day a mark is changed on the day of its entry alone. */
function cellOf({ mark, absence, isOpen, isLessonDay, today }: Cell): GridCell {
  const isOwnDay = !mark?.value || mark.enteredOn.getTime() === today.getTime();
  return {
    value: mark?.value ?? null,
    was: mark?.was ?? null,
    act: mark?.act ?? null,
    version: mark?.version ?? 0,
    absence: absence
      ? {
          kind: absence.kind,
          lateMinutes: absence.lateMinutes,
          reason: absence.reason,
          version: absence.version,
        }
      : null,
    isOpen: isOpen && (isLessonDay || isOwnDay),
  };
}

function standingOf({ standing }: PagePupil): GridPupil["standing"] {
  if (!standing) return null;
  const { average, marks, outcome } = standing;
  return {
    average,
    marks,
    comesOut: outcome.kind === "clear" ? [outcome.value] : [outcome.lower, outcome.upper],
  };
}

/** The lesson of today, what was written of it and how the roll stands. */
function todayOf(
  { lessons, absences }: JournalPage,
  { columns, today }: { columns: GridColumn[]; today: Date },
): GridProps["today"] {
  return lessons
    .filter(({ date, cancelledFor }) => date.getTime() === today.getTime() && cancelledFor === null)
    .map((lesson) => {
      const noted = absences.filter(({ lessonId }) => lessonId === lesson.id);
      return {
        id: lesson.id,
        date: isoDay(lesson.date),
        number: lesson.number,
        topic: lesson.topic,
        homework: lesson.homework,
        noHomework: lesson.noHomework,
        rollTaken: lesson.rollTaken,
        absent: noted.filter(({ kind }) => kind === "absent").length,
        late: noted.filter(({ kind }) => kind === "late").length,
        mayWrite: columns.some(({ lessonId, mayWrite }) => lessonId === lesson.id && mayWrite),
      };
    });
}
