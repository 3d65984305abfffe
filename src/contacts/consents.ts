import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput, Conflict, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { lockPerson } from "../people/people.ts";

/** A separate document per purpose (R34). messages: news by electronic channels. guardians: a pupil of age lets them hear. */
export const PURPOSES = ["messages", "guardians"] as const;
export type Purpose = (typeof PURPOSES)[number];

export type Consent = Prisma.ConsentGetPayload<object>;

/** Behind everything else the person may have. */
const LAST_RANK = 1000;

/** Every consent of a person, those that were withdrawn too, the newest first. */
export function listConsents(db: Db, personId: string): Promise<Consent[]> {
  return db.consent.findMany({ where: { personId }, orderBy: [{ givenAt: "desc" }, { id: "desc" }] });
}

interface Given {
  personId: string;
  purpose: Purpose;
  /** The document: its kind, number and date; or that the person gave it themselves after signing in. */
  source: string;
  givenAt?: Date | undefined;
}

/** @throws NotFound no such person · BadInput the day has not come yet · Conflict, with that one, it is given already */
export async function giveConsent(
  db: Db,
  { personId, purpose, source, givenAt }: Given,
  by: By,
): Promise<Consent> {
  const at = by.at ?? now();
  if (givenAt && givenAt > at)
    throw new BadInput("Дата согласия ещё не наступила. Проверьте её.", ["givenOn"]);
  return db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    const standing = await findStanding(tx, personId, purpose);
    if (standing) throw new Conflict("Такое согласие уже есть и не отозвано.", standing);
    const known = await tx.consent.findFirst({
      where: { personId, purpose, withdrawnAt: { gt: givenAt ?? at } },
    });
    if (known)
      throw new BadInput("Это согласие позже отозвали. Нужно новое, с более поздней датой.", ["givenOn"]);
    const consent = await tx.consent.create({
      data: { personId, purpose, source, givenAt: givenAt ?? at },
    });
    await audit(tx, by, { action: "consent.given", objectId: personId, details: { purpose } });
    return consent;
  });
}

/**
 * From now on it is a ground for nothing. Without "messages" the family is on paper the same day: what is open follows
 * (deliveries/gathering.ts), for the school's duty to inform does not end (R63). @throws NotFound there is none
 */
export function withdrawConsent(
  db: Db,
  { personId, purpose }: { personId: string; purpose: Purpose },
  by: By,
): Promise<Consent> {
  return db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    const standing = await findStanding(tx, personId, purpose);
    if (!standing) throw new NotFound("Такого согласия нет, или оно уже отозвано.");
    const at = by.at ?? now();
    const consent = await tx.consent.update({ where: { id: standing.id }, data: { withdrawnAt: at } });
    if (purpose === "messages") await moveToPaper(tx, personId, at);
    await audit(tx, by, { action: "consent.withdrawn", objectId: personId, details: { purpose } });
    return consent;
  });
}

function findStanding(tx: Tx, personId: string, purpose: Purpose): Promise<Consent | null> {
  return tx.consent.findFirst({ where: { personId, purpose, withdrawnAt: null } });
}

/** A sheet they declared themselves (R44) stays as it is; a person whom nothing was ever told of needs none. */
async function moveToPaper(tx: Tx, personId: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    insert into "Contact" ("personId", channel, address, rank, state, origin, "confirmedAt", "confirmedHow")
    select p.id, 'paper', p.id::text, ${LAST_RANK}, 'confirmed', 'lastResort', ${at}, 'consent withdrawn'
    from "Person" p
    where p.id = ${personId}::uuid and (exists (select 1 from "Guardianship" g where g."guardianId" = p.id)
      or exists (select 1 from "Contact" c where c."personId" = p.id and c.state <> 'revoked'))
    on conflict ("personId", channel, address) do update set rank = excluded.rank, state = 'confirmed', origin = 'lastResort',
      "statementId" = null, "signedDocumentId" = null, "confirmedAt" = excluded."confirmedAt", "confirmedHow" = excluded."confirmedHow",
      "suspendedReason" = null, "suspendedAt" = null, "revokedAt" = null, version = "Contact".version + 1
      where "Contact".state <> 'confirmed'`;
}
