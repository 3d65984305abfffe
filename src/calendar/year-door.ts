import { dayIn, isoDay } from "../clock.ts";
import type { Tx } from "../db.ts";
import { Closed } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { getSettings } from "../settings.ts";
import { readCalendar, type SchoolCalendar } from "./calendar.ts";

/** What stands in the calendar now; `remarks` say in Russian which norm was missed, and were no obstacle. */
export type Written<Data> = Data & { id: string; version: number; remarks: string[] };

/**
 * Reads a year in order to change it and keeps others from changing it meanwhile, so that what was checked against its
 * other rows stays true.
 * @throws NotFound there is no such year · Closed it is over and closed (R31)
 */
export async function openYear(tx: Tx, yearId: string): Promise<SchoolCalendar> {
  await tx.$queryRaw`select id from "SchoolYear" where id = ${yearId}::uuid for no key update`;
  const calendar = await readCalendar(tx, yearId);
  if (calendar.year.closedAt)
    throw new Closed(
      `Учебный год «${calendar.year.name}» закрыт, в нём больше ничего не меняют. Выберите открытый год.`,
    );
  return calendar;
}

/** The school day of the one who writes, as an ISO day. */
export async function todayOf(tx: Tx, { at }: By): Promise<string> {
  const { timeZone } = await getSettings(tx);
  return isoDay(dayIn(timeZone, at));
}
