import { randomUUID } from "node:crypto";
import { audit } from "../audit.ts";
import { dotted, plusDays } from "../calendar/days.ts";
import { todayOf } from "../calendar/year-door.ts";
import { dateOf, isoDay } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { Closed, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import { checkClashes } from "./clashes.ts";
import { checkEntries, type NewEntry } from "./entry-rules.ts";
import { inTurn } from "./turns.ts";

export type { NewEntry } from "./entry-rules.ts";
export type Entry = Prisma.TimetableEntryGetPayload<object>;

/**
 * Several lessons of the week at once, a class's week for example (R37): all of them or none.
 * @throws BadInput, Closed see entry-rules.ts · Conflict a teacher, a room, a class or pupils would be at two places
 */
export async function addEntries(db: Db, entries: NewEntry[], by: By): Promise<Entry[]> {
  return inTurn(db, async (tx) => {
    await checkEntries(tx, entries, (index, field) => ["entries", index, field]);
    const rows = entries.map((entry) => ({ id: randomUUID(), ...withDates(entry) }));
    const ids: string[] = rows.map(({ id }) => id);
    await tx.timetableEntry.createMany({ data: rows });
    await checkClashes(tx, ids);
    await audit(
      tx,
      by,
      ids.map((objectId) => ({ action: "entry.added", objectId })),
    );
    const added = await tx.timetableEntry.findMany({ where: { id: { in: ids } } });
    return added.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  });
}

export interface EntryChange {
  id: string;
  version: number;
  /** The first day on which it is so; before it everything stays as it was. */
  from: string;
  teachingId?: string | undefined;
  weekday?: number | undefined;
  number?: number | undefined;
  roomId?: string | null | undefined;
}

/**
 * Moves an entry from a day on: the old one ends the day before, and a new one, which is returned, takes over its
 * substitutions and lessons. One that has not begun by then is changed itself.
 * @throws NotFound · Closed the day is over, or the entry is · BadInput, Conflict as addEntries; another version
 */
export async function changeEntry(
  db: Db,
  { id, version, from, ...change }: EntryChange,
  by: By,
): Promise<Entry> {
  return inTurn(db, async (tx) => {
    await checkToCome(tx, from, by);
    const known = await getEntry(tx, id);
    const begins = isoDay(known.from);
    const first = from > begins ? from : begins;
    if (known.to && known.to < dateOf(first))
      throw new Closed(`Эта запись расписания действует до ${dotted(isoDay(known.to))}. Добавьте новую.`);
    const wanted: NewEntry = {
      teachingId: change.teachingId ?? known.teachingId,
      weekday: change.weekday ?? known.weekday,
      number: change.number ?? known.number,
      roomId: change.roomId === undefined ? known.roomId : change.roomId,
      from: first,
      to: known.to && isoDay(known.to),
    };
    await checkEntries(tx, [wanted], (_index, field) => [field]);
    const entry =
      from > begins
        ? await succeed(tx, { id, version }, wanted)
        : (await editVersion(tx.timetableEntry, { id, version }, withDates(wanted))).after;
    await checkClashes(tx, [entry.id]);
    await audit(tx, by, { action: "entry.changed", objectId: id, details: { from, successor: entry.id } });
    return entry;
  });
}

/**
 * The entry holds no more from a day on; ended before it began, it never held.
 * @throws NotFound · Closed the day is over · Conflict another version
 */
export async function endEntry(
  db: Db,
  { id, version, from }: { id: string; version: number; from: string },
  by: By,
): Promise<Entry> {
  return inTurn(db, async (tx) => {
    await checkToCome(tx, from, by);
    const known = await getEntry(tx, id);
    const first = isoDay(known.from);
    const to = dateOf(plusDays(from > first ? from : first, -1));
    const end = known.to && known.to < to ? known.to : to;
    const { after } = await editVersion(tx.timetableEntry, { id, version }, { to: end });
    await audit(tx, by, { action: "entry.ended", objectId: id, details: { to: isoDay(end) } });
    return after;
  });
}

/** The old entry ends, a new one begins; what belongs to its coming days goes over to it. */
async function succeed(tx: Tx, old: { id: string; version: number }, wanted: NewEntry): Promise<Entry> {
  const from = dateOf(wanted.from);
  await editVersion(tx.timetableEntry, old, { to: dateOf(plusDays(wanted.from, -1)) });
  const entry = await tx.timetableEntry.create({ data: withDates(wanted) });
  const ofComingDays = { where: { entryId: old.id, date: { gte: from } }, data: { entryId: entry.id } };
  await tx.substitution.updateMany(ofComingDays);
  await tx.lesson.updateMany(ofComingDays);
  return entry;
}

async function getEntry(tx: Tx, id: string): Promise<Entry> {
  const entry = await tx.timetableEntry.findUnique({ where: { id } });
  if (!entry) throw new NotFound("Такой записи в расписании нет. Обновите расписание.");
  return entry;
}

async function checkToCome(tx: Tx, day: string, by: By): Promise<void> {
  const today = await todayOf(tx, by);
  if (day < today && !by.silent)
    throw new Closed(
      `Расписание прошедших дней не меняют. Укажите день не раньше сегодняшнего, ${dotted(today)}.`,
    );
}

function withDates({ teachingId, weekday, number, roomId, from, to }: NewEntry) {
  return { teachingId, weekday, number, roomId, from: dateOf(from), to: to === null ? null : dateOf(to) };
}
