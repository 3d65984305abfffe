import { setTimeout as sleep } from "node:timers/promises";
import { type Api, GrammyError, HttpError } from "grammy";
import type { Update } from "grammy/types";
import type { Db } from "../src/db.ts";
import { log } from "../src/log.ts";
import type { Bot } from "./bot.ts";
import { TooBusy } from "./paced.ts";
import { HEARD } from "./updates.ts";

/** Telegram keeps the question open for so long while nobody writes. */
const LONG_POLL_SECONDS = 50;
/** A connection that died without a word. */
const LOST_MS = 20_000;
const MOST_UPDATES = 100;
/** What failed comes again after this. */
const AGAIN_MS = 1000;
const SHARED_MS = 15_000;
const REFUSED_MS = 60_000;
const LONGEST_WAIT_MS = 30_000;
/** While Telegram and the database answer, an update that fails for longer meets a bug of ours. */
const GIVEN_UP_MS = 600_000;

/**
 * Asks for updates until the signal falls. Telegram is thanked for an update only when it is finished, so what was under
 * way when we died comes again. Whatever stands in the way, it is said once and tried again for ever.
 */
export async function pollForever(
  { api, db, bot }: { api: Api; db: Db; bot: Bot },
  signal: AbortSignal,
): Promise<void> {
  /** An update and when it failed first. */
  const failing = new Map<number, number>();
  let offset = 0;
  await persist(signal, async () => {
    const updates = await api.getUpdates(
      { offset, limit: MOST_UPDATES, timeout: LONG_POLL_SECONDS, allowed_updates: [...HEARD] },
      // grammY's type of a signal comes from a package of its own.
      AbortSignal.any([signal, AbortSignal.timeout(LONG_POLL_SECONDS * 1000 + LOST_MS)]) as never,
    );
    const outcomes = await Promise.all(updates.map((update) => finish({ db, bot, failing }, update)));
    const first = updates[outcomes.indexOf(false)];
    offset = first?.update_id ?? (updates.at(-1)?.update_id ?? offset - 1) + 1;
    if (first) await sleep(AGAIN_MS);
    return signal.aborted ? thank(api, offset) : undefined;
  });
}

/** Of the last round before we stop; the next one would have said it. */
async function thank(api: Api, offset: number): Promise<void> {
  await api.getUpdates({ offset, limit: 1, timeout: 0 });
}

/** Whether the update is finished, or given up: what fails for so long must not silence everybody else for ever. */
async function finish(
  { db, bot, failing }: { db: Db; bot: Bot; failing: Map<number, number> },
  update: Update,
): Promise<boolean> {
  const id = update.update_id;
  try {
    await bot.handleUpdate(update);
    failing.delete(id);
    return true;
  } catch (error) {
    const reason = (error as Error).name;
    const since = failing.get(id);
    if (since === undefined) log.warn({ update: id, reason }, "an update failed and comes again");
    failing.set(id, since ?? performance.now());
    const isLong = since !== undefined && performance.now() - since > GIVEN_UP_MS;
    // Everybody waits for a permit or for the database: nothing is wrong with this one.
    if (!isLong || error instanceof TooBusy || !(await answers(db))) return false;
    log.error({ update: id, reason }, "an update was given up");
    failing.delete(id);
    return true;
  }
}

async function answers(db: Db): Promise<boolean> {
  return db.$queryRaw`select 1`.then(
    () => true,
    () => false,
  );
}

/** Runs the step again and again until the signal falls; it fails for reasons that pass, or that somebody mends. */
export async function persist(signal: AbortSignal, step: () => Promise<unknown>): Promise<void> {
  let failures = 0;
  let said = "";
  while (!signal.aborted) {
    try {
      await step();
      if (said !== "") log.info("Telegram answers the bot again");
      [failures, said] = [0, ""];
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const { words, waitMs } = judge(error, failures);
      if (words !== said) log.warn({ reason: words }, "the bot waits for Telegram");
      said = words;
      await sleep(waitMs, undefined, { signal }).catch(() => {});
    }
  }
}

/** In words for whoever reads the log, and how long it is worth waiting. */
export function judge(error: unknown, failures: number): { words: string; waitMs: number } {
  const growing = Math.min(500 * 2 ** Math.min(failures, 10), LONGEST_WAIT_MS);
  if (!(error instanceof GrammyError))
    return { words: error instanceof HttpError ? "no connection" : (error as Error).name, waitMs: growing };
  const { error_code: code, parameters } = error;
  if (code === 409)
    return {
      words: "another program asks for updates with the same token: stop it, or give each bot a token",
      waitMs: SHARED_MS,
    };
  if (code === 401 || code === 404)
    return {
      words: "Telegram does not know TELEGRAM_BOT_TOKEN: take it from BotFather again",
      waitMs: REFUSED_MS,
    };
  return { words: `refused: ${code}`, waitMs: (parameters.retry_after ?? 0) * 1000 || growing };
}
