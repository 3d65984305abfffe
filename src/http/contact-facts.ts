import type { ContactCard, ContactRow, ContactsTab } from "../../templates/pages/contact-words.ts";
import { isoDay } from "../clock.ts";
import { type Passport, readPassports } from "../contacts/passport.ts";
import { countQueue, QUEUES, type QueuedContact, readQueue } from "../contacts/queue.ts";
import { findUnreachable } from "../contacts/unreachable.ts";
import type { Db } from "../db.ts";
import { getDossier } from "../people/dossier.ts";
import { listErasureDemands } from "../personal-data/demands.ts";
import { dayOf } from "./moments.ts";
import { fullName } from "./session.ts";

const SHOWN = 50;

interface Asked {
  tab: ContactsTab;
  page: number;
  day: Date;
  timeZone: string;
}

/** A page of what an administrator looks through, and how many there are in each queue. */
export async function readContactList(db: Db, { tab, page, day, timeZone }: Asked) {
  const unreachable = await findUnreachable(db, day);
  const counts = { ...(await countQueue(db)), unreachable: unreachable.length };
  const queue = QUEUES.find((one) => one === tab);
  const paging = { take: SHOWN, skip: page * SHOWN };
  const demands = await listErasureDemands(db);
  const queued = queue ? await readQueue(db, queue, paging) : [];
  return {
    counts,
    erasures: demands.map(({ personId, askedAt, person }) => ({
      id: personId,
      name: fullName(person),
      askedOn: dayOf(askedAt, timeZone),
    })),
    hasMore: counts[tab] > (page + 1) * SHOWN,
    rows: queued.map((contact) => rowOf(contact, timeZone)),
    families: queue
      ? []
      : unreachable.slice(page * SHOWN, (page + 1) * SHOWN).map(({ hearers, ...pupil }) => ({
          id: pupil.id,
          name: `${pupil.surname} ${pupil.givenName}`,
          className: pupil.className,
          hearers: hearers.map((hearer) => ({ id: hearer.id, name: fullName(hearer) })),
        })),
  };
}

/** Everything a person is reached by, with what it rests on (R64); addresses only for who may see them. */
export async function readPersonContacts(
  db: Db,
  personId: string,
  { timeZone, seesAddresses }: { timeZone: string; seesAddresses: boolean },
) {
  const person = await getDossier(db, personId);
  const { contacts, statements, signedDocuments } = await readPassports(db, personId);
  const confirmers = await namesOf(
    db,
    contacts.map(({ confirmedById }) => confirmedById),
  );
  return {
    person: { id: personId, name: fullName(person) },
    wards: person.guardianOf.map(({ pupil, kinship }) => ({ name: fullName(pupil), kinship })),
    contacts: contacts.map((contact) =>
      cardOf(contact, { timeZone, seesAddresses, confirmedBy: confirmers.get(contact.confirmedById ?? "") }),
    ),
    statements: statements.map(({ id, number, date, about, scan }) => ({
      id,
      number,
      date: isoDay(date),
      isAboutPaper: about === "paper",
      hasScan: scan !== null,
    })),
    signedDocuments: signedDocuments.map(({ id, number, date, verifiedAt }) => ({
      id,
      number,
      date: isoDay(date),
      isVerified: verifiedAt !== null,
    })),
  };
}

function rowOf(contact: QueuedContact, timeZone: string): ContactRow {
  const { id, personId, person, channel, state, suspendedReason, createdAt, confirmedAt, suspendedAt } =
    contact;
  return {
    id,
    personId,
    name: fullName(person),
    channel,
    address: masked(contact),
    since: dayOf(suspendedAt ?? confirmedAt ?? createdAt, timeZone),
    state,
    reason: suspendedReason,
    stands: standsOn(contact),
  };
}

interface CardLook {
  timeZone: string;
  seesAddresses: boolean;
  confirmedBy: string | undefined;
}

function cardOf(contact: Passport, { timeZone, seesAddresses, confirmedBy }: CardLook): ContactCard {
  const { id, version, channel, state, rank, suspendedReason, createdAt, confirmedAt, confirmedHow } =
    contact;
  const document = contact.statement ?? contact.signedDocument;
  return {
    id,
    version,
    channel,
    // A chat's number says nothing to people.
    address: channel === "email" && seesAddresses ? contact.address : masked(contact),
    state,
    isFirst: rank === 0 && state !== "revoked",
    isLastResort: contact.origin === "lastResort",
    reason: suspendedReason,
    since: dayOf(createdAt, timeZone),
    stands: standsOn(contact),
    document: document && { number: document.number ?? "", date: isoDay(document.date) },
    confirmed: confirmedAt && {
      on: dayOf(confirmedAt, timeZone),
      how: confirmedHow,
      by: confirmedBy ?? null,
    },
  };
}

function standsOn({ statementId, signedDocument }: Passport): ContactRow["stands"] {
  if (statementId) return "statement";
  if (signedDocument) return signedDocument.verifiedAt ? "signed" : "unverified";
  return "nothing";
}

/** «d•••a@example.ru» */
function masked({ channel, address }: Passport): string | null {
  if (channel !== "email" || !address) return null;
  const at = address.lastIndexOf("@");
  const name = [...address.slice(0, at)];
  return `${name[0] ?? ""}•••${name.length > 1 ? name.at(-1) : ""}${address.slice(at)}`;
}

async function namesOf(db: Db, ids: (string | null)[]): Promise<Map<string, string>> {
  const people = await db.person.findMany({ where: { id: { in: ids.filter((id) => id !== null) } } });
  return new Map(people.map((person) => [person.id, fullName(person)]));
}
