import type { MessageProps } from "../../templates/pages/message.tsx";
import { clockTime, dayIn, isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { readSeen } from "../deliveries/acknowledging.ts";
import { isOfPupil, readFacts, readPupils } from "../deliveries/facts.ts";
import { NotFound } from "../errors.ts";
import { getSettings } from "../settings.ts";
import { dayOf } from "./moments.ts";

/**
 * A message in full, whatever its channel was allowed to say: a bare «есть новое» in Telegram opens here. The values are
 * those that were said then.
 */
export async function readMessage(db: Db, deliveryId: string, personId: string): Promise<MessageProps> {
  const { timeZone } = await getSettings(db);
  const delivery = await db.delivery.findUnique({
    where: { id: deliveryId },
    include: { said: { include: { notice: true } } },
  });
  if (!delivery) throw new NotFound("No such message.");
  const facts = await readFacts(
    db,
    delivery.said.map(({ notice }) => notice),
    timeZone,
  );
  const announcements = [...facts.values()].flatMap((fact) => (isOfPupil(fact) ? [] : [fact.announced]));
  const ofPupils = delivery.said.filter(({ notice }) => {
    const fact = facts.get(notice.factId);
    return fact !== undefined && isOfPupil(fact);
  });
  const pupilIds = [...new Set(ofPupils.map(({ notice }) => notice.pupilId))];
  const pupils = await readPupils(db, pupilIds, isoDay(dayIn(timeZone)));
  const at = delivery.settledAt ?? delivery.dueAt;
  const seen = await readSeen(db, deliveryId, personId);
  return {
    deliveryId,
    seen: seen && { on: seen.at && dayOf(seen.at, timeZone) },
    day: dayOf(at, timeZone),
    time: clockTime(at, timeZone),
    channel: delivery.channel,
    announcements,
    pupils: pupils.map(({ id, surname, givenName, className }) => ({
      name: `${surname} ${givenName}`,
      className,
      facts: ofPupils
        .flatMap(({ value, was, factVersion, notice }) => {
          const fact = notice.pupilId === id ? facts.get(notice.factId) : undefined;
          if (!fact || !isOfPupil(fact)) return [];
          return [
            {
              id: fact.id,
              story: fact.story(was, null),
              value,
              was,
              // A day's attendance goes on without changing what was said of it.
              isOld: fact.version > factVersion && fact.value !== value,
              at: fact.at,
            },
          ];
        })
        .sort((a, b) => a.at.getTime() - b.at.getTime()),
    })),
  };
}
