import { now } from "../src/clock.ts";
import type { Claimed } from "../src/deliveries/claiming.ts";
import type { Message, Rendered } from "../src/deliveries/message.ts";
import type { Permit } from "../src/deliveries/pace.ts";
import type { Kept, Outcome } from "../src/deliveries/settling.ts";
import { log } from "../src/log.ts";
import { renderMessage, WORDING_VERSION } from "../templates/messages/messages.ts";
import type { Sender } from "./channels/channel.ts";
import { type Counter, type Desk, type Held, openCounter, PERMIT_AHEAD_MS } from "./counter.ts";
import { openPrecedence, type Precedence } from "./precedence.ts";

// In: the id of a delivery. Out: one call of its channel, and the outcome on its row. If it dies before the claim the row
// still waits; after it, the lease ends the attempt as "unknown" (src/deliveries/sweeping.ts). The only retry logic is here
// and in settling.ts.

/** The claim begins this much before its permit is free, so that the call can leave at that very moment. */
const CLAIM_AHEAD_MS = 150;
const CALL_TIMEOUT_MS = 20_000;
const CHAT_BUSY_MS = 250;
/** Something else is just being said to the same contact. */
const CONTACT_BUSY_MS = 200;
const ASK_AGAIN_MS = PERMIT_AHEAD_MS / 10;

/** Delivers one by its id, if it still waits and may leave now. */
export type Deliver = (deliveryId: string, how?: { isUrgent: boolean }) => Promise<void>;

/** A channel's place in the post office. */
export function openWindow(desk: Desk, sender: Sender): Deliver {
  const window = { sender, counter: openCounter(desk, sender.pace), precedence: openPrecedence() };
  return async (deliveryId, { isUrgent } = { isUrgent: false }) => {
    // A job that came twice: the first one goes on.
    if (desk.inHand.has(deliveryId)) return;
    desk.inHand.add(deliveryId);
    try {
      await attempt(window, { deliveryId, isUrgent });
    } finally {
      desk.inHand.delete(deliveryId);
    }
  };
}

interface Window {
  sender: Sender;
  counter: Counter;
  precedence: Precedence;
}

async function attempt(
  { sender, counter, precedence }: Window,
  { deliveryId, isUrgent }: { deliveryId: string; isUrgent: boolean },
): Promise<void> {
  const { pace } = sender;
  const leaveLine = isUrgent ? precedence.enter() : null;
  const take = async (chatOf: string | null) => {
    if (!isUrgent) await precedence.clear();
    return await counter.take({ deliveryId: chatOf, isUrgent });
  };
  const held: Held[] = [];
  const hold = (permit: Permit, cooldownMs: number) => {
    const readyAt = performance.now() + permit.waitMs;
    held.push({ permit, cooldownMs, readyAt });
    return readyAt;
  };
  let answeredAt: number | null = null;
  try {
    const chatRests = pace.contactCooldownMs > 0;
    const taken = await take(chatRests ? deliveryId : null);
    if (taken.chat) hold(taken.chat, pace.contactCooldownMs);
    else if (chatRests) return await counter.putBack(deliveryId, inMs(CHAT_BUSY_MS));
    const permit = taken.permit ?? (await waitForPermit(counter, async () => (await take(null)).permit));
    if ("pausedMs" in permit) return await counter.putBack(deliveryId, inMs(permit.pausedMs));
    const readyAt = hold(permit, pace.cooldownMs);
    await sleep(permit.waitMs - CLAIM_AHEAD_MS);
    const claimed = await counter.claim(deliveryId);
    // Settled, or out for the night, it stays as it is.
    if (!claimed) return await counter.putBack(deliveryId, inMs(CONTACT_BUSY_MS));
    leaveLine?.();
    const { outcome, kept } = await callSender(sender, claimed, readyAt);
    answeredAt = performance.now();
    if (outcome.kind === "later" && outcome.gate !== "open")
      await counter.pause(outcome.afterMs, outcome.gate === "stopped" ? outcome.reason : null);
    else if (permit.probes) await counter.pause(0, null);
    await counter.settle({ claimed, outcome, kept });
    if (outcome.kind !== "sent")
      // Not the provider's words: a mail server likes to quote the address.
      log.info({ delivery: deliveryId, outcome: outcome.kind, reason: reasonOf(outcome) }, "not sent");
  } finally {
    leaveLine?.();
    await Promise.all(held.map((each) => counter.giveBack({ ...each, answeredAt })));
  }
}

function inMs(ms: number): Date {
  return new Date(now().getTime() + ms);
}

function reasonOf(outcome: Outcome): string {
  return "reason" in outcome ? outcome.reason : outcome.kind;
}

async function waitForPermit(
  counter: Counter,
  take: () => Promise<Permit | null>,
): Promise<Permit | { pausedMs: number }> {
  for (;;) {
    const pausedMs = await counter.findPause();
    if (pausedMs !== null) return { pausedMs };
    await sleep(ASK_AGAIN_MS);
    const permit = await take();
    if (permit) return permit;
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
    kept = keep(rendered, secretLinks(message));
    await sleep(readyAt - performance.now());
    const outcome = await sender.send({
      deliveryId: claimed.deliveryId,
      address: claimed.address,
      receiver: claimed.receiver,
      urgency: claimed.urgency,
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

/** Whoever has one of these acts in the person's name. */
function secretLinks({ links, confirm, entry }: Message): string[] {
  return [links.unsubscribe, confirm?.link, entry?.link].filter((link) => link !== undefined);
}

/** What was said stays readable; the links that stand for the person do not. */
function keep(rendered: Rendered, secret: string[]): Kept {
  const text =
    rendered.channel === "telegram"
      ? rendered.html
      : rendered.channel === "email"
        ? rendered.text
        : JSON.stringify(rendered.sheets);
  return {
    subject: rendered.channel === "email" ? rendered.subject : null,
    text: secret.reduce((kept, link) => kept.replaceAll(link, "‹link›"), text),
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
