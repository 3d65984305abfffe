import {
  aLevel,
  aText,
  cellOf,
  collect,
  fill,
  oneOf,
  parseDay,
  type Reading,
  readField,
  sayOneOf,
  translated,
} from "./cells.ts";
import type { Row, Table } from "./csv.ts";
import type { Mapping, PersonFields, ResultSpec, ScaleSpec, TermSpec, Way } from "./mapping.ts";
import { planContact } from "./plan-contact.ts";
import { isOnScale, sayScale } from "./scale.ts";
import type { Wrong } from "./wrong.ts";

/** What a file says, in the journal's words; knows nothing of the database. Days are `2026-09-01`. */
export interface Plan {
  /** Every key of this source begins with it. */
  prefix: string;
  year: Mapping["schoolYear"];
  terms: TermSpec[];
  scales: ScaleSpec[];
  subjects: string[];
  buildings: Building[];
  classes: PlannedClass[];
  families: Family[];
}

interface Building {
  code: string;
  name: string;
}

export interface PlannedClass {
  level: number;
  letter: string;
  building: Building | null;
}

/** What the file does not tell is undefined: then the journal keeps what it has. */
export interface PlannedPerson {
  externalId: string;
  placeholder: boolean;
  surname: string;
  givenName: string;
  patronymic: string | null | undefined;
  sex: "female" | "male" | null | undefined;
  birthDate: string | null | undefined;
}

export interface Family {
  pupil: PlannedPerson;
  schoolClass: PlannedClass;
  guardian: (PlannedPerson & { kinship: "mother" | "father" | "other" }) | null;
  contact: PlannedContact | null;
  consents: { of: "pupil" | "guardian"; purpose: string; givenOn: string; source: string }[];
  finals: PlannedFinal[];
}

export interface PlannedContact {
  /** The first is the one to take, unless the guardian has another of them already. */
  options: { channel: Exclude<Way, "none">; address: string | null }[];
  statement: { number: string; date: string } | null;
}

export interface PlannedFinal {
  subject: string;
  kind: ResultSpec["kind"];
  term: TermSpec | null;
  scale: string;
  value: string;
  resultsKnownAt: string | null;
}

const KEY = /^[^\s:\p{Cc}]{1,60}$/u;

/** Translates rows by their description. Everything wrong is collected; a plan with something wrong is not to be used. */
export function planRows(table: Table, mapping: Mapping): { plan: Plan; wrong: Wrong[] } {
  const planning: Planning = {
    mapping,
    wrong: [...table.wrong],
    keys: new Map(),
    classes: new Map(),
    turns: new Map(),
  };
  const families = table.rows.flatMap((row) => planFamily(row, planning) ?? []);
  const classes = [...planning.classes.values()].map((one) => one.schoolClass);
  const buildings = new Map(classes.flatMap(({ building }) => (building ? [[building.code, building]] : [])));
  const plan: Plan = {
    prefix: `${mapping.source.name}:`,
    year: mapping.schoolYear,
    terms: mapping.terms,
    scales: mapping.scales,
    subjects: [...new Set(mapping.results.map((result) => result.subject))],
    buildings: [...buildings.values()],
    classes,
    families,
  };
  return { plan, wrong: planning.wrong.sort((one, other) => one.row - other.row) };
}

interface Planning {
  mapping: Mapping;
  wrong: Wrong[];
  /** Key → the row that took it. */
  keys: Map<string, number>;
  classes: Map<string, { schoolClass: PlannedClass; row: number }>;
  /** How many families have taken each kind of turn so far. */
  turns: Map<string, number>;
}

function planFamily(row: Row, planning: Planning): Family | undefined {
  const { mapping, wrong } = planning;
  const before = wrong.length;
  const reading = startReading(row, planning);
  const schoolClass = planClass(reading, planning);
  const pupil = planPerson(mapping.pupil, reading, planning);
  const birthDate = mapping.pupil.birthDate && planBirthDate(mapping.pupil.birthDate, reading);
  const guardian = mapping.guardian ? planPerson(mapping.guardian, reading, planning, ":guardian") : null;
  const kinship =
    mapping.guardian && readField(mapping.guardian.kinship, oneOf(["mother", "father", "other"]), reading);
  const contact = mapping.contacts ? planContact(mapping.contacts, reading, planning.turns) : null;
  const finals = mapping.results.flatMap(
    (result) => planFinal(result, schoolClass?.level, reading, mapping) ?? [],
  );
  if (wrong.length > before || !schoolClass || !pupil) return undefined;
  return {
    pupil: { ...pupil, birthDate },
    schoolClass,
    guardian: guardian && kinship ? { ...guardian, kinship } : null,
    contact,
    consents: mapping.consents.map((consent) => ({ ...consent, source: fill(consent.source, reading) })),
    finals,
  };
}

