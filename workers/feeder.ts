import { type Channel, type Db, Urgency } from "../src/db.ts";
import {
  countQueued,
  GATHER_BATCH,
  gatherDue,
  returnFromQueue,
  takeForQueue,
} from "../src/deliveries/gathering.ts";
import type { Queues } from "./queues.ts";

// In: notices that are due. Out: deliveries, and a few seconds of them as jobs in their channel's queue, urgent first.
// If it dies between noting a row as queued and queueing its job, the note runs out and the row is taken again.

/** How long a job may lie in the queue before its row is taken for lost. */
const QUEUED_SECONDS = 15;
/** So much of what a channel can send lies in its queue; the rest waits in its rows, where urgent news overtake it. */
const SECONDS_OF_WORK = 3;
/** Queued in one go, so that urgent news do not wait behind thousands of jobs being added. */
const MOST_AT_ONCE = 300;
const ORDER = Object.values(Urgency);

/**
 * Gathers what is due and fills the queues of these channels. Returns 0 when nothing is left to do before the next
 * wake-up: nothing to gather, and every queue is full for seconds or has all there is.
 */
export async function feedOnce(
  db: Db,
  queues: Queues,
  channels: { channel: Channel; perSecond: number }[],
): Promise<number> {
  const gathered = await gatherDue(db);
  let isMore = gathered >= GATHER_BATCH;
  for (const { channel, perSecond } of channels) {
    const free = Math.ceil(perSecond * SECONDS_OF_WORK) - (await countQueued(db, channel));
    const room = Math.min(free, MOST_AT_ONCE);
    const due = await takeForQueue(db, channel, { room, seconds: QUEUED_SECONDS });
    if (due.length === 0) continue;
    isMore ||= free > MOST_AT_ONCE;
    try {
      await queues.enqueue(
        channel,
        due.map(({ id, urgency, attempt }) => ({
          // The moment keeps a row that was put back apart from its old job, which may still be ending.
          id: `d-${id}-${attempt + 1}-${Date.now()}`,
          data: { deliveryId: id },
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
  return isMore ? 1 : 0;
}
