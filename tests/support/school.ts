import type { Cast } from "../../prisma/cast-ids.ts";
import { buildCast, type CastOptions, type Today, todaysLessons } from "../../prisma/seed.ts";
import { now as clockNow } from "../../src/clock.ts";
import { type Db, openDb } from "../../src/db.ts";
import { testDatabase } from "./database.ts";

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
  const { now = clockNow() } = options;
  const { url, drop } = await testDatabase();
  const db = openDb(url);
  const cast = await buildCast(db, { ...options, now });
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
