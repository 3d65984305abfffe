import { z } from "zod";
import { now } from "./clock.ts";
import type { Db, Tx } from "./db.ts";
import { BadInput } from "./errors.ts";
import type { Raw } from "./raw.ts";

/** Every setting of the school with its default. A change is a dated act; the past is never rewritten. */
const SETTINGS = {
  schoolName: z.string().default("Школа"),
  schoolCity: z.string().default(""),
  /** Of the school's card (R32), with its city. */
  schoolAddress: z.string().trim().max(200).default(""),
  schoolPhone: z.string().trim().max(60).default(""),
  schoolEmail: z.string().trim().max(120).default(""),
  schoolSite: z.string().trim().max(120).default(""),
  timeZone: z.string().default("Asia/Krasnoyarsk"),
  /** The families look into a school nobody is real in; the start page offers its doors. */
  demo: z.boolean().default(false),
  /** How long a saved mark waits before families hear (undo, second thoughts). */
  markHoldSeconds: z.number().int().min(0).default(600),
  /** A foreign messenger says the least until the school decides otherwise (providers.md §6). */
  telegramLevel: z.enum(["full", "initials", "ping"]).default("ping"),
  /** Calls a second for one bot token; up to 1,000 where paid broadcast is bought, more before a server of one's own. */
  telegramPermits: z.number().int().min(1).max(10_000).default(30),
  /** Kept free for replies while people are talking to the bot. */
  telegramReserved: z.number().int().min(0).default(3),
  /** The bot's name as Telegram has it; the bot writes it when it starts, and links lead to it. */
  telegramBot: z.string().default(""),
  emailConnections: z.number().int().min(1).max(100).default(5),
  /** How long a claimed delivery belongs to its worker without a word from it. */
  leaseSeconds: z.number().int().min(1).default(60),
  /** When an average gives 5, 4, 3, and so far below the teacher decides (0: nowhere); in hundredths. */
  thresholds: z
    .object({
      five: z.number().int(),
      four: z.number().int(),
      three: z.number().int(),
      disputed: z.number().int().min(0).default(0),
    })
    .refine(
      ({ five, four, three, disputed }) =>
        isBetween(five, disputed, 400) && isBetween(four, disputed, 300) && isBetween(three, disputed, 200),
      "Порог каждой отметки вместе со спорной полосой лежит выше предыдущей отметки и не выше её самой: исправьте порог или сузьте полосу.",
    )
    .default({ five: 450, four: 350, three: 250, disputed: 0 }),
  /** Fewer marks (at so many hours a week, and above) and more lessons missed hint at «н/а». */
  attestation: z
    .object({
      fewHours: z.number().min(0),
      fewMarks: z.number().int().min(0),
      manyMarks: z.number().int().min(0),
      missedPercent: z.number().int().min(0).max(100),
    })
    .default({ fewHours: 2, fewMarks: 3, manyMarks: 5, missedPercent: 50 }),
  /** What personal cards hold beyond R33, by the school's decision. */
  cardKeeps: z.array(z.enum(["phone", "address", "email"])).default([]),
  /** So many days after the last one finals may still be set (R40, R41). */
  finalGraceDays: z.number().int().min(0).max(60).default(0),
  /** The head's order that allows corrections after the day is closed: number and date; empty: there are none. */
  correctionOrder: z.string().trim().max(200).default(""),
  eveningHour: z.number().int().min(0).max(23).default(18),
  /** When the weekly digest leaves, unless a family chose otherwise; 1 is Monday. */
  weeklyDay: z.number().int().min(1).max(7).default(5),
  weeklyHour: z.number().int().min(0).max(23).default(18),
  /** Nobody is disturbed between them unless it is urgent; minutes after midnight, by the person's own clock. */
  quietFrom: z
    .number()
    .int()
    .min(0)
    .max(1439)
    .default(22 * 60),
  quietTo: z
    .number()
    .int()
    .min(0)
    .max(1439)
    .default(7 * 60),
  /** So long after their last lesson of the day a teacher is reminded of lessons that are not filled in. */
  remindAfterMinutes: z.number().int().min(0).max(600).default(30),
  /** So many days after it was confirmed a contact is asked about again, and so many later it is suspended unanswered. */
  recheckDays: z.number().int().min(30).max(3650).default(365),
  recheckGraceDays: z.number().int().min(1).max(365).default(30),
  /** So long what was said in messages is kept, and so long their fate; after that only the counts of each day. */
  keepTextDays: z.number().int().min(1).max(3650).default(90),
  keepDeliveryDays: z.number().int().min(30).max(3650).default(400),
};

/** All marks the same give that very mark, and no two bands meet. */
function isBetween(threshold: number, disputed: number, below: number): boolean {
  return threshold - disputed > below && threshold <= below + 100;
}

/** Nobody's wish: said when the school's database is made, or by the bot. */
const FIXED: readonly string[] = ["demo", "telegramBot"];

export type Settings = { [Key in keyof typeof SETTINGS]: z.infer<(typeof SETTINGS)[Key]> };

/** One wish as somebody typed it. @throws BadInput the key or its value is none of ours */
export function readWish(key: string, value: unknown): Partial<Settings> {
  const schema = SETTINGS[key as keyof typeof SETTINGS];
  if (!Object.hasOwn(SETTINGS, key) || FIXED.includes(key))
    throw new BadInput("Такой настройки нет. Все настройки: GET /api/settings", ["changes", key]);
  const parsed = schema.unwrap().safeParse(value);
  if (!parsed.success)
    throw new BadInput(
      `Настройка «${key}» такого значения не принимает. Образец: ${JSON.stringify(schema.parse(undefined))}`,
      ["changes", key],
    );
  return { [key]: parsed.data };
}

/** Every page asks, and to look through them anew took longer than to read them: they are parsed when they differ. */
let last: { written: string; settings: Settings } | null = null;

/** What is in force now. One query. */
export async function getSettings(db: Raw): Promise<Settings> {
  const [{ written }] = await db.$queryRaw<[{ written: string }]>`
    select coalesce(json_object_agg(key, value order by key), '{}')::text as written from (
      select distinct on (key) key, value from "Setting" where "validFrom" <= ${now()} order by key, "validFrom" desc) set`;
  if (last?.written !== written) last = { written, settings: parseSettings(JSON.parse(written)) };
  return last.settings;
}

function parseSettings(set: Record<string, unknown>): Settings {
  const entries = Object.entries(SETTINGS).map(([key, schema]) => [key, schema.parse(set[key])]);
  return Object.freeze(Object.fromEntries(entries));
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
