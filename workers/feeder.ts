import { type Channel, Urgency } from "../src/db.ts";
import {
  type DueDelivery,
  GATHER_BATCH,
  gatherDue,
  returnFromQueue,
  takeForQueue,
} from "../src/deliveries/gathering.ts";
import { groupBy } from "../src/grouping.ts";
import { endWith, type Raw, type RawDb } from "../src/raw.ts";
import type { DeliveryQueue, Queues } from "./queues.ts";

// In: notices that are due. Out: deliveries, and a few seconds of them as jobs in their channel's queue, urgent first.
// If it dies between noting a row as queued and queueing its job, the note runs out and the row is taken again.

/** How long a job may lie in the queue before its row is taken for lost. */
const QUEUED_SECONDS = 15;
/** So much of what a channel can send lies in its queue; the rest waits in its rows, where urgent news overtake it. */
const SECONDS_OF_WORK = 3;
/** However fast the channel: every look at the queue passes over what lies in it. */
const MOST_QUEUED = 3000;
/** Queued in one go, so that urgent news do not wait behind thousands of jobs being added. */
const MOST_AT_ONCE = 1000;
const ORDER = Object.values(Urgency);

/**
 * Gathers what is due and fills the queues of these channels. Returns 0 when nothing is left to do before the next
 * wake-up: nothing to gather, and every queue is full for seconds or has all there is.
 */
export async function feedOnce(
  db: RawDb,
  queues: Queues,
  channels: { channel: Channel; perSecond: number }[],
): Promise<number> {
  const rooms = channels.map(({ channel, perSecond }) => ({
    channel,
    capacity: Math.min(Math.ceil(perSecond * SECONDS_OF_WORK), MOST_QUEUED),
  }));
  const { gathered, taking } = await db.$transaction(async (tx) => {
    // Asked in one turn; what is gathered may be taken at once.
    const gathering = gatherDue(tx);
    const taking = takeForQueue(tx, rooms, { most: MOST_AT_ONCE, seconds: QUEUED_SECONDS });
    await endWith(tx, taking);
    return { gathered: await gathering, taking };
  });
  const { due, hasMore } = await taking;
  // Side by side: what is urgent waits for no other.
  await Promise.all([...groupBy(due, queueOf)].map(([queue, own]) => enqueue(db, queues, queue, own)));
  return gathered >= GATHER_BATCH || hasMore ? 1 : 0;
}

function queueOf({ urgency, channel }: DueDelivery): DeliveryQueue {
  return urgency === "urgent" ? urgency : channel;
}

async function enqueue(db: Raw, queues: Queues, queue: DeliveryQueue, due: DueDelivery[]): Promise<void> {
  try {
    await queues.enqueue(
      queue,
      due.map(({ id, channel, urgency, attempt }) => ({
        // The moment keeps a row that was put back apart from its old job, which may still be ending.
        id: `d-${id}-${attempt + 1}-${Date.now()}`,
        data: { deliveryId: id, channel },
        priority: ORDER.indexOf(urgency) + 1,
      })),
    );
  } catch (error) {
    await returnFromQueue(
      db,
      due.map((delivery) => delivery.id),
    );
    throw error;
  }
}
