import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import {
  type Contact,
  confirmContact,
  confirmFromAddress,
  documentContact,
  resumeContact,
  revokeContact,
  suspendContact,
} from "../../../src/contacts/contacts.ts";
import { addContact, addOwnContact } from "../../../src/contacts/entering.ts";
import { orderContacts } from "../../../src/contacts/order.ts";
import { reviveContact } from "../../../src/contacts/reviving.ts";
import { recordStatement } from "../../../src/contacts/statements.ts";
import type { ContactState } from "../../../src/db.ts";
import { BadInput, Closed, Conflict, NotFound } from "../../../src/errors.ts";
import { atOnce } from "../../support/at-once.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool();
});
afterEach(() => setClock(null));
afterAll(() => school.close());

const by = (who: CastKey) => ({ actorId: school.cast[who].id, source: "web", silent: false }) as const;
const contactsOf = (who: CastKey) =>
  school.db.contact.findMany({ where: { personId: school.cast[who].id }, orderBy: { rank: "asc" } });
const firstOf = async (who: CastKey) => (await contactsOf(who))[0]!;
const again = (contact: Contact) => school.db.contact.findUniqueOrThrow({ where: { id: contact.id } });
const seen = ({ id, version }: Contact) => ({ id, version });
const statementOf = (who: CastKey, number: string, about: "contacts" | "paper" = "contacts") =>
  recordStatement(
    school.db,
    { personId: school.cast[who].id, number, date: "2025-09-01", about },
    by("gromova"),
  );
const emailOf = (who: CastKey, address: string, statementId: string) =>
  addContact(
    school.db,
    { personId: school.cast[who].id, channel: "email", address, document: { statementId } },
    by("maltsev"),
  );
const ownEmailOf = (who: CastKey, address: string) =>
  addOwnContact(school.db, { personId: school.cast[who].id, channel: "email", address }, by(who));
const questionsTo = ({ id }: Contact) =>
  school.db.delivery.count({ where: { contactId: id, kind: "confirm" } });

describe("What staff enter (R64)", () => {
  test("rests on the family's statement, waits, and is asked at that address whose it is", async () => {
    const { id: statementId } = await statementOf("ruslanMother", "17");
    const contact = await emailOf("ruslanMother", "  Nazarova@Mail.EXAMPLE ", statementId);
    expect(contact).toMatchObject({
      ...{ state: "unconfirmed", origin: "statement", statementId },
      address: "Nazarova@mail.example",
    });
    expect(await questionsTo(contact)).toBe(1);
    const entries = await school.db.auditEntry.findMany({
      where: { objectId: school.cast.ruslanMother.id, action: "contact.added" },
    });
    expect(entries).toMatchObject([{ actorId: school.cast.maltsev.id, details: { contactId: contact.id } }]);
    expect(JSON.stringify(entries)).not.toContain("azarova");
  });

  test("does not rest on the statement of somebody else", async () => {
    const { id } = await statementOf("annaMother", "18");
    await expect(emailOf("ruslanMother", "other@mail.example", id)).rejects.toThrow(BadInput);
  });

  test("is not entered twice, until it is revoked: then it begins anew", async () => {
    const { id: statementId } = await statementOf("ilyaMother", "19");
    const first = await emailOf("ilyaMother", "abramova@mail.example", statementId);
    await expect(emailOf("ilyaMother", "abramova@mail.example", statementId)).rejects.toThrow(Conflict);
    const confirmed = await confirmContact(school.db, { ...seen(first), how: "по телефону" }, by("maltsev"));
    const revoked = await revokeContact(school.db, seen(confirmed), by("maltsev"));
    expect(revoked).toMatchObject({ state: "revoked", revokedAt: expect.any(Date) });
    expect(await emailOf("ilyaMother", "abramova@mail.example", statementId)).toMatchObject({
      ...{ id: first.id, state: "unconfirmed", confirmedAt: null, confirmedHow: null, revokedAt: null },
      version: revoked.version + 1,
    });
  });

  test.each([
    ["email", "nobody"],
    ["email", "a@b@c.example"],
    ["email", `${"a".repeat(250)}@mail.example`],
    ["email", "x@mail.example\r\nBcc: y@mail.example"],
    ["telegram", "@kravtsova"],
    ["telegram", "0"],
    ["telegram", "7".repeat(17)],
    ["telegram", "７００１"],
    ["paper", "ул. Ленина, 1"],
  ] as const)("has an address that can be one: %s is not at «%s»", async (channel, address) => {
    const { id: personId } = school.cast.ruslanMother;
    const statement = await school.db.statement.findFirstOrThrow({ where: { personId } });
    const document = { statementId: statement.id };
    await expect(
      addContact(school.db, { personId, channel, address, document }, by("maltsev")),
    ).rejects.toThrow(BadInput);
  });
});

