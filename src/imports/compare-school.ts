import { randomUUID } from "node:crypto";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { ScaleSpec, TermSpec } from "./mapping.ts";
import type { Plan, PlannedClass } from "./plan.ts";
import { scaleSteps } from "./scale.ts";
import type { Counts } from "./tally.ts";

// A date column is midnight UTC of that day.
const DAY = new Intl.DateTimeFormat("ru", { timeZone: "UTC" });

/** What the frame of the school lacks, with the ids everything below it hangs on. */
export interface SchoolDifference {
  years: Prisma.SchoolYearCreateManyInput[];
  terms: Prisma.TermCreateManyInput[];
  buildings: Prisma.BuildingCreateManyInput[];
  classes: Prisma.SchoolClassCreateManyInput[];
  subjects: Prisma.SubjectCreateManyInput[];
  scales: Prisma.ScaleCreateManyInput[];
  steps: Prisma.ScaleValueCreateManyInput[];
  /** What the reader of the plan should know. */
  notes: string[];
  ids: SchoolIds;
}

export interface SchoolIds {
  year: string;
  term(term: TermSpec): string;
  schoolClass(schoolClass: PlannedClass): string;
  subject(name: string): string;
  value(scale: string, code: string): string;
}

/**
 * The calendar, the classes and the scales are the school's own: what is there stays as it is, and only what is missing
 * is added. @throws BadInput where the school has it otherwise and a compromise would put people or marks in a wrong place
 */
export async function compareSchool(db: Db | Tx, plan: Plan, counts: Counts): Promise<SchoolDifference> {
  const notes: string[] = [];
  const year = await compareYear(db, plan, counts, notes);
  const terms = await compareTerms(db, plan, year.id, counts, notes);
  const buildings = await compareBuildings(db, plan, counts);
  const classes = await compareClasses(db, plan, year.id, buildings.ids, counts);
  const subjects = await compareSubjects(db, plan, counts);
  const scales = await compareScales(db, plan, counts);
  return {
    years: year.missing,
    terms: terms.missing,
    buildings: buildings.missing,
    classes: classes.missing,
    subjects: subjects.missing,
    scales: scales.missing,
    steps: scales.steps,
    notes,
    ids: {
      year: year.id,
      term: (term) => terms.ids.get(termKey(term))!,
      schoolClass: ({ level, letter }) => classes.ids.get(`${level}${letter}`)!,
      subject: (name) => subjects.ids.get(name)!,
      value: (scale, code) => scales.ids.get(`${scale} ${code}`)!,
    },
  };
}

async function compareYear(db: Db | Tx, { year }: Plan, counts: Counts, notes: string[]) {
  const known = await db.schoolYear.findUnique({ where: { name: year.name } });
  const planned = { id: known?.id ?? randomUUID(), name: year.name, ...spanOf(year) };
  count(counts.years, known !== null);
  if (known?.closedAt)
    throw new BadInput(`Учебный год ${year.name} в журнале закрыт: в него ничего не вносят.`);
  if (known) noteSpan(notes, `Учебный год ${year.name}`, known, planned);
  return { id: planned.id, missing: known ? [] : [planned] };
}

async function compareTerms(db: Db | Tx, { terms }: Plan, yearId: string, counts: Counts, notes: string[]) {
  const known = await db.term.findMany({ where: { yearId } });
  const ids = new Map(
    known.map((term) => [termKey({ ...term, levels: [term.levelFrom, term.levelTo] }), term]),
  );
  const missing: (Prisma.TermCreateManyInput & { id: string })[] = [];
  const chosen = new Map<string, string>();
  for (const term of terms) {
    const { kind, number, levels } = term;
    const there = ids.get(termKey(term));
    count(counts.terms, there !== undefined);
    if (there && there.levelTo !== levels[1])
      throw new BadInput(
        `Период № ${number} в журнале — для параллелей ${there.levelFrom}–${there.levelTo}, а в описании — для ${levels[0]}–${levels[1]}. Исправьте описание.`,
      );
    if (there)
      noteSpan(notes, `Период № ${number} (параллели ${levels[0]}–${levels[1]})`, there, spanOf(term));
    const id = there?.id ?? randomUUID();
    chosen.set(termKey(term), id);
    if (!there)
      missing.push({ id, yearId, kind, number, ...spanOf(term), levelFrom: levels[0], levelTo: levels[1] });
  }
  return { ids: chosen, missing };
}

async function compareBuildings(db: Db | Tx, { buildings }: Plan, counts: Counts) {
  const known = await db.building.findMany({ where: { code: { in: buildings.map(({ code }) => code) } } });
  const ids = new Map(known.map(({ code, id }) => [code, id]));
  return addMissing(ids, buildings, ({ code }) => code, counts.buildings);
}

