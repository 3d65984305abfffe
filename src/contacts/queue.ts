import { now } from "../clock.ts";
import type { Db, Prisma } from "../db.ts";
import { WITH_PASSPORT } from "./passport.ts";

const WEEK_MS = 7 * 86_400_000;

/** What of the contacts an administrator looks through. */
export const QUEUES = ["waiting", "confirmedThisWeek", "suspended"] as const;
export type Queue = (typeof QUEUES)[number];

const PERSON = { select: { id: true, surname: true, givenName: true, patronymic: true } };

/** Those that wait from the oldest on, the others from the newest; `take`, `cursor` and `skip` as findMany has them. */
export function readQueue(
  db: Db,
  queue: Queue,
  paging: Pick<Prisma.ContactFindManyArgs, "take" | "cursor" | "skip">,
) {
  const { where, orderBy } = ASKED[queue]();
  return db.contact.findMany({
    where,
    include: { ...WITH_PASSPORT, person: PERSON },
    orderBy: [orderBy, { id: "asc" }],
    ...paging,
  });
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
