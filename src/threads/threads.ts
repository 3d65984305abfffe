import { audit } from "../audit.ts";
import { dayIn, now } from "../clock.ts";
import type { Db, Prisma, ThreadSide } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";
import { heldOn } from "../people/dated.ts";
import { getSettings } from "../settings.ts";

/** One guardian and the class teacher of the day talk about one pupil (R50). Nobody reads along, everything is audited. */

export const LONGEST_MESSAGE = 2000;

type Author = By & { actorId: string };
const NAME = { select: { surname: true, givenName: true, patronymic: true } } as const;

export interface ListedThread {
  id: string;
  pupilId: string;
  guardianId: string;
  pupil: { surname: string; givenName: string; patronymic: string | null };
  guardian: { surname: string; givenName: string; patronymic: string | null };
  /** What the other side wrote and nobody of this side has read. */
  unread: number;
  lastAt: Date | null;
}

export type ThreadMessage = Prisma.ThreadMessageGetPayload<object>;

/** The one thread of this guardian about this pupil; opened when it is not there yet. */
export function openThread(
  db: Db,
  { pupilId, guardianId }: { pupilId: string; guardianId: string },
  by: By,
): Promise<{ id: string }> {
  return db.$transaction(async (tx) => {
    const opened = await tx.$queryRaw<{ id: string }[]>`
      insert into "Thread" ("pupilId", "guardianId", "openedAt")
      values (${pupilId}::uuid, ${guardianId}::uuid, ${by.at ?? now()})
      on conflict ("pupilId", "guardianId") do nothing returning id`;
    const [thread] = opened;
    if (thread) {
      await audit(tx, by, { action: "thread.opened", objectId: thread.id, pupilId });
      return thread;
    }
    return tx.thread.findUniqueOrThrow({
      where: { pupilId_guardianId: { pupilId, guardianId } },
      select: { id: true },
    });
  });
}

/**
 * Writes to the other side, which is told of it; what it wrote before counts as read. With `onceKey` (an update of the bot) it is written once, however often
 * it comes. @throws NotFound · BadInput empty or longer than 2,000 characters
 */
export async function writeMessage(
  db: Db,
  { threadId, text, onceKey = null }: { threadId: string; text: string; onceKey?: string | null },
  by: Author,
): Promise<ThreadMessage> {
  const words = text.trim();
  if (words === "" || words.length > LONGEST_MESSAGE)
    throw new BadInput(
      `Сообщение — от одного до ${LONGEST_MESSAGE} знаков, у вас ${words.length}. Исправьте его.`,
      ["text"],
    );
  return db.$transaction(async (tx) => {
    const [thread] = await tx.$queryRaw<{ pupilId: string; guardianId: string }[]>`
      select "pupilId", "guardianId" from "Thread" where id = ${threadId}::uuid for update`;
    if (!thread) throw new NotFound("Такой переписки нет. Обновите список.");
    const same = onceKey && (await tx.threadMessage.findUnique({ where: { onceKey } }));
    if (same) return same;
    const { actorId: authorId, source, silent } = by;
    const at = by.at ?? now();
    const side = sideOf(thread, authorId);
    const message = await tx.threadMessage.create({
      data: { threadId, side, authorId, text: words, at, source, onceKey },
    });
    // Who answers has read what stood there.
    await tx.threadMessage.updateMany({ where: { threadId, ...unreadBy(authorId) }, data: { readAt: at } });
    const { pupilId } = thread;
    await audit(tx, by, { action: "message.written", objectId: message.id, pupilId });
    await recordEvents(tx, [
      {
        kind: "message.written",
        factId: message.id,
        factVersion: 1,
        pupilId,
        actorId: authorId,
        occurredAt: at,
        silent,
      },
    ]);
    return message;
  });
}

/** The newest first, a page of them. */
export function listMessages(
  db: Db,
  threadId: string,
  page: { take: number; cursor?: { id: string }; skip?: number },
): Promise<ThreadMessage[]> {
  return db.threadMessage.findMany({
    where: { threadId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    ...page,
  });
}

/** Marks what the other side wrote as read; twice changes nothing. @throws NotFound */
export function readThread(db: Db, threadId: string, by: Author): Promise<{ read: number }> {
  return db.$transaction(async (tx) => {
    const thread = await tx.thread.findUnique({ where: { id: threadId } });
    if (!thread) throw new NotFound("Такой переписки нет. Обновите список.");
    const { count: read } = await tx.threadMessage.updateMany({
      where: { threadId, ...unreadBy(by.actorId) },
      data: { readAt: by.at ?? now() },
    });
    if (read > 0) await audit(tx, by, { action: "thread.read", objectId: threadId, pupilId: thread.pupilId });
    return { read };
  });
}

/** Somebody's own as a guardian of today, and those of the classes they lead today. The last spoken in first. */
export async function listThreads(
  db: Db,
  { personId, wardIds }: { personId: string; wardIds: string[] },
): Promise<ListedThread[]> {
  const day = dayIn((await getSettings(db)).timeZone);
  const led = { class: { leaderships: { some: { teacherId: personId, ...heldOn(day) } } } };
  const threads = await db.thread.findMany({
    where: {
      OR: [
        { guardianId: personId, pupilId: { in: wardIds } },
        { pupil: { enrolments: { some: { ...heldOn(day), ...led } } } },
      ],
    },
    include: {
      pupil: NAME,
      guardian: NAME,
      messages: { orderBy: [{ at: "desc" }], take: 1, select: { at: true } },
      _count: { select: { messages: { where: unreadBy(personId) } } },
    },
  });
  return threads
    .map(({ messages, _count, openedAt: _, ...thread }) => ({
      ...thread,
      unread: _count.messages,
      lastAt: messages[0]?.at ?? null,
    }))
    .sort((a, b) => (b.lastAt?.getTime() ?? 0) - (a.lastAt?.getTime() ?? 0));
}

/** What the other side wrote, whoever spoke for it then, and nobody of this person's side has opened. */
function unreadBy(personId: string): Prisma.ThreadMessageWhereInput {
  return {
    readAt: null,
    OR: [
      { side: "teacher", thread: { guardianId: personId } },
      { side: "family", thread: { guardianId: { not: personId } } },
    ],
  };
}

function sideOf({ guardianId }: { guardianId: string }, personId: string): ThreadSide {
  return guardianId === personId ? "family" : "teacher";
}
