import { audit } from "../audit.ts";
import { dateOf } from "../clock.ts";
import type { Db, Prisma, Role, Tx } from "../db.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import { checkDocument, checkEnd, checkFree, dateColumns } from "./dated.ts";
import { type Changes, type Edited, lockPerson } from "./people.ts";

export type RoleGrant = Prisma.RoleGrantGetPayload<object>;

/** ISO days; `to` is the last day with the role, `documentOn` dates the hiring document (R48 counts from it). */
export interface GrantDays {
  to: string | null;
  documentOn: string | null;
}

/** @throws NotFound · BadInput the days · Conflict the person has the role on some of these days */
export async function grantRole(
  db: Db,
  { personId, role, from, ...days }: { personId: string; role: Role; from: string } & GrantDays,
  by: By,
): Promise<RoleGrant> {
  return db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    const { to = null, documentOn = null } = dateColumns(days);
    const wanted = { personId, role, from: dateOf(from), to, documentOn };
    const others = await tx.roleGrant.findMany({ where: { personId, role } });
    await checkGrant(tx, wanted, others);
    const grant = await tx.roleGrant.create({ data: wanted });
    await audit(tx, by, { action: "role.granted", objectId: personId, details: { grantId: grant.id, role } });
    return grant;
  });
}

/**
 * Ends a role, lets it last longer, corrects the date of its document.
 * @throws NotFound · Conflict (see versions.ts; or as grantRole) · BadInput the days
 */
export async function changeRole(
  db: Db,
  { id, version, ...days }: Edited & Changes<GrantDays>,
  by: By,
): Promise<RoleGrant> {
  return db.$transaction(async (tx) => {
    const { after } = await editVersion(tx.roleGrant, { id, version }, dateColumns(days));
    const { personId, role } = after;
    await lockPerson(tx, personId);
    await checkGrant(tx, after, await tx.roleGrant.findMany({ where: { personId, role, id: { not: id } } }));
    await audit(tx, by, {
      action: "role.changed",
      objectId: personId,
      details: { grantId: id, role, ...days },
    });
    return after;
  });
}

type Wanted = Omit<RoleGrant, "id" | "version">;

async function checkGrant(tx: Tx, wanted: Wanted, others: RoleGrant[]): Promise<void> {
  checkEnd(wanted);
  await checkDocument(tx, wanted.documentOn);
  checkFree(others, wanted, "Эта роль у человека на эти дни уже есть. Измените дни прежней записи.");
}
