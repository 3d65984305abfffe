import { Temporal } from "temporal-polyfill";
import type { Words } from "../../templates/words.ts";

/** «26 ноября, 9:50» in the school's zone. */
export function readMoment(moment: Date, timeZone: string, words: Words): string {
  const local = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
  const minute = String(local.minute).padStart(2, "0");
  return `${words.day(local.toPlainDate().toString())}, ${local.hour}:${minute}`;
}
