import { type CalendarTerm, readCalendar, type SchoolCalendar } from "../calendar/calendar.ts";
import { dateOf } from "../clock.ts";
import type { Db, FinalKind, TermKind } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import { type Forecast, forecastOf, type Result, whatIf } from "../finals/forecast.ts";
import { groupBy } from "../grouping.ts";
import { sumOf, thresholdsOf, type WeighedMark } from "../marks/average.ts";
import { getSettings } from "../settings.ts";
import { type PupilMark, type Reader, readPupilMarks } from "./pupil-marks.ts";

/** A school year of a pupil, the newest first (R24: past years stay readable). */
export interface PupilYear {
  id: string;
  name: string;
  className: string;
  level: number;
}

export async function readPupilYears(db: Db, pupilId: string): Promise<PupilYear[]> {
  const enrolments = await db.enrolment.findMany({
    where: { pupilId },
    include: { class: { include: { year: true } } },
    orderBy: [{ class: { year: { startsOn: "desc" } } }, { from: "desc" }, { id: "asc" }],
  });
  const years = new Map<string, PupilYear>();
  for (const { class: own } of enrolments) {
    const { level, letter, year } = own;
    if (!years.has(year.id))
      years.set(year.id, { id: year.id, name: year.name, className: `${level}${letter}`, level });
  }
  return [...years.values()];
}

export interface SubjectProgress {
  subjectId: string;
  subject: string;
  marks: PupilMark[];
  /** R62; null while no mark counts. */
  forecast: Forecast | null;
}

export interface TermProgress {
  year: PupilYear;
  terms: CalendarTerm[];
  term: CalendarTerm;
  subjects: SubjectProgress[];
}

/** The school has not said yet what its year is parted into. */
export class NoTerms extends NotFound {
  override name = "NoTerms";
}

/**
 * A pupil's marks of a term by subject, with averages and forecast.
 * @throws NotFound the pupil was in no class of that year, or it has no such term for the class; NoTerms it has none yet
 */
export async function readTermProgress(
  db: Db,
  pupilId: string,
  { yearId, termId, day, reader }: { yearId?: string; termId?: string; day: string; reader: Reader },
): Promise<TermProgress> {
  const years = await readPupilYears(db, pupilId);
  const year = yearId ? years.find(({ id }) => id === yearId) : years[0];
  if (!year) throw new NotFound("В этом учебном году ученика в школе не было. Выберите другой год.");
  const terms = termsOf(await readCalendar(db, year.id), year.level);
  if (terms.length === 0)
    throw new NoTerms("Учебные периоды этого года ещё не внесены. Их вносит в календарь завуч.");
  const term = termId ? terms.find(({ id }) => id === termId) : termAround(terms, day);
  if (!term) throw new NotFound("Такого учебного периода у класса нет. Выберите другой.");
  const span = { from: dateOf(term.startsOn), to: dateOf(term.endsOn) };
  const marks = await readPupilMarks(db, pupilId, { ...span, reader });
  const thresholds = thresholdsOf((await getSettings(db)).thresholds);
  const bySubject = groupBy(marks, (mark) => mark.subjectId);
  const subjects = [...bySubject].map(([subjectId, own]): SubjectProgress => {
    const sum = sumOf(own);
    return {
      subjectId,
      subject: own[0]!.subject,
      marks: own,
      forecast: sum && forecastOf(sum, thresholds),
    };
  });
  subjects.sort((a, b) => a.subject.localeCompare(b.subject, "ru"));
  return { year, terms, term, subjects };
}

/** What these marks on top would make of the running term's average (R62). @throws BadInput a value that counts nothing */
export async function askWhatIf(
  db: Db,
  pupilId: string,
  {
    subjectId,
    added,
    day,
    reader,
  }: { subjectId: string; added: { value: string; weight: number }[]; day: string; reader: Reader },
): Promise<{ today: Forecast | null; after: Result | null }> {
  const { subjects } = await readTermProgress(db, pupilId, { day, reader });
  const own = subjects.find((subject) => subject.subjectId === subjectId);
  const thresholds = thresholdsOf((await getSettings(db)).thresholds);
  const values = await db.scaleValue.findMany({
    where: { scale: { code: "five" }, code: { in: added.map(({ value }) => value) } },
  });
  const points = new Map(values.map(({ code, points }) => [code, points]));
  const marks = added.map(({ value, weight }, index): WeighedMark => {
    const known = points.get(value);
    if (known == null)
      throw new BadInput("Пробуют отметки 5, 4, 3, 2 и 1: остальные в средний балл не входят.", [
        "marks",
        index,
        "value",
      ]);
    return { points: known, weight };
  });
  return {
    today: own?.forecast ?? null,
    after: whatIf(own ? sumOf(own.marks) : null, marks, thresholds),
  };
}

export interface PupilFinal {
  id: string;
  subjectId: string;
  subject: string;
  kind: FinalKind;
  /** The term's id, else the name of the school year. */
  period: string;
  termId: string | null;
  termKind: TermKind | null;
  termNumber: number | null;
  /** `2026/2027` */
  year: string;
  value: string;
  setAt: Date;
}

/** Every final mark a pupil ever got; a family sees what was announced. */
export async function readPupilFinals(db: Db, pupilId: string, reader: Reader): Promise<PupilFinal[]> {
  return db.$queryRaw<PupilFinal[]>`
    select f.id, f."subjectId", s.name as subject, f.kind, f.period, f."termId", t.kind as "termKind",
      t.number as "termNumber", coalesce(y.name, f.period) as year, v.code as value, fv.at as "setAt"
    from "FinalMark" f left join "Term" t on t.id = f."termId" left join "SchoolYear" y on y.id = t."yearId" join "Subject" s on s.id = f."subjectId"
    join lateral (select x."valueId", x.at from "FinalVersion" x where x."finalId" = f.id
      and x.version <= case when ${reader === "staff"} then f.version else f."announcedVersion" end
      order by x.version desc limit 1) fv on true
    join "ScaleValue" v on v.id = fv."valueId"
    where f."pupilId" = ${pupilId}::uuid
    order by f."setAt" desc, f.id`;
}

function termsOf({ terms }: SchoolCalendar, level: number): CalendarTerm[] {
  return terms.filter((term) => term.levelFrom <= level && level <= term.levelTo);
}

/** The one that runs, else the last that began, else the first. */
function termAround(terms: CalendarTerm[], day: string): CalendarTerm | undefined {
  return terms.findLast(({ startsOn }) => startsOn <= day) ?? terms[0];
}
