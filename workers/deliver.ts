import { now } from "../src/clock.ts";
import type { Db } from "../src/db.ts";
import { type ClaimContext, type Claimed, claimDelivery } from "../src/deliveries/claiming.ts";
import type { Rendered } from "../src/deliveries/message.ts";
import {
  findPause,
  type Permit,
  pauseGate,
  returnPermits,
  takeContact,
  takePermit,
} from "../src/deliveries/pace.ts";
import { type Kept, type Outcome, putBack, settleAttempt } from "../src/deliveries/settling.ts";
import { log } from "../src/log.ts";
import type { Settings } from "../src/settings.ts";
import { renderMessage, WORDING_VERSION } from "../templates/messages/messages.ts";
import type { Sender } from "./channels/channel.ts";

// In: the id of a delivery. Out: one call of its channel, and the outcome on its row. If it dies before the claim the row
// still waits; after it, the lease ends the attempt as "unknown" (src/deliveries/sweeping.ts). The only retry logic is here
// and in settling.ts.

/** A permit that will be free within this time is waited for on the spot. */
const PERMIT_AHEAD_MS = 1000;
/** The claim begins this much before its permit is free, so that the call can leave at that very moment. */
const CLAIM_AHEAD_MS = 150;
const CALL_TIMEOUT_MS = 20_000;
const CHAT_BUSY_MS = 1000;
const WRITE_AGAIN_MS = 500;

export interface Desk extends Omit<ClaimContext, "settings"> {
  db: Db;
  /** The school's settings, at most a few seconds old. */
  settings(): Promise<Settings>;
  /** Deliveries this process is busy with; a claim of its own that is not among them was never called. */
  inHand: Set<string>;
}

/** Delivers one, if it still waits and may leave now. */
export async function deliverOne(desk: Desk, sender: Sender, deliveryId: string): Promise<void> {
  // A job that came twice: the first one goes on.
  if (desk.inHand.has(deliveryId)) return;
  desk.inHand.add(deliveryId);
  try {
    await attempt(desk, sender, deliveryId);
  } finally {
    desk.inHand.delete(deliveryId);
  }
}

async function attempt(desk: Desk, sender: Sender, deliveryId: string): Promise<void> {
  const { db } = desk;
  const { pace } = sender;
  const chat = await takeContact(db, pace, { deliveryId, holder: desk.workerNumber });
  if (!chat) return putBack(db, deliveryId, new Date(now().getTime() + CHAT_BUSY_MS));
  const held = chat.map((permit) => ({ permit, cooldownMs: pace.contactCooldownMs }));
  let answeredAt: number | null = null;
  try {
    const permit = await waitForPermit(desk, sender);
    if ("pausedMs" in permit)
      return await putBack(db, deliveryId, new Date(now().getTime() + permit.pausedMs));
    held.push({ permit, cooldownMs: pace.cooldownMs });
    const readyAt = performance.now() + permit.waitMs;
    await sleep(permit.waitMs - CLAIM_AHEAD_MS);
    const claimed = await claimDelivery(db, deliveryId, { ...desk, settings: await desk.settings() });
    if (!claimed) return;
    const { outcome, kept } = await callSender(sender, claimed, readyAt);
    answeredAt = performance.now();
    if (outcome.kind === "later" && outcome.gate !== "open") {
      const stopped = outcome.gate === "stopped" ? outcome.reason : null;
      await untilWritten(() => pauseGate(db, pace.gate, outcome.afterMs, stopped));
    }
    await untilWritten(() => settleAttempt(db, claimed, outcome, kept));
    if (outcome.kind !== "sent")
      // Not the provider's words: a mail server likes to quote the address.
      log.info({ delivery: deliveryId, outcome: outcome.kind, reason: reasonOf(outcome) }, "not sent");
  } finally {
    // Without a call they are free at once; with one they rest from the answer on.
    await untilWritten(() => {
      const passedMs = answeredAt === null ? Number.POSITIVE_INFINITY : performance.now() - answeredAt;
      return returnPermits(
        db,
        held.map(({ permit, cooldownMs }) => ({ permit, restMs: Math.max(0, cooldownMs - passedMs) })),
      );
    });
  }
}

function reasonOf(outcome: Outcome): string {
  return "reason" in outcome ? outcome.reason : outcome.kind;
}

/** What the provider said is known here alone: it is kept until the database, restarting say, has taken it. */
async function untilWritten(write: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      log.warn({ reason: (error as Error).name }, "outcome not written yet, trying again");
      await sleep(WRITE_AGAIN_MS);
    }
  }
}

async function waitForPermit(
  { db, workerNumber }: Desk,
  { pace }: Sender,
): Promise<Permit | { pausedMs: number }> {
  for (;;) {
    const permit = await takePermit(db, pace, { aheadMs: PERMIT_AHEAD_MS, holder: workerNumber });
    if ("slot" in permit) return permit;
    const pause = await findPause(db, pace.gate);
    if (pause) return { pausedMs: pause.pausedMs };
    await sleep(permit.askAgainMs);
  }
}

async function callSender(
  sender: Sender,
  claimed: Claimed,
  readyAt: number,
): Promise<{ outcome: Outcome; kept: Kept | null }> {
  const deadline = afterRunning(CALL_TIMEOUT_MS);
  let kept: Kept | null = null;
  try {
    const { message, channel, level } = claimed;
    const rendered = renderMessage(channel, level, message);
    kept = keep(rendered, message.links.unsubscribe);
    await sleep(readyAt - performance.now());
    const outcome = await sender.send({
      deliveryId: claimed.deliveryId,
      address: claimed.address,
      receiver: claimed.receiver,
      rendered,
      pupilIds: claimed.pupilIds,
      unsubscribe: message.links.unsubscribe,
      signal: deadline.signal,
    });
    return { outcome, kept };
  } catch (error) {
    // The error's own words may quote what was said; its name and place are enough to find the bug.
    const { name, stack = "" } = error as Error;
    log.error({ delivery: claimed.deliveryId, at: stack.split("\n").slice(1, 4) }, name);
    return { outcome: { kind: "broken", words: name }, kept };
  } finally {
    deadline.clear();
  }
}

/** What was said stays readable; the link that signs a family out does not. */
function keep(rendered: Rendered, secretLink: string): Kept {
  const text =
    rendered.channel === "telegram"
      ? rendered.html
      : rendered.channel === "email"
        ? rendered.text
        : JSON.stringify(rendered.sheets);
  return {
    subject: rendered.channel === "email" ? rendered.subject : null,
    text: text.replaceAll(secretLink, "‹link›"),
    wording: WORDING_VERSION,
  };
}

/**
 * Aborts after so much time of this process running: a process that was stopped reads the answer that lies ready for it
 * instead of finding its time over, so a stopped worker repeats nothing.
 */
function afterRunning(ms: number): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const tickMs = 1000;
  let left = ms;
  const timer = setInterval(() => {
    left -= tickMs;
    if (left <= 0) controller.abort();
  }, tickMs);
  return { signal: controller.signal, clear: () => clearInterval(timer) };
}

function sleep(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
