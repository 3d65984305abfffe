import type { TermKind } from "../db.ts";
import { type CalendarBell, type LessonDays, type Levels, type Span, weekdayFollowed } from "./calendar.ts";
import { plusDays, weekdayOf } from "./days.ts";
import type { DayOffData } from "./days-off.ts";
import type { TermData } from "./terms.ts";

/** What a year may be started from: nothing of it is in force before somebody enters it (R30). */
export interface YearTemplate {
  /** Of levels 1–9; levels 10 and 11 have half-years beside any. */
  kind: TermKind;
  terms: TermData[];
  daysOff: DayOffData[];
}

export interface BellsTemplate {
  name: string;
  bells: CalendarBell[];
}

type Borders = LessonDays["year"];
/** Holidays that begin in that year of the calendar: they fall around the same day of every year. */
type Holidays = (year: number) => Span & { name: string };

const ALL = { levelFrom: 1, levelTo: 11 };
const FIRST = { levelFrom: 1, levelTo: 1 };
const LOWER = { levelFrom: 1, levelTo: 9 };
const UPPER = { levelFrom: 10, levelTo: 11 };

const autumn: Holidays = (year) => weekOf(`${year}-11-01`, "Осенние каникулы");
const winter: Holidays = (year) => ({
  name: "Зимние каникулы",
  startsOn: `${year}-12-31`,
  endsOn: sundayOf(`${year + 1}-01-08`),
});
const spring: Holidays = (year) => weekOf(`${year}-03-29`, "Весенние каникулы");
const october: Holidays = (year) => weekOf(`${year}-10-08`, "Октябрьские каникулы");
const november: Holidays = (year) => weekOf(`${year}-11-19`, "Ноябрьские каникулы");
const february: Holidays = (year) => weekOf(`${year}-02-21`, "Февральские каникулы");
const april: Holidays = (year) => weekOf(`${year}-04-10`, "Апрельские каникулы");

const EVERY_SIXTH_WEEK = [october, november, winter, february, april];
/** Which holidays there are, which of them part the terms, and which the youngest have besides. */
const WAYS: { kind: TermKind; holidays: Holidays[]; parting: Holidays[]; ofFirstLevel: Holidays[] }[] = [
  {
    kind: "quarter",
    holidays: [autumn, winter, spring],
    parting: [autumn, winter, spring],
    ofFirstLevel: [february],
  },
  { kind: "trimester", holidays: EVERY_SIXTH_WEEK, parting: [november, february], ofFirstLevel: [] },
  { kind: "module", holidays: EVERY_SIXTH_WEEK, parting: EVERY_SIXTH_WEEK, ofFirstLevel: [] },
];

/** Labour Code, article 112. Those of January lie in the holidays; where one on a Sunday moves to is decreed yearly. */
const PUBLIC_HOLIDAYS = [
  ["11-04", "День народного единства"],
  ["02-23", "День защитника Отечества"],
  ["03-08", "Международный женский день"],
  ["05-01", "Праздник Весны и Труда"],
  ["05-09", "День Победы"],
  ["06-12", "День России"],
] as const;

/** Terms and days off for a year with these borders, by quarters, trimesters and modules. */
export function proposeYear(borders: Borders): YearTemplate[] {
  const years = [...new Set([borders.startsOn, borders.endsOn].map((day) => Number(day.slice(0, 4))))];
  const inside = (holidays: Holidays[]) =>
    holidays
      .flatMap((some) => years.map(some))
      .filter(({ startsOn, endsOn }) => borders.startsOn < startsOn && endsOn < borders.endsOn)
      .sort((one, other) => one.startsOn.localeCompare(other.startsOn));

  return WAYS.map(({ kind, holidays, parting, ofFirstLevel }) => {
    const vacations = [
      ...inside(holidays).map((span) => ({ kind: "vacation" as const, ...span, ...ALL })),
      ...inside(ofFirstLevel).map((span) => ({ kind: "vacation" as const, ...span, ...FIRST })),
    ];
    const daysOff = [...vacations, ...publicHolidays(borders, { years, vacations })];
    const calendar = { year: borders, daysOff, movedDays: [] };
    return {
      kind,
      terms: [
        ...termsBetween(calendar, inside(parting), { kind, ...LOWER }),
        ...termsBetween(calendar, inside([winter]), { kind: "halfYear", ...UPPER }),
      ],
      daysOff,
    };
  });
}

/** Times to start schedules of bells from; for which days and levels says who saves them. */
export function proposeBells(): BellsTemplate[] {
  return [
    { name: "Обычный день", bells: ringing({ lesson: 45, breaks: [10, 20, 20, 10, 10, 10, 10] }) },
    { name: "Сокращённый день", bells: ringing({ lesson: 30, breaks: [10, 10, 10, 10, 10, 10, 10] }) },
    { name: "Первый класс, первое полугодие", bells: ringing({ lesson: 35, breaks: [20, 40, 20] }) },
  ];
}

/** Only those that fall on a day which would have lessons. */
function publicHolidays(
  year: Borders,
  { years, vacations }: { years: number[]; vacations: DayOffData[] },
): DayOffData[] {
  return years
    .flatMap((one) => PUBLIC_HOLIDAYS.map(([day, name]) => ({ day: `${one}-${day}`, name })))
    .filter(({ day }) => weekdayFollowed({ year, daysOff: vacations, movedDays: [] }, ALL.levelTo, day))
    .map(({ day, name }) => ({ kind: "publicHoliday", name, startsOn: day, endsOn: day, ...ALL }));
}

/** R40: a mark of the term is set on its last day, so a term begins and ends on a day with lessons. */
function termsBetween(calendar: LessonDays, parting: Span[], term: Levels & { kind: TermKind }): TermData[] {
  const { startsOn, endsOn } = calendar.year;
  const starts = [startsOn, ...parting.map((holidays) => plusDays(holidays.endsOn, 1))];
  const ends = [...parting.map((holidays) => plusDays(holidays.startsOn, -1)), endsOn];
  return starts
    .flatMap((start, index) => schoolDays(calendar, { startsOn: start, endsOn: ends[index]! }) ?? [])
    .map((span, index) => ({ ...term, number: index + 1, ...span }));
}

/** From the first day with lessons to the last; null: there is none. */
function schoolDays(calendar: LessonDays, { startsOn, endsOn }: Span): Span | null {
  let [first, last] = [startsOn, endsOn];
  const isFree = (day: string) => weekdayFollowed(calendar, ALL.levelTo, day) === null;
  while (first <= last && isFree(first)) first = plusDays(first, 1);
  while (first <= last && isFree(last)) last = plusDays(last, -1);
  return first <= last ? { startsOn: first, endsOn: last } : null;
}

/** As many lessons as there are breaks, and one more, from half past eight. */
function ringing({ lesson, breaks }: { lesson: number; breaks: number[] }): CalendarBell[] {
  let startsAt = 8 * 60 + 30;
  return [...breaks, 0].map((pause, index) => {
    const bell = { number: index + 1, startsAt, endsAt: startsAt + lesson };
    startsAt = bell.endsAt + pause;
    return bell;
  });
}

function weekOf(day: string, name: string): Span & { name: string } {
  const endsOn = sundayOf(day);
  return { name, startsOn: plusDays(endsOn, -6), endsOn };
}

function sundayOf(day: string): string {
  return plusDays(day, 7 - weekdayOf(day));
}
