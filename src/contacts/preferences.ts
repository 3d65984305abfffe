import { audit } from "../audit.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import type { Settings } from "../settings.ts";

/** When somebody is left alone and when digests come, by their own clock. */
export interface PersonClock {
  timeZone: string;
  /** Minutes after midnight; equal: never quiet. */
  quietFrom: number;
  quietTo: number;
  eveningHour: number;
  /** 1 is Monday. */
  weeklyDay: number;
  weeklyHour: number;
}

/** What somebody set for themselves; null: as the school has it. */
export type Preferences = { [Key in keyof PersonClock]: PersonClock[Key] | null } & {
  language: "ru" | "en";
  /** A digest also when there is nothing to tell. */
  sayNothing: boolean;
};

/** The hours of a person: their own where they set them, the school's elsewhere. Quiet hours are both ends or neither. Pure. */
export function clockOf(own: Preferences, school: Settings): PersonClock {
  const { quietFrom, quietTo } = own;
  return {
    timeZone: own.timeZone ?? school.timeZone,
    ...(quietFrom !== null && quietTo !== null
      ? { quietFrom, quietTo }
      : { quietFrom: school.quietFrom, quietTo: school.quietTo }),
    eveningHour: own.eveningHour ?? school.eveningHour,
    weeklyDay: own.weeklyDay ?? school.weeklyDay,
    weeklyHour: own.weeklyHour ?? school.weeklyHour,
  };
}

/**
 * Writes what somebody wants from now on.
 * @throws BadInput one end of the quiet hours without the other · a time zone that nobody knows
 */
export async function writePreferences(tx: Tx, personId: string, wanted: Preferences): Promise<void> {
  const { language, timeZone, ...hours } = wanted;
  if ((hours.quietFrom === null) !== (hours.quietTo === null))
    throw new BadInput("У тихих часов есть начало и конец. Укажите оба или ни одного.", [
      "preferences",
      hours.quietFrom === null ? "quietFrom" : "quietTo",
    ]);
  await tx.person.update({
    where: { id: personId },
    data: { language, timeZone: timeZone === null ? null : readTimeZone(timeZone) },
  });
  await tx.preference.upsert({ where: { personId }, create: { personId, ...hours }, update: hours });
}

/** The language somebody reads from now on, everywhere: pages, messages, the bot. */
export async function writeLanguage(
  db: Db,
  personId: string,
  { language, by }: { language: Preferences["language"]; by: By },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.person.update({ where: { id: personId }, data: { language } });
    await audit(tx, by, { action: "language.chosen", objectId: personId });
  });
}

/** Its name as everybody writes it; shifts like `+03:00` know nothing of summer time. */
function readTimeZone(typed: string): string {
  try {
    if (/^[A-Za-z]/.test(typed))
      return new Intl.DateTimeFormat("en", { timeZone: typed }).resolvedOptions().timeZone;
  } catch {
    // said below
  }
  throw new BadInput("Такого часового пояса нет. Назовите его так: Europe/Moscow, Asia/Krasnoyarsk.", [
    "preferences",
    "timeZone",
  ]);
}
