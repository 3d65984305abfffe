import { dayIn, isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { log } from "../log.ts";
import { getSettings } from "../settings.ts";
import { holdLessons } from "./holding.ts";

const EVERY_MS = 60_000;

/** Today's lessons as timetable and substitutions have them now. */
async function holdToday(db: Db): Promise<{ made: number; moved: number }> {
  const { timeZone } = await getSettings(db);
  const today = isoDay(dayIn(timeZone));
  return holdLessons(db, { from: today, to: today }, { actorId: null, source: "web", silent: false });
}

/** Keeps today's lessons up to the timetable, now and every minute: a teacher opens the list and finds them. */
export function keepToday(db: Db): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const keep = () => {
    running = running
      .then(() => holdToday(db))
      .then(
        () => {},
        // The database may be away for a while; the next minute tries again.
        (error: Error) => log.warn({ error: error.name }, "today's lessons were not looked at"),
      );
  };
  keep();
  const timer = setInterval(keep, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
