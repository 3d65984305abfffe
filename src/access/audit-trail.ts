import type { Db, Prisma } from "../db.ts";

export interface TrailQuestion {
  /** On whom it was done, or whose data were read. */
  about?: string | undefined;
  /** Who did it. */
  actor?: string | undefined;
  /** How the action begins: `account.`, `mark.changed`. */
  action?: string | undefined;
  from?: Date | undefined;
  /** Before that moment. */
  until?: Date | undefined;
}

/** The audit trail (R51), the newest first; `take`, `cursor` and `skip` as findMany has them. */
export async function readTrail(
  db: Db,
  { about, actor, action, from, until }: TrailQuestion,
  paging: Pick<Prisma.AuditEntryFindManyArgs, "take" | "cursor" | "skip">,
) {
  return db.auditEntry.findMany({
    where: {
      ...(about ? { OR: [{ pupilId: about }, { objectId: about }] } : {}),
      ...(actor ? { actorId: actor } : {}),
      ...(action ? { action: { startsWith: action } } : {}),
      at: { ...(from ? { gte: from } : {}), ...(until ? { lt: until } : {}) },
    },
    include: { actor: { select: { id: true, surname: true, givenName: true, patronymic: true } } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    ...paging,
  });
}
