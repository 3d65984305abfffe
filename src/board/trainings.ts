import { audit } from "../audit.ts";
import { dateOf, dayIn, now } from "../clock.ts";
import type { Db } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { getSettings } from "../settings.ts";

/** The schedule of training sessions about the journal (R25). */

export const LONGEST_TRAINING = 200;
const LATEST_DAYS = 366;
const DAY_MS = 86_400_000;

export interface Training {
  id: string;
  date: Date;
  /** After midnight of the school's day. */
  minutes: number;
  topic: string;
  place: string;
}

/** @throws BadInput its day is over, or more than a year ahead */
export async function planTraining(
  db: Db,
  { day, minutes, topic, place }: { day: string; minutes: number; topic: string; place: string },
  by: By,
): Promise<void> {
  const date = dateOf(day);
  const ahead = (date.getTime() - (await today(db)).getTime()) / DAY_MS;
  if (!(ahead >= 0 && ahead <= LATEST_DAYS))
    throw new BadInput("Этот день прошёл, или до него больше года. Укажите другой.", ["day"]);
  await db.$transaction(async (tx) => {
    const { id } = await tx.training.create({
      data: { date, minutes, topic, place, plannedById: by.actorId, plannedAt: by.at ?? now() },
    });
    await audit(tx, by, { action: "training.planned", objectId: id });
  });
}

/** It stays in the record, and out of the schedule. @throws NotFound none such, or already cancelled */
export async function cancelTraining(db: Db, id: string, by: By): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.training.updateMany({
      where: { id, cancelledAt: null },
      data: { cancelledAt: by.at ?? now() },
    });
    if (count === 0) throw new NotFound("Такого занятия нет.");
    await audit(tx, by, { action: "training.cancelled", objectId: id });
  });
}

/** From today on, the soonest first. */
export async function listTrainings(db: Db): Promise<Training[]> {
  return db.training.findMany({
    where: { cancelledAt: null, date: { gte: await today(db) } },
    orderBy: [{ date: "asc" }, { minutes: "asc" }, { id: "asc" }],
    select: { id: true, date: true, minutes: true, topic: true, place: true },
  });
}

async function today(db: Db): Promise<Date> {
  return dayIn((await getSettings(db)).timeZone);
}
