import { randomUUID } from "node:crypto";
import { isoDay } from "../clock.ts";
import type { Channel, ContactState, Db, Prisma, Tx } from "../db.ts";
import type { Family, Plan, PlannedContact } from "./plan.ts";
import type { Counts, Thing } from "./tally.ts";

export interface ContactsDifference {
  statements: Prisma.StatementCreateManyInput[];
  consents: Prisma.ConsentCreateManyInput[];
  contacts: Prisma.ContactCreateManyInput[];
  /** Waited for a statement, and here it is; or stood aside while the file named another one. */
  confirmed: { id: string; statementId: string }[];
  /** Stood on the same statement, which names another contact now. */
  revoked: string[];
  notes: string[];
}

/** The reason written beside a contact that only the import has revoked: the import may bring it back. */
export const FILE_CHANGED = "fileChanged";

const THING_OF = { email: "emails", telegram: "telegrams", paper: "papers" } as const satisfies Record<
  Channel,
  Thing
>;

/**
 * The contact of each guardian with its passport, and the consents. What people did since stays: a contact that was
 * suspended or revoked is not revived, a consent that was withdrawn is not given again.
 */
export async function compareContacts(
  db: Db | Tx,
  plan: Plan,
  ids: Map<string, string>,
  { at, counts }: { at: Date; counts: Counts },
): Promise<ContactsDifference> {
  const difference: ContactsDifference = {
    statements: [],
    consents: [],
    contacts: [],
    confirmed: [],
    revoked: [],
    notes: [],
  };
  const comparing: Comparing = { ...(await readKnown(db, plan)), at, counts, difference, asleep: 0 };
  for (const family of plan.families) {
    const personId = family.guardian && ids.get(family.guardian.externalId);
    if (family.contact && personId) compareContact(family.contact, personId, comparing);
    compareConsents(family, ids, comparing);
  }
  if (comparing.asleep > 0)
    difference.notes.push(
      `Контактов, которые в журнале приостановлены или отозваны: ${comparing.asleep}. Они такими и остаются.`,
    );
  return difference;
}

interface KnownContact {
  id: string;
  personId: string;
  channel: Channel;
  address: string;
  state: ContactState;
  suspendedReason: string | null;
  statementId: string | null;
}

interface Known {
  contacts: Map<string, KnownContact[]>;
  statements: Map<string, string>;
  consents: Set<string>;
}

interface Comparing extends Known {
  at: Date;
  counts: Counts;
  difference: ContactsDifference;
  asleep: number;
}

async function readKnown(db: Db | Tx, plan: Plan): Promise<Known> {
  const person = { externalId: { startsWith: plan.prefix } };
  const contacts = await db.contact.findMany({
    where: { person },
    orderBy: [{ rank: "asc" }, { createdAt: "asc" }],
  });
  const statements = await db.statement.findMany({ where: { person } });
  const consents = await db.consent.findMany({ where: { person } });
  const ofPerson = new Map<string, KnownContact[]>();
  for (const contact of contacts)
    ofPerson.set(contact.personId, [...(ofPerson.get(contact.personId) ?? []), contact]);
  return {
    contacts: ofPerson,
    statements: new Map(
      statements.map(({ id, personId, number, date }) => [`${personId} ${isoDay(date)} ${number}`, id]),
    ),
    consents: new Set(consents.map(({ personId, purpose, givenAt }) => `${personId} ${purpose} ${+givenAt}`)),
  };
}

function compareContact(planned: PlannedContact, personId: string, comparing: Comparing): void {
  const { at, counts, difference } = comparing;
  const known = comparing.contacts.get(personId) ?? [];
  // A family stays with the way it has, also when the turns of the file fall otherwise after a change above it.
  const options = planned.options.map(({ channel, address }) => ({ channel, address: address ?? personId }));
  const matching = known.filter((contact) =>
    options.some(({ channel, address }) => contact.channel === channel && contact.address === address),
  );
  const there = matching.find((contact) => !isAsleep(contact)) ?? matching[0];
  const { channel, address } = there ?? options[0]!;
  const tally = counts[THING_OF[channel]];
  const statementId = planned.statement && compareStatement(planned.statement, personId, channel, comparing);
  if (there && isAsleep(there)) {
    comparing.asleep += 1;
    tally.same += 1;
    return;
  }
  if (statementId) revokeOthers(known, statementId, there, comparing);
  if (!there) {
    tally.fresh += 1;
    const passport = statementId
      ? { state: "confirmed" as const, statementId, confirmedAt: at, confirmedHow: "statement" }
      : { state: "unconfirmed" as const };
    difference.contacts.push({ personId, channel, address, origin: "statement", createdAt: at, ...passport });
  } else if (there.state !== "confirmed" && statementId) {
    tally.changed += 1;
    difference.confirmed.push({ id: there.id, statementId });
  } else tally.same += 1;
}

function isAsleep({ state, suspendedReason }: KnownContact): boolean {
  return state === "suspended" || (state === "revoked" && suspendedReason !== FILE_CHANGED);
}

function revokeOthers(
  known: KnownContact[],
  statementId: string,
  chosen: KnownContact | undefined,
  comparing: Comparing,
): void {
  for (const contact of known) {
    if (contact.id === chosen?.id || contact.statementId !== statementId || contact.state === "revoked")
      continue;
    comparing.counts[THING_OF[contact.channel]].changed += 1;
    comparing.difference.revoked.push(contact.id);
  }
}

function compareStatement(
  { number, date }: NonNullable<PlannedContact["statement"]>,
  personId: string,
  channel: Channel,
  { statements, counts, difference }: Comparing,
): string {
  const known = statements.get(`${personId} ${date} ${number}`);
  if (known) {
    counts.statements.same += 1;
    return known;
  }
  const id = randomUUID();
  counts.statements.fresh += 1;
  const about = channel === "paper" ? "paper" : "contacts";
  difference.statements.push({ id, personId, number, date: new Date(`${date}T00:00:00Z`), about });
  return id;
}

function compareConsents(
  { pupil, guardian, consents }: Family,
  ids: Map<string, string>,
  comparing: Comparing,
): void {
  for (const { of, purpose, givenOn, source } of consents) {
    const person = of === "pupil" ? pupil : guardian;
    if (!person) continue;
    const personId = ids.get(person.externalId)!;
    // A document has a day, not an hour; a fixed one makes the same document the same row.
    const givenAt = new Date(`${givenOn}T00:00:00Z`);
    if (comparing.consents.has(`${personId} ${purpose} ${+givenAt}`)) comparing.counts.consents.same += 1;
    else {
      comparing.counts.consents.fresh += 1;
      comparing.difference.consents.push({ personId, purpose, givenAt, source });
    }
  }
}
