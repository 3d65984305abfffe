import { audit } from "../audit.ts";
import type { Db } from "../db.ts";
import { Conflict } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { type Edited, lockPerson } from "../people/people.ts";

/**
 * Puts the contacts of a person into the order in which they want to be reached: all that are not revoked, each in the
 * version that was seen. The sheet of last resort has no place in it.
 * @throws NotFound · Conflict the list or one of its contacts is another by now; it comes with the error
 */
export async function orderContacts(
  db: Db,
  { personId, contacts }: { personId: string; contacts: Edited[] },
  by: By,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    const standing = await tx.contact.findMany({
      where: { personId, state: { not: "revoked" }, origin: { not: "lastResort" } },
      select: { id: true, version: true, channel: true, rank: true },
      orderBy: [{ rank: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    });
    const ranks = JSON.stringify(contacts.map(({ id, version }, rank) => ({ id, version, rank })));
    const moved = await tx.$executeRaw`
      update "Contact" c set rank = x.rank, version = c.version + 1
      from jsonb_to_recordset(${ranks}::jsonb) as x(id uuid, version int, rank int)
      where c.id = x.id and c.version = x.version and c."personId" = ${personId}::uuid
        and c.state <> 'revoked' and c.origin <> 'lastResort'`;
    // A contact named twice counts once, so it is missing in the end.
    if (moved !== standing.length || contacts.length !== standing.length)
      throw new Conflict(
        "Список контактов за это время изменился. Обновите его и расставьте заново.",
        standing,
      );
    await audit(tx, by, { action: "contacts.ordered", objectId: personId });
  });
}
