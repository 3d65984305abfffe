import { SCHOOL } from "../../prisma/cast.ts";
import { type Cast, castOf } from "../../prisma/cast-ids.ts";
import { buildCast, type CastOptions, type Today, todaysLessons } from "../../prisma/seed.ts";
import { now as clockNow, dayIn, isoDay } from "../../src/clock.ts";
import { type Db, openDb } from "../../src/db.ts";
import { filledDatabase } from "./database.ts";

export interface TestSchool {
  db: Db;
  url: string;
  cast: Cast;
  /** Six lessons of 7А; `today.algebra` runs now. */
  today: Today;
  close(): Promise<void>;
}

/** A database of one's own with the cast and today's lessons in it, and no mark. For beforeAll; close it in afterAll. */
export async function castSchool(options: CastOptions = {}): Promise<TestSchool> {
  const { now = clockNow(), demo = false, accounts = demo } = options;
  // The cast is dated by its day; only the lessons of today go by the minute.
  const day = isoDay(dayIn(SCHOOL.timeZone, now));
  const { url, drop } = await filledDatabase(`cast ${day} ${accounts} ${demo}`, async (draft) => {
    const db = openDb(draft);
    await buildCast(db, { now, accounts, demo });
    await db.$disconnect();
  });
  const db = openDb(url);
  const cast = castOf(now);
  const today = await todaysLessons(db, cast, now);
  return {
    db,
    url,
    cast,
    today,
    async close() {
      await db.$disconnect();
      await drop();
    },
  };
}
