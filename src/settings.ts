import { z } from "zod";
import { now } from "./clock.ts";
import type { Db, Tx } from "./db.ts";

/** Every setting of the school with its default. A change is a dated act; the past is never rewritten. */
const SETTINGS = {
  schoolName: z.string().default("Школа"),
  schoolCity: z.string().default(""),
  timeZone: z.string().default("Asia/Krasnoyarsk"),
  /** The families look into a school nobody is real in; the start page offers its doors. */
  demo: z.boolean().default(false),
  /** How long a saved mark waits before families hear (undo, second thoughts). */
  markHoldSeconds: z.number().int().min(0).default(600),
  /** A foreign messenger says the least until the school decides otherwise (providers.md §6). */
  telegramLevel: z.enum(["full", "initials", "ping"]).default("ping"),
  /** Calls a second for one bot token; up to 1,000 where paid broadcast is bought. */
  telegramPermits: z.number().int().min(1).max(1000).default(30),
  /** Kept free for replies while people are talking to the bot. */
  telegramReserved: z.number().int().min(0).default(3),
  emailConnections: z.number().int().min(1).max(100).default(5),
  /** How long a claimed delivery belongs to its worker without a word from it. */
  leaseSeconds: z.number().int().min(1).default(60),
  /** When an average gives 5, 4, 3, in hundredths. */
  thresholds: z
    .object({ five: z.number(), four: z.number(), three: z.number() })
    .default({ five: 450, four: 350, three: 250 }),
  eveningHour: z.number().int().min(0).max(23).default(18),
};

export type Settings = { [Key in keyof typeof SETTINGS]: z.infer<(typeof SETTINGS)[Key]> };

/** What is in force now. One query. */
export async function getSettings(db: Db | Tx): Promise<Settings> {
  const rows = await db.setting.findMany({
    where: { validFrom: { lte: now() } },
    distinct: ["key"],
    orderBy: [{ key: "asc" }, { validFrom: "desc" }],
  });
  const set = new Map(rows.map((row) => [row.key, row.value]));
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([key, schema]) => [key, schema.parse(set.get(key))]),
  ) as Settings;
}

/** Writes settings as of now. `act` names the order behind them, `actedById` the person; both empty from the console. */
export async function setSettings(
  db: Db | Tx,
  changes: Partial<Settings>,
  by: { actedById?: string; act?: string } = {},
): Promise<void> {
  await db.setting.createMany({
    data: Object.entries(changes).map(([key, value]) => ({
      key,
      value: SETTINGS[key as keyof typeof SETTINGS].parse(value),
      validFrom: now(),
      ...by,
    })),
  });
}
