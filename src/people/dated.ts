import { dotted } from "../calendar/days.ts";
import { dateOf, dayIn, isoDay } from "../clock.ts";
import type { Tx } from "../db.ts";
import { BadInput, Conflict } from "../errors.ts";
import { getSettings } from "../settings.ts";

/** From the first day to the last, both included (midnight UTC, see clock.ts); an open end is null. */
export interface Dated {
  from: Date;
  to: Date | null;
}

const DAY_MS = 86_400_000;

/** In a query: holds on that day. */
export const heldOn = (day: Date) => ({ from: { lte: day }, OR: [{ to: null }, { to: { gte: day } }] });

export function dayBefore(day: Date): Date {
  return new Date(day.getTime() - DAY_MS);
}

/** ISO days as date columns keep them; what is left out stays left out. */
export function dateColumns<Key extends string>(
  days: {
    [Name in Key]?: string | null | undefined;
  },
): { [Name in Key]?: Date | null } {
  const columns: { [Name in Key]?: Date | null } = {};
  for (const [name, day] of Object.entries(days) as [Key, string | null | undefined][])
    if (day !== undefined) columns[name] = day === null ? null : dateOf(day);
  return columns;
}

/**
 * The end comes on or after the beginning. The day before it says that the relation never held: what was entered by
 * mistake must give no right for the rest of that day.
 * @throws BadInput
 */
export function checkEnd({ from, to }: Dated): void {
  if (to === null || to >= dayBefore(from)) return;
  const never = dotted(isoDay(dayBefore(from)));
  throw new BadInput(
    `Последний день раньше первого, ${dotted(isoDay(from))}. Если запись ошибочна, укажите последним днём ${never}.`,
    ["to"],
  );
}

/** @throws Conflict, with that one, when one of the others holds on some of the same days */
export function checkFree(others: Dated[], wanted: Dated, sentence: string): void {
  const met = others.find((other) => meet(other, wanted));
  if (met) throw new Conflict(sentence, met);
}

function meet(a: Dated, b: Dated): boolean {
  return holds(a) && holds(b) && (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to);
}

function holds({ from, to }: Dated): boolean {
  return to === null || to >= from;
}

/** A document is dated by the day it was signed on. @throws BadInput that day has not come yet */
export async function checkDocument(tx: Tx, documentOn: Date | null | undefined): Promise<void> {
  if (!documentOn) return;
  const { timeZone } = await getSettings(tx);
  if (documentOn > dayIn(timeZone))
    throw new BadInput("Дата документа ещё не наступила. Проверьте её по самому документу.", ["documentOn"]);
}