function startReading(row: Row, { mapping, wrong, keys }: Planning): Reading {
  const column = mapping.key.column ?? null;
  const number = row.row - 1;
  const reading: Reading = {
    row,
    key: String(number).padStart(4, "0"),
    keyColumn: column,
    number,
    wrong,
    named: new Set(),
  };
  if (column === null) return reading;
  reading.key = cellOf(reading, column);
  const taken = keys.get(reading.key);
  if (!KEY.test(reading.key)) collect(reading, column, "ключ строки без пробелов и двоеточий, до 60 знаков");
  else if (taken !== undefined)
    collect(reading, column, `ключ, которого ещё не было (он уже есть в строке ${taken})`);
  else keys.set(reading.key, row.row);
  return reading;
}

function planClass(reading: Reading, { mapping, classes }: Planning): PlannedClass | undefined {
  const level = readField(mapping.class.level, aLevel, reading);
  const letter = readField(mapping.class.letter, aText, reading);
  const building = mapping.building ? readField<Building>(mapping.building, translated, reading) : null;
  if (level === undefined || letter === undefined || building === undefined) return undefined;
  const known = classes.get(`${level}${letter}`);
  if (!known) {
    const schoolClass = { level, letter, building };
    classes.set(`${level}${letter}`, { schoolClass, row: reading.row.row });
    return schoolClass;
  }
  if (known.schoolClass.building?.code !== building?.code) {
    const place = `здание класса ${level}${letter} из строки ${known.row}: ${known.schoolClass.building?.name}`;
    collect(reading, mapping.building?.column ?? "", place);
  }
  return known.schoolClass;
}

function planPerson(
  fields: PersonFields,
  reading: Reading,
  { mapping }: Planning,
  suffix = "",
): PlannedPerson | undefined {
  const surname = readField(fields.surname, aText, reading);
  const givenName = readField(fields.givenName, aText, reading);
  const patronymic = fields.patronymic && readField<string | null>(fields.patronymic, aText, reading);
  const sex =
    fields.sex &&
    readField<"female" | "male" | null>(fields.sex, oneOf<"female" | "male">(["female", "male"]), reading);
  if (surname === undefined || givenName === undefined) return undefined;
  const externalId = `${mapping.source.name}:${reading.key}${suffix}`;
  return {
    externalId,
    placeholder: fields.placeholder,
    surname,
    givenName,
    patronymic,
    sex,
    birthDate: undefined,
  };
}

function planBirthDate(
  { column, format, emptyAllowed }: NonNullable<Mapping["pupil"]["birthDate"]>,
  reading: Reading,
): string | null | undefined {
  const cell = cellOf(reading, column);
  if (cell === "" && emptyAllowed) return null;
  const day = parseDay(cell, format);
  if (day === undefined)
    collect(reading, column, `дата вида ${format === "yyyy-mm-dd" ? "2011-05-28" : "28.05.2011"}`);
  return day;
}

function planFinal(
  result: ResultSpec,
  level: number | undefined,
  reading: Reading,
  mapping: Mapping,
): PlannedFinal | undefined {
  const cell = cellOf(reading, result.column);
  if (result.missing.includes(cell)) return undefined;
  const scale = mapping.scales.find((one) => one.code === result.scale)!;
  const value = result.values
    ? Object.hasOwn(result.values, cell)
      ? result.values[cell]!
      : undefined
    : cell;
  if (value === undefined || !isOnScale(scale, value)) {
    const missing = result.missing.length > 0 ? ` или без отметки: ${sayOneOf(result.missing)}` : "";
    collect(
      reading,
      result.column,
      `${result.values ? sayOneOf(Object.keys(result.values)) : sayScale(scale)}${missing}`,
    );
    return undefined;
  }
  const term = mapping.terms.find(
    ({ number, levels }) =>
      number === result.term && level !== undefined && levels[0] <= level && level <= levels[1],
  );
  if (result.kind === "term" && level !== undefined && !term) {
    const column = mapping.class.level.column ?? result.column;
    collect(reading, column, `параллель, для которой описан период ${result.term} (вышла ${level})`);
    return undefined;
  }
  const { subject, kind, resultsKnownAt = null } = result;
  return { subject, kind, term: term ?? null, scale: scale.code, value, resultsKnownAt };
}