async function compareClasses(
  db: Db | Tx,
  { classes }: Plan,
  yearId: string,
  buildings: Map<string, string>,
  counts: Counts,
) {
  const known = await db.schoolClass.findMany({ where: { yearId }, include: { building: true } });
  const byName = new Map(
    known.map((schoolClass) => [`${schoolClass.level}${schoolClass.letter}`, schoolClass]),
  );
  for (const { level, letter, building } of classes) {
    const there = byName.get(`${level}${letter}`);
    if (there && building && there.building?.code !== building.code)
      throw new BadInput(
        `Класс ${level}${letter} в журнале уже есть, здание «${there.building?.name ?? "не указано"}», а по файлу — «${building.name}». Дайте классам файла другую букву.`,
      );
  }
  const ids = new Map(known.map(({ level, letter, id }) => [`${level}${letter}`, id]));
  const rows = classes.map(({ level, letter, building }) => ({
    yearId,
    level,
    letter,
    buildingId: building ? buildings.get(building.code)! : null,
  }));
  return addMissing(ids, rows, ({ level, letter }) => `${level}${letter}`, counts.classes);
}

async function compareSubjects(db: Db | Tx, { subjects }: Plan, counts: Counts) {
  const known = await db.subject.findMany({ where: { name: { in: subjects } } });
  const ids = new Map(known.map(({ name, id }) => [name, id]));
  return addMissing(
    ids,
    subjects.map((name) => ({ name })),
    ({ name }) => name,
    counts.subjects,
  );
}

async function compareScales(db: Db | Tx, { scales }: Plan, counts: Counts) {
  const known = await db.scale.findMany({
    where: { code: { in: scales.map(({ code }) => code) } },
    include: { values: true },
  });
  const ids = new Map<string, string>();
  const missing: Prisma.ScaleCreateManyInput[] = [];
  const steps: Prisma.ScaleValueCreateManyInput[] = [];
  for (const scale of scales) {
    const there = known.find(({ code }) => code === scale.code);
    count(counts.scales, there !== undefined);
    for (const { code, id } of there?.values ?? []) ids.set(`${scale.code} ${code}`, id);
    if (there) refuseOtherScale(scale, there.values);
    else {
      const id = randomUUID();
      missing.push({ id, code: scale.code, name: scale.name });
      const rows = scaleSteps(scale).map((step, at, all) => ({
        id: randomUUID(),
        scaleId: id,
        ...step,
        rank: all.length - at,
      }));
      for (const { code, id } of rows) ids.set(`${scale.code} ${code}`, id);
      steps.push(...rows);
    }
  }
  return { ids, missing, steps };
}

function refuseOtherScale(scale: ScaleSpec, known: { code: string; passes: boolean }[]): void {
  const other = scaleSteps(scale).find(
    (step) => !known.some(({ code, passes }) => code === step.code && passes === step.passes),
  );
  if (other)
    throw new BadInput(
      `Шкала «${scale.code}» в журнале другая: значения «${other.code}» в ней нет или порог у неё иной. Назовите шкалу файла другим кодом.`,
    );
}

function addMissing<Row extends object>(
  ids: Map<string, string>,
  rows: Row[],
  keyOf: (row: Row) => string,
  tally: Counts["classes"],
): { ids: Map<string, string>; missing: (Row & { id: string })[] } {
  const missing: (Row & { id: string })[] = [];
  for (const row of rows) {
    count(tally, ids.has(keyOf(row)));
    if (ids.has(keyOf(row))) continue;
    const id = randomUUID();
    ids.set(keyOf(row), id);
    missing.push({ ...row, id });
  }
  return { ids, missing };
}

function count(tally: { fresh: number; same: number }, known: boolean): void {
  if (known) tally.same += 1;
  else tally.fresh += 1;
}

function termKey({ kind, number, levels }: Pick<TermSpec, "kind" | "number" | "levels">): string {
  return `${kind} ${number} ${levels[0]}`;
}

interface Span {
  startsOn: Date;
  endsOn: Date;
}

function spanOf({ startsOn, endsOn }: { startsOn: string; endsOn: string }): Span {
  return { startsOn: new Date(`${startsOn}T00:00:00Z`), endsOn: new Date(`${endsOn}T00:00:00Z`) };
}

function noteSpan(notes: string[], what: string, known: Span, planned: Span): void {
  if (+known.startsOn === +planned.startsOn && +known.endsOn === +planned.endsOn) return;
  const say = ({ startsOn, endsOn }: Span) => `${DAY.format(startsOn)}–${DAY.format(endsOn)}`;
  notes.push(`${what}: в журнале ${say(known)}, в описании ${say(planned)}. Остаётся как в журнале.`);
}
