import { type ClaimContext, type Claimed, claimDeliveries } from "../src/deliveries/claiming.ts";
import {
  findPause,
  freeLost,
  type Pace,
  type Permit,
  pauseGate,
  returnPermits,
  type Taking,
  takePermits,
} from "../src/deliveries/pace.ts";
import { putBack, type Settlement, settleAttempts } from "../src/deliveries/settling.ts";
import { log } from "../src/log.ts";
import type { RawDb } from "../src/raw.ts";
import type { Settings } from "../src/settings.ts";
import { inBatches } from "./batches.ts";

/** What a channel's deliveries ask of the database, each for itself; many at once share a round trip. */
export interface Counter {
  /** A permit, and with a delivery that of its chat first: without it there is none. Null: it is not free. */
  take(asked: Asked): Promise<Given>;
  claim(deliveryId: string): Promise<Claimed | null>;
  settle(settlement: Settlement): Promise<unknown>;
  giveBack(held: Returned): Promise<unknown>;
  putBack(deliveryId: string, notBefore: Date): Promise<void>;
  /** How long nobody may call through the gate; null: it is open. */
  findPause(): Promise<number | null>;
  pause(pauseMs: number, stopped: string | null): Promise<void>;
}

export interface Asked {
  /** Whose chat is taken too. */
  deliveryId: string | null;
  isUrgent: boolean;
}

export interface Given {
  chat: Permit | null;
  permit: Permit | null;
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
const MOST = 200;
const WRITE_AGAIN_MS = 500;

export function openCounter(desk: Desk, pace: Pace): Counter {
  const { db, lines, workerNumber: holder } = desk;
  const inHand = new Set<Permit>();
  const take = async (asked: Taking) => {
    try {
      const taken = await takePermits(lines, pace, asked);
      for (const permit of [...taken.chats.values(), ...taken.permits]) inHand.add(permit);
      return taken;
    } catch (error) {
      // It may have been done all the same; what nobody gives back would keep the gate shut for a minute.
      await untilWritten(() => freeLost(lines, pace.gate, { holder, known: [...inHand] }));
      throw error;
    }
  };
  const ofPermits = inBatches(
    async (asking: Asked[]) => {
      const given = new Map<Asked, Given>();
      // What is urgent first, and one after the other: only while nothing else is being given can it be told what an
      // answer that was lost had given.
      for (const isUrgent of [true, false]) {
        const own = asking.filter((asked) => asked.isUrgent === isUrgent);
        if (own.length === 0) continue;
        const deliveryIds = own.flatMap(({ deliveryId }) => deliveryId ?? []);
        const count = own.length - deliveryIds.length;
        const { chats, permits } = await take({
          ...{ deliveryIds, count, aheadMs: PERMIT_AHEAD_MS, holder, isUrgent },
        });
        for (const asked of own) {
          const chat = asked.deliveryId === null ? null : (chats.get(asked.deliveryId) ?? null);
          const mayLeave = chat !== null || asked.deliveryId === null;
          given.set(asked, { chat, permit: mayLeave ? (permits.shift() ?? null) : null });
        }
      }
      return asking.map((asked) => given.get(asked)!);
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
    { most: MOST },
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
    take: ofPermits,
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
