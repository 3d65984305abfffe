import type { LetterBox, PostboxProps, TelegramBox } from "../../templates/pages/postbox.tsx";
import { clockTime } from "../clock.ts";
import type { Db, Prisma } from "../db.ts";
import type { Posted } from "../deliveries/message.ts";
import { getSettings } from "../settings.ts";
import { maskAddress } from "./addresses.ts";
import { dayOf } from "./moments.ts";

export interface PostboxAsked {
  /** Whose messages; empty: everybody's. The gate has decided that this may be asked. */
  personId: string | null;
  /** Only this many of the newest. */
  newest: number;
}

type Boxes = Pick<PostboxProps, "chats" | "letters" | "more" | "latest">;

/** The newest messages, one chat or pile of letters per receiver; whoever heard last stands first. */
export async function readPostbox(db: Db, { personId, newest }: PostboxAsked): Promise<Boxes> {
  const { timeZone } = await getSettings(db);
  const rows = await db.postboxMessage.findMany({
    where: ofPerson(personId),
    include: { delivery: { select: { personId: true } } },
    orderBy: [{ at: "desc" }, { deliveryId: "desc" }],
    take: newest + 1,
  });
  const chats = new Map<string, TelegramBox>();
  const letters = new Map<string, LetterBox>();
  for (const { deliveryId, at, message, delivery } of rows.slice(0, newest)) {
    const { rendered, to } = message as unknown as Posted;
    const when = { day: dayOf(at, timeZone), time: clockTime(at, timeZone) };
    const address = maskAddress(to.channel, to.address);
    if (rendered.channel === "telegram") {
      const chat = chats.get(delivery.personId) ?? {
        personId: delivery.personId,
        name: to.name,
        address,
        messages: [],
      };
      // In a chat the newest stands below.
      const { html, buttons, answers = [] } = rendered;
      chat.messages.unshift({
        ...{ deliveryId, ...when, html, buttons },
        answers: answers.map(({ text }) => text),
      });
      chats.set(delivery.personId, chat);
    } else if (rendered.channel === "email") {
      const pile = letters.get(delivery.personId) ?? {
        personId: delivery.personId,
        name: to.name,
        address,
        letters: [],
      };
      pile.letters.push({ deliveryId, ...when, subject: rendered.subject });
      letters.set(delivery.personId, pile);
    }
  }
  return {
    chats: [...chats.values()],
    letters: [...letters.values()],
    more: rows.length > newest ? newest * 2 : null,
    latest: rows[0]?.at.getTime() ?? 0,
  };
}

/** One posted message; null: there is none, or it is not theirs. */
export async function findPosted(
  db: Db,
  deliveryId: string,
  personId: string | null,
): Promise<Posted | null> {
  const row = await db.postboxMessage.findFirst({ where: { deliveryId, ...ofPerson(personId) } });
  return row && (row.message as unknown as Posted);
}

/** Who has anything in the postbox, for the choice of a person. */
export async function findReceivers(db: Db): Promise<{ id: string; name: string }[]> {
  const people = await db.person.findMany({
    where: { deliveries: { some: { posted: { isNot: null } } } },
    select: { id: true, surname: true, givenName: true, patronymic: true },
  });
  return people
    .map(({ id, surname, givenName, patronymic }) => ({
      id,
      name: [surname, givenName, patronymic].filter(Boolean).join(" "),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "ru"));
}

function ofPerson(personId: string | null): Prisma.PostboxMessageWhereInput {
  return personId ? { delivery: { personId } } : {};
}
