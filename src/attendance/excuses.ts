import { dotted, plusDays } from "../calendar/days.ts";
import { todayOf } from "../calendar/year-door.ts";
import { dateOf, isoDay, now } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput, Closed, NotFound } from "../errors.ts";
import type { By, EventKind } from "../outbox/events.ts";
import { heldOn } from "../people/dated.ts";
import { lockPerson } from "../people/people.ts";
import { editVersion } from "../versions.ts";
import { tell } from "./recording.ts";

export type Excuse = Prisma.ExcuseGetPayload<object>;

/** A guardian's note to the class teacher; ISO days, both included. */
export interface ExcuseData {
  from: string;
  to: string;
  text: string;
}

/** The version its reader saw. */
interface Seen {
  id: string;
  version: number;
}

const LONGEST_DAYS = 30;
const WITH_NAMES = {
  pupil: { select: { id: true, surname: true, givenName: true } },
  givenBy: { select: { id: true, surname: true, givenName: true, patronymic: true } },
} as const satisfies Prisma.ExcuseInclude;

/**
 * A guardian writes why their pupil will be away, in advance or within the day. It says no reason in the journal: that
 * stays the class teacher's (R22). The same note of theirs again is the one that stands.
 * @throws BadInput days that are over, out of order or more than thirty
 */
export async function giveExcuse(
  db: Db,
  pupilId: string,
  { from, to, text }: ExcuseData,
  by: By & { actorId: string },
): Promise<Excuse> {
  return db.$transaction(async (tx) => {
    checkDays({ from, to }, await todayOf(tx, by));
    const { actorId: givenById, source } = by;
    const note = { pupilId, from: dateOf(from), to: dateOf(to), text, givenById };
    // Two taps of one button at the same moment.
    await lockPerson(tx, givenById);
    const same = await tx.excuse.findFirst({ where: { ...note, state: { not: "withdrawn" } } });
    if (same) return same;
    const excuse = await tx.excuse.create({ data: { ...note, givenAt: by.at ?? now(), source } });
    await tellOf(tx, { kind: "excuse.given", excuse }, by);
    return excuse;
  });
}

/** The class teacher has read it. @throws NotFound · Conflict it was changed meanwhile · Closed it was taken back */
export async function confirmExcuse(db: Db, seen: Seen, by: By): Promise<Excuse> {
  return db.$transaction(async (tx) => {
    const { before, after } = await editVersion(tx.excuse, seen, { state: "confirmed" as const });
    if (before.state !== "given")
      throw new Closed(
        before.state === "confirmed"
          ? "Записка уже подтверждена."
          : "Записку забрали, подтверждать нечего. Обновите список.",
      );
    await tellOf(tx, { kind: "excuse.confirmed", excuse: after }, by);
    return after;
  });
}

/** Takes it back, as long as its days are not over. @throws NotFound · Conflict · Closed its days are over, or it was taken back before */
export async function withdrawExcuse(db: Db, seen: Seen, by: By): Promise<Excuse> {
  return db.$transaction(async (tx) => {
    const { before, after } = await editVersion(tx.excuse, seen, { state: "withdrawn" as const });
    if (before.state === "withdrawn") throw new Closed("Записку уже забрали. Обновите список.");
    if (isoDay(before.to) < (await todayOf(tx, by)))
      throw new Closed(
        `Дни записки прошли ${dotted(isoDay(before.to))}, забрать её уже нельзя. Напишите классному руководителю.`,
      );
    await tellOf(tx, { kind: "excuse.withdrawn", excuse: after }, by);
    return after;
  });
}

export type ListedExcuse = Prisma.ExcuseGetPayload<{ include: typeof WITH_NAMES }>;

/** Notes about pupils of these classes that the class teacher has not read, whose days are not over; the first day first. */
export function listUnread(
  db: Db,
  { classIds, day }: { classIds: string[]; day: Date },
): Promise<ListedExcuse[]> {
  return db.excuse.findMany({
    where: {
      state: "given",
      to: { gte: day },
      pupil: { enrolments: { some: { classId: { in: classIds }, ...heldOn(day) } } },
    },
    include: WITH_NAMES,
    orderBy: [{ from: "asc" }, { givenAt: "asc" }, { id: "asc" }],
  });
}

/** What this guardian has written about a pupil and not taken back, as long as its days are not over; the first day first. */
export function listOwn(
  db: Db,
  { pupilId, givenById, day }: { pupilId: string; givenById: string; day: Date },
): Promise<Excuse[]> {
  return db.excuse.findMany({
    where: { pupilId, givenById, state: { not: "withdrawn" }, to: { gte: day } },
    orderBy: [{ from: "asc" }, { givenAt: "asc" }, { id: "asc" }],
  });
}

/** @throws NotFound */
export async function getExcuse(db: Db, id: string): Promise<ListedExcuse> {
  const excuse = await db.excuse.findUnique({ where: { id }, include: WITH_NAMES });
  if (!excuse) throw new NotFound("Такой записки нет. Обновите список.");
  return excuse;
}

/** Whether a note may be about these days. @throws BadInput they are over, out of order or more than thirty */
export function checkDays({ from, to }: Omit<ExcuseData, "text">, today: string): void {
  if (from < today)
    throw new BadInput(
      `Записку дают заранее или в тот же день, ${dotted(from)} уже прошло. О прошедших днях принесите документ классному руководителю.`,
      ["from"],
    );
  if (to < from)
    throw new BadInput(
      `Последний день, ${dotted(to)}, раньше первого, ${dotted(from)}. Поменяйте их местами.`,
      ["to"],
    );
  const last = plusDays(from, LONGEST_DAYS - 1);
  if (to > last)
    throw new BadInput(
      `Записка — не больше чем на ${LONGEST_DAYS} дней, с ${dotted(from)} по ${dotted(last)}. На более долгий срок обратитесь в школу.`,
      ["to"],
    );
}

async function tellOf(tx: Tx, { kind, excuse }: { kind: EventKind; excuse: Excuse }, by: By): Promise<void> {
  const { id, version, pupilId } = excuse;
  await tell(tx, [{ kind, id, version, pupilId }], { ...by, at: by.at ?? now() });
}
