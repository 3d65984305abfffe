import type { CastKey } from "../../prisma/cast.ts";
import { now } from "../../src/clock.ts";
import type { Prisma } from "../../src/db.ts";
import type { TestSchool } from "./school.ts";

type Fate = Partial<Omit<Prisma.DeliveryUncheckedCreateInput, "personId" | "contactId">>;

/** A delivery to somebody of the cast as the post office may leave it behind; about marks and due now unless said. Returns its id. */
export async function plant({ db, cast }: TestSchool, who: CastKey, fate: Fate = {}): Promise<string> {
  const { channel = "telegram", dueAt = now(), ...rest } = fate;
  const personId = cast[who].id;
  const address = `planted ${personId}`;
  const contact = await db.contact.upsert({
    where: { personId_channel_address: { personId, channel, address } },
    create: { personId, channel, address, state: "confirmed", origin: "statement", rank: 9 },
    update: {},
  });
  const { id } = await db.delivery.create({
    data: {
      ...{ personId, contactId: contact.id, channel, dueAt, kind: "marks", urgency: "now" },
      patienceUntil: dueAt,
      ...rest,
    },
  });
  return id;
}

export const after = (moment: Date, seconds: number) => new Date(moment.getTime() + seconds * 1000);
