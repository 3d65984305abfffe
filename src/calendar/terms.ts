import { audit } from "../audit.ts";
import { dateOf } from "../clock.ts";
import type { Db, TermKind, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import {
  checkInYear,
  checkLevels,
  checkSpan,
  overlap,
  shareLevels,
  shownLevels,
  shownSpan,
} from "./borders.ts";
import type { CalendarTerm, Levels, SchoolCalendar, Span } from "./calendar.ts";
import { remarkYear } from "./norms.ts";
import { openYear, todayOf, type Written } from "./year-door.ts";

export interface TermData extends Span, Levels {
  kind: TermKind;
  number: number;
}

const LATE = "Границы учебных периодов заданы";

/**
 * Adds a term to a year (R30).
 * @throws NotFound, Closed the year · BadInput it lies outside the year, meets another term of these levels, or their
 *   numbers do not follow their days
 */
export async function addTerm(
  db: Db | Tx,
  { yearId, ...data }: TermData & { yearId: string },
  by: By,
): Promise<Written<TermData>> {
  return db.$transaction(async (tx) => {
    const { year, terms } = await openYear(tx, yearId);
    checkTerm(year, terms, data);
    const { id, version } = await tx.term.create({ data: { yearId, ...columnsOf(data) } });
    await audit(tx, by, { action: "term.added", objectId: id, details: { yearId, after: { ...data } } });
    return { id, version, ...data, remarks: remarkYear(await todayOf(tx, by), year, LATE) };
  });
}

/** Changes a term. @throws NotFound · Closed · Conflict · BadInput as addTerm */
export async function changeTerm(
  db: Db,
  { id, version, changes }: { id: string; version: number; changes: Partial<TermData> },
  by: By,
): Promise<Written<TermData>> {
  return db.$transaction(async (tx) => {
    const { calendar, term } = await openTerm(tx, id);
    const { kind, number, startsOn, endsOn, levelFrom, levelTo } = term;
    const before = { kind, number, startsOn, endsOn, levelFrom, levelTo };
    const after = { ...before, ...changes };
    const others = calendar.terms.filter((other) => other.id !== id);
    checkTerm(calendar.year, others, after);
    const edited = await editVersion(tx.term, { id, version }, columnsOf(after));
    await audit(tx, by, { action: "term.changed", objectId: id, details: { before, after } });
    const remarks = remarkYear(await todayOf(tx, by), calendar.year, LATE);
    return { id, version: edited.after.version, ...after, remarks };
  });
}

async function openTerm(tx: Tx, id: string): Promise<{ calendar: SchoolCalendar; term: CalendarTerm }> {
  const found = await tx.term.findUnique({ where: { id } });
  const calendar = found && (await openYear(tx, found.yearId));
  const term = calendar?.terms.find((one) => one.id === id);
  if (!calendar || !term) throw new NotFound("Такого учебного периода нет. Обновите календарь.");
  return { calendar, term };
}

function checkTerm(year: Span, others: CalendarTerm[], term: TermData): void {
  checkSpan(term);
  checkLevels(term);
  checkInYear(year, { startsOn: term.startsOn, endsOn: term.endsOn });
  if (term.number < 1) throw new BadInput("Периоды нумеруют с единицы. Исправьте номер.", ["number"]);
  for (const other of others) if (shareLevels(term, other)) checkBeside(term, other);
}

/** Terms of one level are of one kind, lie apart, and their numbers follow their days. */
function checkBeside(term: TermData, other: CalendarTerm): void {
  const whose = shownLevels(other);
  if (other.kind !== term.kind)
    throw new BadInput(
      `У ${whose} уже заданы ${KINDS[other.kind]}. Выберите другие параллели или тот же вид периода.`,
      ["kind"],
    );
  if (overlap(term, other))
    throw new BadInput(
      `Дни пересекаются с периодом № ${other.number} у ${whose} (${shownSpan(other)}). Исправьте границы.`,
      ["startsOn"],
    );
  const isLater = term.startsOn > other.startsOn;
  if (term.number === other.number || term.number > other.number !== isLater)
    throw new BadInput(
      `Номера идут по порядку дней: № ${other.number} у ${whose} — ${shownSpan(other)}. Исправьте номер.`,
      ["number"],
    );
}

const KINDS: Record<TermKind, string> = {
  quarter: "четверти",
  halfYear: "полугодия",
  trimester: "триместры",
  module: "модули",
};

function columnsOf({ startsOn, endsOn, kind, number, levelFrom, levelTo }: TermData) {
  return { kind, number, levelFrom, levelTo, startsOn: dateOf(startsOn), endsOn: dateOf(endsOn) };
}
