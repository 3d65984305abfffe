import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { Conflict } from "../errors.ts";
import { dropFiles } from "../files.ts";
import type { By } from "../outbox/events.ts";
import { lockPerson } from "../people/people.ts";

/** The written demand behind an erasure: its number and its date, `2026-12-01`. */
export interface Act {
  number: string;
  date: string;
}

/** How much was removed, and what stays and why, in words for the person who asked. */
export interface Erased {
  removed: Record<string, number>;
  kept: { what: string; why: string }[];
}

const KEPT: Erased["kept"] = [
  {
    what: "Журнал: отметки, посещаемость, итоги, классы",
    why: "Школа обязана хранить его как документ об обучении.",
  },
  {
    what: "Фамилия, имя, отчество, пол и дата рождения, родство с учеником",
    why: "Без них журнал не к кому отнести (R33).",
  },
  {
    what: "Когда и каким каналом о чём сообщено, без текста и адреса",
    why: "Это доказывает, что школа сообщила в срок (R63).",
  },
  { what: "Записи о том, кто что делал и смотрел", why: "Закон требует их хранить (R34, R51)." },
];

/**
 * Removes what is kept about a person for informing them (R34): addresses, consents, slips, documents with their files,
 * choices, and what was written to them. The journal stays, and so does the school's duty (R63): what is owed from now
 * on goes on paper. Repeating it is harmless.
 * @throws NotFound · Conflict a message to this person is leaving at this very moment
 */
export async function erasePerson(
  db: Db,
  { personId, act, dataDir }: { personId: string; act: Act; dataDir: string },
  by: By,
): Promise<Erased> {
  return db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    await endMessages(tx, personId);
    const removed = {
      ...(await eraseContacts(tx, { personId, at: by.at ?? now() })),
      ...(await eraseTexts(tx, personId)),
      ...(await eraseOwn(tx, { personId, dataDir })),
    };
    await audit(tx, by, { action: "person.erased", objectId: personId, details: { ...act, ...removed } });
    return { removed, kept: KEPT };
  });
}

/** What waits is written to an address that is gone; its notices find their way again (deliveries/gathering.ts). */
async function endMessages(tx: Tx, personId: string): Promise<void> {
  const leaving = await tx.$queryRaw<{ state: string }[]>`
    select state from "Delivery" where "personId" = ${personId}::uuid and state in ('waiting', 'sending') order by id for update`;
  if (leaving.some(({ state }) => state === "sending"))
    throw new Conflict("Этому человеку как раз уходит сообщение. Повторите через минуту.", null);
  await tx.$executeRaw`
    update "Notice" n set "deliveryId" = null from "Delivery" d
    where d.id = n."deliveryId" and d."personId" = ${personId}::uuid and d.state = 'waiting'`;
  await tx.$executeRaw`
    update "Delivery" set state = 'dropped', reason = 'erased', "settledAt" = ${now()}
    where "personId" = ${personId}::uuid and state = 'waiting'`;
}

/** Deliveries keep their contact, so it stays as an empty shell. */
async function eraseContacts(tx: Tx, { personId, at }: { personId: string; at: Date }) {
  // Also the slips that speak of this pupil to others.
  const slips = await tx.invitation.deleteMany({ where: { OR: [{ personId }, { pupilId: personId }] } });
  // What a chat was in the middle of saying; whoever shares it begins anew.
  await tx.$executeRaw`
    delete from "BotChat" where "chatId" in
      (select address from "Contact" where "personId" = ${personId}::uuid and channel = 'telegram')`;
  await tx.botDraft.deleteMany({ where: { personId } });
  const contacts = await tx.$executeRaw`
    update "Contact" set address = 'erased ' || id, state = 'revoked', "revokedAt" = coalesce("revokedAt", ${at}),
      "statementId" = null, "signedDocumentId" = null, "suspendedReason" = null, version = version + 1
    where "personId" = ${personId}::uuid and address not like 'erased %'`;
  return { contacts, slips: slips.count };
}

/** The round it stands in is still printed, so it stays a sheet. */
const EMPTY_SHEET = JSON.stringify({ pupilIndex: 0, title: "", lead: "", lines: [] });

/** Words of providers may repeat an address. */
async function eraseTexts(tx: Tx, personId: string) {
  const texts = await tx.$executeRaw`
    update "Delivery" set text = null, subject = null, "providerWords" = null
    where "personId" = ${personId}::uuid and (text is not null or subject is not null or "providerWords" is not null)`;
  await tx.$executeRaw`
    update "Attempt" a set "providerWords" = null from "Delivery" d
    where d.id = a."deliveryId" and d."personId" = ${personId}::uuid and a."providerWords" is not null`;
  await tx.postboxMessage.deleteMany({ where: { delivery: { personId } } });
  const sheets = await tx.$executeRaw`
    update "PaperSheet" s set content = ${EMPTY_SHEET}::jsonb from "Delivery" d
    where d.id = s."deliveryId" and d."personId" = ${personId}::uuid and s.content <> ${EMPTY_SHEET}::jsonb`;
  await tx.callNote.updateMany({ where: { personId }, data: { note: null } });
  return { texts, sheets };
}

async function eraseOwn(tx: Tx, { personId, dataDir }: { personId: string; dataDir: string }) {
  const where = { personId };
  const consents = await tx.consent.deleteMany({ where });
  const choices = await tx.choice.deleteMany({ where });
  await tx.preference.deleteMany({ where });
  await tx.entryLink.deleteMany({ where });
  await tx.erasureDemand.deleteMany({ where });
  await tx.series.deleteMany({ where });
  await tx.idempotencyKey.deleteMany({ where: { account: where } });
  await tx.person.update({
    where: { id: personId },
    data: { phone: null, address: null, email: null, version: { increment: 1 } },
  });
  const statements = await tx.statement.findMany({ where });
  const signed = await tx.signedDocument.findMany({ where });
  const papers = { excuse: { OR: [{ givenById: personId }, { pupilId: personId }] } };
  const excuseFiles = await tx.excuseFile.findMany({ where: papers });
  const works = await tx.material.findMany({
    where: { kind: "work", OR: [{ pupilId: personId }, { addedById: personId }] },
  });
  // Before the rows: after a crash in between the same erasure finds them again; the other way round nobody would.
  await dropFiles(dataDir, [
    ...statements.flatMap(({ scan }) => scan ?? []),
    ...signed.flatMap(({ file, signatureFile }) => [file, signatureFile]),
    ...excuseFiles.map(({ file }) => file),
    ...works.map(({ file }) => file),
  ]);
  await tx.statement.deleteMany({ where });
  await tx.signedDocument.deleteMany({ where });
  await tx.excuseFile.deleteMany({ where: papers });
  await tx.material.deleteMany({ where: { id: { in: works.map(({ id }) => id) } } });
  // Its messages go with it.
  await tx.thread.deleteMany({ where: { OR: [{ guardianId: personId }, { pupilId: personId }] } });
  return {
    consents: consents.count,
    choices: choices.count,
    documents: statements.length + signed.length + excuseFiles.length + works.length,
  };
}
