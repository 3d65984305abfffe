import { now } from "../clock.ts";
import type { Db, Prisma } from "../db.ts";
import { NotFound } from "../errors.ts";
import { WITH_PASSPORT } from "./passport.ts";

const WEEK_MS = 7 * 86_400_000;

/** What of the contacts an administrator looks through. */
export const QUEUES = ["waiting", "confirmedThisWeek", "suspended"] as const;
export type Queue = (typeof QUEUES)[number];

const PERSON = { select: { id: true, surname: true, givenName: true, patronymic: true } } as const;
const WITH_OWNER = { ...WITH_PASSPORT, person: PERSON } as const satisfies Prisma.ContactInclude;

export type QueuedContact = Prisma.ContactGetPayload<{ include: typeof WITH_OWNER }>;

/** Those that wait from the oldest on, the others from the newest; `take`, `cursor` and `skip` as findMany has them. */
export function readQueue(
  db: Db,
  queue: Queue,
  paging: Pick<Prisma.ContactFindManyArgs, "take" | "cursor" | "skip">,
): Promise<QueuedContact[]> {
  const { where, orderBy } = ASKED[queue]();
  return db.contact.findMany({
    where,
    include: WITH_OWNER,
    orderBy: [orderBy, { id: "asc" }],
    ...paging,
  });
}

/** How many there are in each. */
export async function countQueue(db: Db): Promise<Record<Queue, number>> {
  const counts = await Promise.all(QUEUES.map((queue) => db.contact.count({ where: ASKED[queue]().where })));
  return Object.fromEntries(QUEUES.map((queue, at) => [queue, counts[at]!])) as Record<Queue, number>;
}

/** @throws NotFound */
export async function getQueued(db: Db, id: string): Promise<QueuedContact> {
  const contact = await db.contact.findUnique({ where: { id }, include: WITH_OWNER });
  if (!contact) throw new NotFound("Такого контакта нет. Обновите список.");
  return contact;
}

interface Asked {
  where: Prisma.ContactWhereInput;
  orderBy: Prisma.ContactOrderByWithRelationInput;
}

const ASKED: Record<Queue, () => Asked> = {
  waiting: () => ({ where: { state: "unconfirmed" }, orderBy: { createdAt: "asc" } }),
  confirmedThisWeek: () => ({
    where: { state: "confirmed", confirmedAt: { gt: new Date(now().getTime() - WEEK_MS) } },
    orderBy: { confirmedAt: "desc" },
  }),
  suspended: () => ({
    where: { state: "suspended" },
    orderBy: { suspendedAt: { sort: "desc", nulls: "last" } },
  }),
};
