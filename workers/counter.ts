import { type ClaimContext, type Claimed, claimDeliveries } from "../src/deliveries/claiming.ts";
import {
  findPause,
  freeLost,
  type Pace,
  type Permit,
  pauseGate,
  returnPermits,
  takeChats,
  takePermits,
} from "../src/deliveries/pace.ts";
import { putBack, type Settlement, settleAttempts } from "../src/deliveries/settling.ts";
import { log } from "../src/log.ts";
import type { RawDb } from "../src/raw.ts";
import type { Settings } from "../src/settings.ts";
import { inBatches } from "./batches.ts";

/** What a channel's deliveries ask of the database, each for itself; many at once share a round trip. */
export interface Counter {
  takeChat(deliveryId: string): Promise<Permit | null>;
  takePermit(): Promise<Permit | null>;
  claim(deliveryId: string): Promise<Claimed | null>;
  settle(settlement: Settlement): Promise<unknown>;
  giveBack(held: Returned): Promise<unknown>;
  putBack(deliveryId: string, notBefore: Date): Promise<void>;
  /** How long nobody may call through the gate; null: it is open. */
  findPause(): Promise<number | null>;
  pause(pauseMs: number, stopped: string | null): Promise<void>;
}

/** Moments are those of `performance.now()`. */
export interface Held {
  permit: Permit;
  cooldownMs: number;
  /** When it may be used. */
  readyAt: number;
}

/** `answeredAt` null: nobody was called. */
export interface Returned extends Held {
  answeredAt: number | null;
}

export interface Desk extends Omit<ClaimContext, "settings"> {
  /** What is done for every message goes by these. */
  lines: RawDb;
  /** The school's settings, at most a few seconds old. */
  settings(): Promise<Settings>;
  /** Deliveries this process is busy with; a claim of its own that is not among them was never called. */
  inHand: Set<string>;
}

/** A permit that will be free within this time is waited for on the spot. */
export const PERMIT_AHEAD_MS = 1000;
const MOST = 100;
const WRITE_AGAIN_MS = 500;

export function openCounter(desk: Desk, pace: Pace): Counter {
  const { db, lines, workerNumber: holder } = desk;
  const inHand = new Set<Permit>();
  const take = async <Taken extends Permit>(of: "gate" | "chats", ask: () => Promise<Taken[]>) => {
    try {
      const taken = await ask();
      for (const permit of taken) inHand.add(permit);
      return taken;
    } catch (error) {
      // It may have been done all the same; what nobody gives back would keep the gate shut for a minute.
      const lost = { gate: pace.gate, of };
      await untilWritten(() => freeLost(lines, lost, { holder, known: [...inHand] }));
      throw error;
    }
  };
  const ofChats = inBatches(
    async (deliveryIds: string[]) => {
      const permits = await take("chats", () => takeChats(lines, pace, { deliveryIds, holder }));
      const taken = new Map(permits.map((permit) => [permit.deliveryId, permit]));
      return deliveryIds.map((id) => taken.get(id) ?? null);
    },
    { most: MOST },
  );
  const ofPermits = inBatches(
    async (asking: null[]) => {
      const asked = { count: asking.length, aheadMs: PERMIT_AHEAD_MS, holder };
      const permits = await take("gate", () => takePermits(lines, pace, asked));
      permits.sort((a, b) => a.waitMs - b.waitMs);
      return asking.map((_, index) => permits[index] ?? null);
    },
    { most: MOST },
  );
  const ofClaims = inBatches(
    async (deliveryIds: string[]) => {
      const context = { ...desk, settings: await desk.settings() };
      const claimed = new Map(
        (await claimDeliveries(lines, deliveryIds, context)).map((each) => [each.deliveryId, each]),
      );
      return deliveryIds.map((id) => claimed.get(id) ?? null);
    },
    { most: MOST, atOnce: 2 },
  );
  const ofSettlements = inBatches(
    async (settlements: Settlement[]) => {
      await untilWritten(() => settleAttempts(db, settlements, lines));
      return settlements;
    },
    { most: MOST },
  );
  const ofReturns = inBatches(
    async (held: Returned[]) => {
      await untilWritten(() => returnPermits(lines, held.map(resting)));
      for (const { permit } of held) inHand.delete(permit);
      return held;
    },
    { most: MOST },
  );
  return {
    takeChat: ofChats,
    takePermit: () => ofPermits(null),
    claim: ofClaims,
    settle: ofSettlements,
    giveBack: ofReturns,
    putBack: (deliveryId, notBefore) => putBack(lines, deliveryId, notBefore),
    findPause: async () => (await findPause(lines, pace.gate))?.pausedMs ?? null,
    pause: async (pauseMs, stopped) => {
      await untilWritten(() => pauseGate(lines, pace.gate, pauseMs, stopped));
    },
  };
}

/** With a call a permit rests from the answer on; without one it is free when it would have been. */
function resting({ permit, cooldownMs, readyAt, answeredAt }: Returned): { permit: Permit; restMs: number } {
  const freeAt = answeredAt === null ? readyAt : answeredAt + cooldownMs;
  return { permit, restMs: Math.max(0, freeAt - performance.now()) };
}

/** What the provider said is known here alone: it is kept until the database, restarting say, has taken it. */
async function untilWritten(write: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      log.warn({ reason: (error as Error).name }, "not written yet, trying again");
      await new Promise((resolve) => setTimeout(resolve, WRITE_AGAIN_MS));
    }
  }
}