describe("Paper, declared in writing (R44)", () => {
  test("goes before everything else from that day on, and the other contacts keep their order", async () => {
    const before = (await contactsOf("egorMother")).map(({ id }) => id);
    await statementOf("egorMother", "20", "paper");
    const contacts = await contactsOf("egorMother");
    expect(contacts[0]).toMatchObject({ channel: "paper", state: "confirmed", origin: "statement", rank: 0 });
    expect(contacts.slice(1).map(({ id }) => id)).toEqual(before);
    await statementOf("egorMother", "21", "paper");
    expect((await contactsOf("egorMother")).filter(({ channel }) => channel === "paper")).toHaveLength(1);
  });

  test("is not entered by a click of one's own", async () => {
    const wanted = { personId: school.cast.annaMother.id, channel: "paper", address: null } as const;
    expect(() => addOwnContact(school.db, wanted, by("annaMother"))).toThrow(BadInput);
  });
});

describe("What a person enters themselves (R64)", () => {
  test("waits, is asked, and is confirmed only from that address", async () => {
    const contact = await ownEmailOf("denisMother", "rybakova@mail.example");
    expect(contact).toMatchObject({ state: "unconfirmed", origin: "ownEntry", statementId: null, rank: 1 });
    expect(await questionsTo(contact)).toBe(1);
    await expect(
      confirmContact(school.db, { ...seen(contact), how: "поверил на слово" }, by("maltsev")),
    ).rejects.toThrow(BadInput);
    const confirmed = await school.db.$transaction((tx) =>
      confirmFromAddress(tx, contact.id, "link", by("denisMother")),
    );
    expect(confirmed).toMatchObject({
      ...{ state: "confirmed", confirmedHow: "link", confirmedById: school.cast.denisMother.id },
    });
  });

  test("gets the document that came later, and then staff may vouch for it", async () => {
    const contact = await ownEmailOf("alinaFather", "tikhonov@mail.example");
    const { id: statementId } = await statementOf("alinaFather", "22");
    const documented = await documentContact(school.db, { ...seen(contact), statementId }, by("maltsev"));
    const done = await confirmContact(school.db, { ...seen(documented), how: "лично" }, by("maltsev"));
    expect(done).toMatchObject({ state: "confirmed", origin: "statement", confirmedHow: "лично" });
  });
});

