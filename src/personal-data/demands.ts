import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import type { By } from "../outbox/events.ts";
import { lockPerson } from "../people/people.ts";

/** A person who waits for their erasure. */
interface ErasureDemand {
  personId: string;
  askedAt: Date;
  person: { surname: string; givenName: string; patronymic: string | null };
}

/** Somebody asks for an end of what is kept about them (R34). Asked again, the first day stands. @throws NotFound */
export async function demandErasure(db: Db, personId: string, by: By): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    if (await tx.erasureDemand.findUnique({ where: { personId } })) return;
    await tx.erasureDemand.create({ data: { personId, askedAt: by.at ?? now() } });
    await audit(tx, by, { action: "erasure.demanded", objectId: personId });
  });
}

/** They think better of it; harmless where nothing was asked. @throws NotFound */
export async function takeBackErasure(db: Db, personId: string, by: By): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    const { count } = await tx.erasureDemand.deleteMany({ where: { personId } });
    if (count > 0) await audit(tx, by, { action: "erasure.takenBack", objectId: personId });
  });
}

/** When this person asked; null: they did not, or it is done. */
export async function findErasureDemand(db: Db, personId: string): Promise<Date | null> {
  return (await db.erasureDemand.findUnique({ where: { personId } }))?.askedAt ?? null;
}

/** Everybody who waits for it, the longest first. */
export function listErasureDemands(db: Db): Promise<ErasureDemand[]> {
  return db.erasureDemand.findMany({
    include: { person: { select: { surname: true, givenName: true, patronymic: true } } },
    orderBy: [{ askedAt: "asc" }, { personId: "asc" }],
  });
}
