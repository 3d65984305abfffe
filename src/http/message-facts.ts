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
export async function readMessage(
  db: Db,
  deliveryId: string,
  personId: string,
): Promise<Omit<MessageProps, "answered">> {
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
  const alert = alertOf(delivery.said, facts, { personId, today: isoDay(dayIn(timeZone)) });
  return {
    deliveryId,
    asks: alert !== null,
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

/** The unexplained absence of today a message tells of: what its guardian may answer. */
export interface Alert {
  pupilId: string;
  noticeId: string;
  day: string;
}

/** @throws NotFound the message is another one, or its day is over */
export async function getAlert(db: Db, deliveryId: string, personId: string): Promise<Alert> {
  const { timeZone } = await getSettings(db);
  const said = await db.deliveryNotice.findMany({ where: { deliveryId }, include: { notice: true } });
  const notices = said.map(({ notice }) => notice);
  const facts = await readFacts(db, notices, timeZone);
  const alert = alertOf(said, facts, { personId, today: isoDay(dayIn(timeZone)) });
  if (!alert) throw new NotFound("На это сообщение отвечать уже не нужно. Откройте дневник.");
  return alert;
}

/** As the buttons of the bot have it (deliveries/answers.ts): of one absence, on its own day, and never from the pupil. */
function alertOf(
  said: { was: string | null; notice: { id: string; factId: string; pupilId: string } }[],
  facts: Awaited<ReturnType<typeof readFacts>>,
  { personId, today }: { personId: string; today: string },
): Alert | null {
  const [only, ...more] = said;
  const fact = only && facts.get(only.notice.factId);
  if (!fact || more.length > 0 || !isOfPupil(fact) || only.notice.pupilId === personId) return null;
  const story = fact.story(only.was, null);
  if (story.kind !== "absence.noted" || !story.isUnexplained || story.date !== today) return null;
  return { pupilId: only.notice.pupilId, noticeId: only.notice.id, day: today };
}