describe("From state to state", () => {
  const verbs = {
    confirm: (contact: Contact) =>
      confirmContact(school.db, { ...seen(contact), how: "по телефону" }, by("maltsev")),
    suspend: (contact: Contact) =>
      suspendContact(school.db, { ...seen(contact), reason: "doubtful" }, by("maltsev")),
    revive: (contact: Contact) => resumeContact(school.db, seen(contact), by("maltsev")),
    revoke: (contact: Contact) => revokeContact(school.db, seen(contact), by("maltsev")),
  };
  // Every state × every verb, by hand; null: refused.
  const TABLE: Record<ContactState, Record<keyof typeof verbs, ContactState | null>> = {
    unconfirmed: { confirm: "confirmed", suspend: null, revive: null, revoke: "revoked" },
    confirmed: { confirm: "confirmed", suspend: "suspended", revive: null, revoke: "revoked" },
    suspended: { confirm: "confirmed", suspend: null, revive: "confirmed", revoke: "revoked" },
    revoked: { confirm: null, suspend: null, revive: null, revoke: null },
  };
  const cases = Object.entries(TABLE).flatMap(([from, row]) =>
    Object.entries(row).map(([verb, to]) => ({
      from: from as ContactState,
      verb: verb as keyof typeof verbs,
      to,
    })),
  );

  test.each(cases)("$from · $verb → $to", async ({ from, verb, to }) => {
    const contact = await firstOf("matveyMother");
    const put = await school.db.contact.update({
      where: { id: contact.id },
      data: { state: from, suspendedReason: from === "suspended" ? "addressRefused" : null },
    });
    if (to === null) {
      await expect(verbs[verb](put)).rejects.toThrow(Closed);
      expect(await again(put)).toEqual(put);
    } else {
      const after = await verbs[verb](put);
      expect(after).toMatchObject({ state: to, version: put.version + 1 });
      expect(after.suspendedReason).toBe(to === "suspended" ? "doubtful" : null);
    }
  });

  test("an unanswered yearly question is not waved through: the family is asked", async () => {
    const { id } = await firstOf("matveyMother");
    const data = { state: "suspended", suspendedReason: "recheckDue" } as const;
    const put = await school.db.contact.update({ where: { id }, data });
    await expect(verbs.revive(put)).rejects.toThrow(Closed);
    expect(await verbs.confirm(put)).toMatchObject({ state: "confirmed", suspendedReason: null });
  });

  test("two administrators at once: one confirms, the other is told and changes nothing", async () => {
    const { id } = await firstOf("kirillMother");
    const refused = await atOnce(
      school.db,
      "Contact",
      ["первый", "вторая"].map(
        (how) => () => confirmContact(school.db, { id, version: 1, how }, by("maltsev")),
      ),
    );
    expect(refused).toMatchObject([{ name: "Conflict", current: { state: "confirmed", version: 2 } }]);
    expect(await school.db.contact.findUnique({ where: { id } })).toMatchObject({ version: 2 });
    const entries = { objectId: school.cast.kirillMother.id, action: "contact.confirmed" };
    expect(await school.db.auditEntry.count({ where: entries })).toBe(1);
  });

  test("who revokes what somebody has just confirmed is told first", async () => {
    const { id, version } = await firstOf("kirillMother");
    await expect(revokeContact(school.db, { id, version: version - 1 }, by("maltsev"))).rejects.toThrow(
      Conflict,
    );
  });

  test("what is not there cannot be confirmed from anywhere", async () => {
    const nothing = crypto.randomUUID();
    await expect(
      school.db.$transaction((tx) => confirmFromAddress(tx, nothing, "link", by("annaMother"))),
    ).rejects.toThrow(NotFound);
  });
});

describe("The order of a person's contacts", () => {
  const order = (who: CastKey, contacts: Contact[]) =>
    orderContacts(school.db, { personId: school.cast[who].id, contacts: contacts.map(seen) }, by(who));

  test("is theirs, and the one seen first is told when it was changed meanwhile", async () => {
    const contacts = await contactsOf("veraMother");
    const turned = contacts.toReversed();
    await order("veraMother", turned);
    const after = await contactsOf("veraMother");
    expect(after.map(({ id }) => id)).toEqual(turned.map(({ id }) => id));
    await expect(order("veraMother", contacts)).rejects.toThrow(Conflict);
  });

  test("names all of them, each once, and only theirs", async () => {
    const contacts = await contactsOf("veraMother");
    const foreign = await firstOf("annaMother");
    for (const wrong of [
      contacts.slice(1),
      [contacts[0]!, contacts[0]!],
      [...contacts, contacts[0]!],
      [contacts[0]!, foreign],
      [...contacts, foreign],
    ])
      await expect(order("veraMother", wrong)).rejects.toThrow(Conflict);
    expect(await contactsOf("veraMother")).toEqual(contacts);
  });

  test("two orders at once leave one of the two, never a mixture", async () => {
    const contacts = await contactsOf("pavelMother");
    const both = await Promise.allSettled([
      order("pavelMother", contacts),
      order("pavelMother", contacts.toReversed()),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await contactsOf("pavelMother")).map(({ rank }) => rank)).toEqual([0, 1]);
  });
});

test("Who unblocks the bot is reached again by itself, wherever that chat stands; a refused letter is not", async () => {
  const blocked = (await contactsOf("pavelMother")).find(({ channel }) => channel === "telegram")!;
  const byBot = { actorId: null, source: "bot", silent: false } as const;
  const unblock = ({ channel, address }: Contact) => reviveContact(school.db, { channel, address }, byBot);
  expect(await unblock(blocked)).toBe(1);
  expect(await again(blocked)).toMatchObject({ state: "confirmed", suspendedReason: null });
  expect(await unblock(blocked)).toBe(0);
  const refused = await firstOf("romanFather");
  expect(await unblock(refused)).toBe(0);
  expect(await again(refused)).toEqual(refused);
});
