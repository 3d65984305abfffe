import { setTimeout as sleep } from "node:timers/promises";
import type { Transformer } from "grammy";
import type { Db } from "../src/db.ts";
import {
  openGate,
  type Pace,
  type Permit,
  pauseGate,
  returnPermits,
  takePermits,
} from "../src/deliveries/pace.ts";

/** Whoever waits for a permit asks again this often. */
const ASK_AGAIN_MS = 50;
/** A person does not wait longer; the update is handled once more later. */
const PATIENCE_MS = 20_000;
/** As every call of ours: longer is no answer. */
const CALL_MS = 20_000;
/** A permit that is free this soon is taken, and its rest waited for. */
const AHEAD_MS = 100;

/** These are no messages: Telegram does not count them. */
const FREE = ["getMe", "getUpdates", "setWebhook", "deleteWebhook", "getFile"];

/** No permit came free in time, or Telegram asked for a longer pause than a person waits. */
export class TooBusy extends Error {
  override name = "TooBusy";
}

/**
 * Every outgoing call takes one of the token's permits, the reserve included, and gives it back after the answer; "too
 * many requests" pauses the token for everybody, as it does in the post office.
 */
export async function paced(
  db: Db,
  { pace, holder }: { pace(): Promise<Pace>; holder: number },
): Promise<Transformer> {
  await openGate(db, await pace());
  return async (call, method, payload, signal) => {
    if (FREE.includes(method)) return call(method, payload, signal);
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await once(db, { pace: await pace(), holder, deadline }, () =>
        call(method, payload, signal ?? (AbortSignal.timeout(CALL_MS) as never)),
      );
      if (answer.ok || answer.error_code !== 429) return answer;
      const pauseMs = (answer.parameters?.retry_after ?? 1) * 1000;
      await pauseGate(db, (await pace()).gate, pauseMs, null);
      if (performance.now() + pauseMs > deadline) throw new TooBusy();
    }
  };
}

interface Turn {
  pace: Pace;
  holder: number;
  deadline: number;
}

async function once<Answer>(db: Db, turn: Turn, call: () => Promise<Answer>): Promise<Answer> {
  const permit = await takeTurn(db, turn);
  try {
    return await call();
  } finally {
    await returnPermits(db, [{ permit, restMs: turn.pace.cooldownMs }]);
  }
}

/** @throws TooBusy */
async function takeTurn(db: Db, { pace, holder, deadline }: Turn): Promise<Permit> {
  for (;;) {
    const asked = { deliveryIds: [], count: 1, aheadMs: AHEAD_MS, holder, isUrgent: true };
    const [permit] = (await takePermits(db, pace, asked)).permits;
    if (permit) {
      if (permit.waitMs > 0) await sleep(permit.waitMs);
      return permit;
    }
    if (performance.now() > deadline) throw new TooBusy();
    await sleep(ASK_AGAIN_MS);
  }
}
