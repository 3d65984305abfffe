import type { Channel, Db, DeliveryState } from "../../src/db.ts";
import type { Rendered } from "../../src/deliveries/message.ts";
import { writeMarks } from "../../src/marks/marks.ts";

interface Told {
  workId: string;
  /** The first is the one the mark is of; a message may tell of more. */
  pupilIds: string[];
  receiverId: string;
  channel?: Channel;
  value?: string;
  state?: DeliveryState;
  reason?: string;
  dueAt?: Date;
  rendered?: Rendered;
}

/** A message about marks as the post office leaves it behind, without the post office. Returns the delivery's id. */
export async function tell(db: Db, told: Told): Promise<string> {
  const { workId, pupilIds, receiverId, channel = "telegram", value = "5", dueAt = new Date() } = told;
  const by = { actorId: null, source: "seed", silent: true } as const;
  await writeMarks(
    db,
    workId,
    pupilIds.map((pupilId) => ({ pupilId, value })),
    by,
  );
  const marks = await db.mark.findMany({ where: { workId, pupilId: { in: pupilIds } } });
  const contact =
    (await db.contact.findFirst({ where: { personId: receiverId, channel } })) ??
    (await db.contact.create({
      data: { personId: receiverId, channel, address: `7${receiverId.slice(0, 6)}`, origin: "statement" },
    }));
  const { state = "sent", reason = null } = told;
  const delivery = await db.delivery.create({
    data: {
      personId: receiverId,
      contactId: contact.id,
      channel,
      kind: "marks",
      urgency: "now",
      state,
      reason,
      dueAt,
      patienceUntil: dueAt,
      settledAt: state === "waiting" ? null : new Date(dueAt.getTime() + 1000),
      text: `<b>отметка ${value}</b>`,
    },
  });
  for (const mark of marks) {
    const facts = { factKind: "mark", factId: mark.id, factVersion: mark.version, urgency: "now" } as const;
    const notice = await db.notice.upsert({
      where: { factId_personId: { factId: mark.id, personId: receiverId } },
      create: {
        ...facts,
        personId: receiverId,
        pupilId: mark.pupilId,
        dueAt,
        patienceUntil: dueAt,
        state: "told",
      },
      update: {},
    });
    await db.deliveryNotice.create({
      data: { deliveryId: delivery.id, noticeId: notice.id, factVersion: mark.version, value },
    });
  }
  if (told.rendered) {
    const message = { rendered: told.rendered, to: { name: "Кто-то", channel, address: contact.address } };
    await db.postboxMessage.create({ data: { deliveryId: delivery.id, message: message as object } });
  }
  return delivery.id;
}
