import { setTimeout as pass } from "node:timers/promises";
import { openQueues } from "../../workers/queues.ts";
import type { House } from "./house.ts";

export interface Echo {
  stop(): Promise<void>;
}

const EVERY_MS = 300;
const DONE_LATELY = 20;

/** A queue may give out a job twice, while it is run and long after it was done: this one always does. */
export async function startEcho({ db, surroundings: { databaseUrl, redisUrl } }: House): Promise<Echo> {
  const queues = await openQueues({ databaseUrl, redisUrl });
  let stopped = false;
  const repeat = async () => {
    const deliveries = await db.$queryRaw<{ id: string; channel: "telegram" | "email" }[]>`
      (select id, channel::text from "Delivery" where state = 'sending')
      union all (select id, channel::text from "Delivery" where state = 'sent' order by "settledAt" desc limit ${DONE_LATELY})`;
    for (const channel of ["telegram", "email"] as const)
      await queues.enqueue(
        channel,
        deliveries
          .filter((delivery) => delivery.channel === channel)
          .map(({ id }) => ({
            id: `d-${id}-again-${Date.now()}`,
            data: { deliveryId: id, channel },
            priority: 1,
          })),
      );
  };
  const repeating = (async () => {
    while (!stopped) {
      // The database and the queue may just be dead.
      await repeat().catch(() => {});
      await pass(EVERY_MS);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await repeating;
      await queues.close();
    },
  };
}
