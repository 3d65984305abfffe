import { dotted, plusDays } from "../calendar/days.ts";
import { todayOf } from "../calendar/year-door.ts";
import { dateOf, isoDay, now } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput, Closed } from "../errors.ts";
import type { By, EventKind } from "../outbox/events.ts";
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

/**
 * A guardian writes why their pupil will be away, in advance or within the day. It says no reason in the journal: that
 * stays the class teacher's (R22).
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
    const givenAt = by.at ?? now();
    const data = { pupilId, from: dateOf(from), to: dateOf(to), text, givenById, givenAt, source };
    const excuse = await tx.excuse.create({ data });
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

function checkDays({ from, to }: Omit<ExcuseData, "text">, today: string): void {
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
