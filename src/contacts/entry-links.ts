import { randomUUID } from "node:crypto";
import { accountFor } from "../access/issuing.ts";
import { signEntry } from "../access/links.ts";
import { hashOf } from "../access/secrets.ts";
import { standingsOf } from "../access/standing.ts";
import { audit } from "../audit.ts";
import { dayIn, now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { lockPerson } from "../people/people.ts";
import { getSettings } from "../settings.ts";
import { tidyAddress } from "./addresses.ts";

/** Families and pupils sign in by a link that was shown or sent to them; staff have their passwords. */

export const ENTRY_MINUTES = 15;
const MOST_AN_HOUR = 5;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OVER = "Ссылка для входа больше не действует: она на один раз и на 15 минут. Попросите новую.";

/** Where a link leads. */
export function entryLink(
  { publicUrl, secret }: { publicUrl: string; secret: string },
  linkId: string,
): string {
  return `${publicUrl}/e/${signEntry(secret, linkId)}`;
}

/**
 * A link for somebody whom another door knows already: their chat with the bot. The same link until it was used is not
 * shown twice: a new one each time, of which every one works once.
 * @throws BadInput they are staff, or have asked too often
 */
export async function issueEntryLink(
  db: Db,
  { publicUrl, secret, personId }: { publicUrl: string; secret: string; personId: string },
  by: By,
): Promise<string> {
  return db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    if (!(await mayEnter(tx, personId)))
      throw new BadInput("Сотрудники входят с паролем. Если он забыт, новый выдаст администратор.");
    if (!(await isWithinLimit(tx, personId)))
      throw new BadInput("Ссылок для входа за час было уже много. Подождите час или войдите с паролем.");
    return entryLink({ publicUrl, secret }, await create(tx, { secret, personId, deliveryId: null }, by));
  });
}

/**
 * Sends a link to everybody of a family whose confirmed address this is. Whether there is anybody is told to nobody:
 * nothing is returned and nothing thrown, but for what is no address at all. @throws BadInput
 */
export async function mailEntryLinks(
  db: Db,
  { secret, address: typed }: { secret: string; address: string },
): Promise<void> {
  const address = tidyAddress("email", typed, "");
  await db.$transaction(async (tx) => {
    // Phones begin an address with a capital; the letter goes to the address as it was confirmed.
    const contacts = await tx.$queryRaw<{ id: string; personId: string }[]>`
      select id, "personId" from "Contact"
      where channel = 'email' and lower(address) = lower(${address}) and state = 'confirmed' order by "personId"`;
    for (const contact of contacts) await mail(tx, { secret, ...contact });
  });
}

async function mail(
  tx: Tx,
  { secret, id: contactId, personId }: { secret: string; id: string; personId: string },
) {
  await lockPerson(tx, personId);
  if (!(await mayEnter(tx, personId)) || !(await isWithinLimit(tx, personId))) return;
  const at = now();
  const { id: deliveryId } = await tx.delivery.create({
    data: {
      ...{ personId, contactId, channel: "email", kind: "entry", urgency: "service" },
      dueAt: at,
      patienceUntil: new Date(at.getTime() + ENTRY_MINUTES * 60_000),
    },
    select: { id: true },
  });
  await create(tx, { secret, personId, deliveryId }, { actorId: personId, source: "web", silent: false, at });
}

async function create(
  tx: Tx,
  { secret, personId, deliveryId }: { secret: string; personId: string; deliveryId: string | null },
  by: By,
): Promise<string> {
  const at = by.at ?? now();
  await tx.entryLink.deleteMany({ where: { personId, createdAt: { lt: new Date(at.getTime() - DAY_MS) } } });
  const id = randomUUID();
  const expiresAt = new Date(at.getTime() + ENTRY_MINUTES * 60_000);
  await tx.entryLink.create({
    data: { id, tokenHash: hashOf(signEntry(secret, id)), personId, deliveryId, createdAt: at, expiresAt },
  });
  await audit(tx, by, { action: "entry.asked", objectId: personId });
  return id;
}

/** Whether a link still opens something; opening the page uses nothing up, for mail scanners open links too. @throws NotFound */
export async function checkEntryLink(db: Db, token: string): Promise<void> {
  const where = { tokenHash: hashOf(token), usedAt: null, expiresAt: { gt: now() } };
  if (!(await db.entryLink.findUnique({ where }))) throw new NotFound(OVER);
}

/**
 * Uses a link up: whose it was is signed in, once. Who has no account yet gets one, whose password nobody knows.
 * @throws NotFound used, over, unknown, or its owner may not enter any more
 */
export async function redeemEntryLink(
  db: Db,
  token: string,
): Promise<{ accountId: string; personId: string }> {
  return db.$transaction(async (tx) => {
    const at = now();
    const tokenHash = hashOf(token);
    // By compare-and-set: of two who open it at once one enters.
    const { count } = await tx.entryLink.updateMany({
      where: { tokenHash, usedAt: null, expiresAt: { gt: at } },
      data: { usedAt: at },
    });
    if (count === 0) throw new NotFound(OVER);
    const { personId } = await tx.entryLink.findUniqueOrThrow({ where: { tokenHash } });
    if (!(await mayEnter(tx, personId))) throw new NotFound(OVER);
    const by: By = { actorId: personId, source: "web", silent: false, at };
    const accountId = await accountFor(tx, personId, by);
    await audit(tx, by, { action: "session.opened", details: { by: "link" } });
    return { accountId, personId };
  });
}

/** Of a family, of no staff, and no account of theirs is closed. */
async function mayEnter(tx: Tx, personId: string): Promise<boolean> {
  const day = dayIn((await getSettings(tx)).timeZone);
  const standings = await standingsOf(tx, personId, { about: "school", day });
  if (!standings.has("guardian") && !standings.has("pupil")) return false;
  // Whoever ever held a role: its access is not a family's.
  if ((await tx.roleGrant.count({ where: { personId } })) > 0) return false;
  const account = await tx.account.findUnique({ where: { personId }, select: { disabledAt: true } });
  return account?.disabledAt == null;
}

async function isWithinLimit(tx: Tx, personId: string): Promise<boolean> {
  const since = new Date(now().getTime() - HOUR_MS);
  return (await tx.entryLink.count({ where: { personId, createdAt: { gt: since } } })) < MOST_AN_HOUR;
}
