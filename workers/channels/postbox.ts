import type { Channel, Db, Prisma } from "../../src/db.ts";
import type { Posted } from "../../src/deliveries/message.ts";
import type { Sender } from "./channel.ts";

// In: a message of any channel. Out: a row that the postbox page shows as its receiver would see it. If it dies here the
// message is in the postbox or not; a repeat replaces it.

export function openPostbox(db: Db, channel: Channel): Sender {
  return {
    channel,
    concurrency: 10,
    pace: { gate: `postbox:${channel}`, permits: 10, cooldownMs: 0, contactCooldownMs: 0, reserved: 0 },
    async send({ deliveryId, rendered, receiver, address }) {
      const posted: Posted = { rendered, to: { name: receiver, channel, address } };
      const message = posted as object as Prisma.InputJsonObject;
      await db.postboxMessage.upsert({
        where: { deliveryId },
        create: { deliveryId, message },
        update: { message },
      });
      return { kind: "sent", providerId: deliveryId, words: "in the postbox" };
    },
    close: async () => {},
  };
}
