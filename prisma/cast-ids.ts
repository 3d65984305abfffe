import { createHash } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { dayIn } from "../src/clock.ts";
import type { Channel, Sex } from "../src/db.ts";
import { type CastKey, ELEVENTH, FOURTH, PEOPLE, type PersonData, SCHOOL, SEVENTH } from "./cast.ts";
import {
  CLASSES,
  type ClassKey,
  classData,
  FIVE,
  type FiveCode,
  SUBJECTS,
  type SubjectKey,
} from "./cast-school.ts";

export interface CastPerson {
  key: CastKey;
  id: string;
  surname: string;
  givenName: string;
  patronymic: string | null;
  sex: Sex;
  /** Pupils only. */
  birthDate: Date | null;
  contacts: Partial<Record<Channel, { id: string; address: string }>>;
}

export interface CastClass {
  id: string;
  /** `7А` */
  name: string;
  /** In the order of the list. */
  pupils: CastPerson[];
}

interface Span {
  id: string;
  startsOn: Date;
  endsOn: Date;
}

/** The people by their keys, and what surrounds them. */
export type Cast = Record<CastKey, CastPerson> & {
  year: Span & { name: string };
  terms: Record<"quarter" | "halfYear", Span & { number: number }>;
  classes: Record<ClassKey, CastClass>;
  subjects: Record<SubjectKey, { id: string; name: string }>;
  /** The ids of the scale's values by what is written in the cell. */
  values: Record<FiveCode, string>;
};

const DAY_MS = 86_400_000;
const PAST_WEEKS = 6;
const COMING_WEEKS = 3;

/**
 * The cast as it stands on that day, without asking a database: ids follow from keys, so they are the same in every
 * school that was seeded.
 */
export function castOf(now: Date): Cast {
  const today = dayIn(SCHOOL.timeZone, now);
  const year = yearAround(today);
  const people = Object.fromEntries(
    Object.entries(PEOPLE).map(([key, data]) => [key, personOf(key as CastKey, data, today)]),
  ) as Record<CastKey, CastPerson>;
  const pupilsOf: Record<ClassKey, object> = { sevenA: SEVENTH, fourB: FOURTH, elevenA: ELEVENTH };
  const classOf = (key: ClassKey): CastClass => ({
    id: idOf("class", key),
    name: `${CLASSES[key].level}${CLASSES[key].letter}`,
    pupils: Object.keys(pupilsOf[key]).map((pupil) => people[pupil as CastKey]),
  });
  return {
    ...people,
    ...year,
    classes: { sevenA: classOf("sevenA"), fourB: classOf("fourB"), elevenA: classOf("elevenA") },
    subjects: mapKeys(SUBJECTS, (key) => ({ id: idOf("subject", key), name: SUBJECTS[key] })),
    values: mapKeys(FIVE, (code) => idOf("value", code)),
  };
}

/** The same id for the same thing in every seeded school (a UUID of version 8). */
export function idOf(...name: (string | number)[]): string {
  const hex = createHash("sha256").update(name.join(" ")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function addDays(day: Date, days: number): Date {
  return new Date(day.getTime() + days * DAY_MS);
}

/** The instant so many minutes after that school day began. */
export function instantOn(day: Date, minutes: number): Date {
  const date = Temporal.PlainDate.from(day.toISOString().slice(0, 10));
  return new Date(date.toZonedDateTime(SCHOOL.timeZone).add({ minutes }).epochMilliseconds);
}

/** One running term with weeks behind it, whatever the day: also in the holidays the school has lessons. */
function yearAround(today: Date): Pick<Cast, "year" | "terms"> {
  const month = today.getUTCMonth() + 1;
  const first = today.getUTCFullYear() - (month >= 9 ? 0 : 1);
  const monday = addDays(today, -((today.getUTCDay() + 6) % 7));
  const startsOn = addDays(monday, -7 * PAST_WEEKS);
  const endsOn = addDays(monday, 7 * (COMING_WEEKS + 1) - 1);
  const quarter = month >= 11 ? 2 : month >= 9 ? 1 : month <= 3 ? 3 : 4;
  return {
    year: {
      id: idOf("year"),
      name: `${first}/${first + 1}`,
      startsOn: earlier(new Date(Date.UTC(first, 8, 1)), startsOn),
      endsOn: later(new Date(Date.UTC(first + 1, 4, 26)), endsOn),
    },
    terms: {
      quarter: { id: idOf("term", "quarter"), number: quarter, startsOn, endsOn },
      halfYear: { id: idOf("term", "halfYear"), number: month >= 9 ? 1 : 2, startsOn, endsOn },
    },
  };
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function personOf(key: CastKey, data: PersonData, today: Date): CastPerson {
  const { surname, givenName, patronymic, sex, contacts = [] } = data;
  const id = idOf("person", key);
  return {
    key,
    id,
    surname,
    givenName,
    patronymic,
    sex,
    birthDate: birthDateOf(key, data, today),
    contacts: Object.fromEntries(
      contacts.map(({ channel, address }) => [
        channel,
        { id: idOf("contact", key, channel), address: address ?? id },
      ]),
    ),
  };
}

/** A first class takes those who are about seven on 1 September. */
function birthDateOf(key: CastKey, { born, turned }: PersonData, today: Date): Date | null {
  if (turned) {
    const [years, daysAgo] = turned;
    const day = Temporal.PlainDate.from(addDays(today, -daysAgo).toISOString().slice(0, 10));
    return new Date(`${day.subtract({ years }).toString()}T00:00:00Z`);
  }
  if (!born) return null;
  const classKey = key in SEVENTH ? "sevenA" : key in FOURTH ? "fourB" : "elevenA";
  const first = today.getUTCFullYear() - (today.getUTCMonth() >= 8 ? 0 : 1);
  const autumn = Number(born.slice(0, 2)) >= 9 ? 1 : 0;
  return new Date(`${first - classData(classKey).level - 6 - autumn}-${born}T00:00:00Z`);
}

function mapKeys<Key extends string, Value>(
  of: Record<Key, unknown>,
  to: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries((Object.keys(of) as Key[]).map((key) => [key, to(key)])) as Record<Key, Value>;
}
