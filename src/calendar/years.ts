import { audit } from "../audit.ts";
import { dateOf, isoDay, now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import { checkSpan, shownSpan } from "./borders.ts";
import type { SchoolCalendar, Span } from "./calendar.ts";
import { dotted, plusDays } from "./days.ts";
import { remarkYear } from "./norms.ts";
import { openYear, todayOf, type Written } from "./year-door.ts";

export type YearWritten = Written<YearData & { closedAt: Date | null }>;

export interface YearData extends Span {
  name: string;
  /** 5: Monday to Friday; 6: to Saturday. */
  weekDays: number;
}

/** A year of 53 weeks is longer than any school's. */
const LONGEST_DAYS = 371;

/** Opens a school year (R30, R31). @throws BadInput its name or its days are taken, or no year is like that */
export async function createYear(db: Db | Tx, data: YearData, by: By): Promise<YearWritten> {
  return db.$transaction(async (tx) => {
    await checkYear(tx, data);
    const { id, version } = await tx.schoolYear.create({ data: columnsOf(data) });
    await audit(tx, by, { action: "year.created", objectId: id, details: { after: { ...data } } });
    const remarks = remarkYear(await todayOf(tx, by), data, "Учебный год задан");
    return { id, version, ...data, closedAt: null, remarks };
  });
}

/**
 * Changes name, borders or week of a year.
 * @throws NotFound · Closed · Conflict · BadInput as createYear, or what was entered would lie outside the new borders
 */
export async function changeYear(
  db: Db,
  { id, version, changes }: { id: string; version: number; changes: Partial<YearData> },
  by: By,
): Promise<YearWritten> {
  return db.$transaction(async (tx) => {
    const calendar = await openYear(tx, id);
    const { name, startsOn, endsOn, weekDays } = calendar.year;
    const before = { name, startsOn, endsOn, weekDays };
    const after = { ...before, ...changes };
    await checkYear(tx, after, id);
    checkHoldsAll(calendar, after);
    const edited = await editVersion(tx.schoolYear, { id, version }, columnsOf(after));
    await audit(tx, by, { action: "year.changed", objectId: id, details: { before, after } });
    const remarks = remarkYear(await todayOf(tx, by), after, "Учебный год изменён");
    return { id, version: edited.after.version, ...after, closedAt: null, remarks };
  });
}

/** Closes a year that is over; its calendar is read from then on (R31). @throws NotFound · Closed · Conflict · BadInput it still runs */
export async function closeYear(db: Db, seen: { id: string; version: number }, by: By): Promise<YearWritten> {
  return db.$transaction(async (tx) => {
    const { year } = await openYear(tx, seen.id);
    if ((await todayOf(tx, by)) <= year.endsOn)
      throw new BadInput(`Год ещё идёт. Закройте его после последнего дня, ${dotted(year.endsOn)}.`);
    const closedAt = by.at ?? now();
    const { after } = await editVersion(tx.schoolYear, seen, { closedAt });
    await audit(tx, by, { action: "year.closed", objectId: seen.id });
    return { ...year, closedAt, version: after.version, remarks: [] };
  });
}

async function checkYear(tx: Tx, year: YearData, id?: string): Promise<void> {
  checkSpan(year);
  if (year.weekDays !== 5 && year.weekDays !== 6)
    throw new BadInput("Учебная неделя длится 5 или 6 дней. Укажите одно из двух.", ["weekDays"]);
  if (year.endsOn > plusDays(year.startsOn, LONGEST_DAYS))
    throw new BadInput("Учебный год не бывает длиннее года. Исправьте последний день.", ["endsOn"]);
  // Two years entered at once would not see each other.
  await tx.$executeRaw`lock table "SchoolYear" in share row exclusive mode`;
  const { startsOn, endsOn } = columnsOf(year);
  const rivals = await tx.schoolYear.findMany({
    where: {
      ...(id ? { id: { not: id } } : {}),
      OR: [{ name: year.name }, { startsOn: { lte: endsOn }, endsOn: { gte: startsOn } }],
    },
  });
  if (rivals.some(({ name }) => name === year.name))
    throw new BadInput(`Учебный год «${year.name}» уже есть. Откройте его или назовите новый иначе.`, [
      "name",
    ]);
  const [rival] = rivals;
  if (rival)
    throw new BadInput(
      `Эти дни занимает учебный год «${rival.name}» (${shownSpan({ startsOn: isoDay(rival.startsOn), endsOn: isoDay(rival.endsOn) })}). Исправьте границы.`,
      ["startsOn"],
    );
}

function checkHoldsAll({ terms, daysOff, movedDays, bellSchedules }: SchoolCalendar, year: Span): void {
  const entered: Span[] = [
    ...terms,
    ...daysOff,
    ...movedDays.map(({ date }) => ({ startsOn: date, endsOn: date })),
    ...bellSchedules.flatMap(({ date }) => (date ? [{ startsOn: date, endsOn: date }] : [])),
  ];
  const first = entered.map(({ startsOn }) => startsOn).sort()[0];
  const last = entered
    .map(({ endsOn }) => endsOn)
    .sort()
    .at(-1);
  if (first && first < year.startsOn)
    throw new BadInput(
      `В календаре есть запись на ${dotted(first)}, раньше нового начала года. Сначала перенесите её.`,
      ["startsOn"],
    );
  if (last && last > year.endsOn)
    throw new BadInput(
      `В календаре есть запись на ${dotted(last)}, позже нового конца года. Сначала перенесите её.`,
      ["endsOn"],
    );
}

function columnsOf({ name, startsOn, endsOn, weekDays }: YearData) {
  return { name, startsOn: dateOf(startsOn), endsOn: dateOf(endsOn), weekDays };
}
