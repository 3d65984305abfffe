import { afterAll, beforeAll, expect, test } from "vitest";
import { now, setClock } from "../../../src/clock.ts";
import { giveConsent, listConsents, withdrawConsent } from "../../../src/contacts/consents.ts";
import { gatherDue } from "../../../src/deliveries/gathering.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { makeThings } from "../../support/things.ts";

const NOW = new Date("2026-11-26T03:00:00Z");

let school: TestSchool;
beforeAll(async () => {
  setClock(NOW);
  school = await castSchool();
  await makeThings(school);
});
afterAll(async () => {
  setClock(null);
  await school.close();
});

const by = () => ({ actorId: school.cast.gromova.id, source: "web", silent: false }) as const;
const messages = (personId: string) => ({ personId, purpose: "messages" }) as const;

test("A withdrawn consent moves the family to paper the same day, and what is owed follows (R34, R63)", async () => {
  const { db, cast } = school;
  const personId = cast.annaMother.id;
  await db.notice.updateMany({
    where: { personId },
    data: { state: "open", urgency: "final", dueAt: now(), deliveryId: null },
  });
  await withdrawConsent(db, messages(personId), by());
  const paper = await db.contact.findFirstOrThrow({ where: { personId, channel: "paper" } });
  expect(paper).toMatchObject({ state: "confirmed", origin: "lastResort" });
  await db.$transaction(gatherDue);
  const next = await db.delivery.findMany({ where: { personId, state: "waiting" } });
  expect(next.map(({ channel }) => channel)).toEqual(["paper"]);
  const [consent] = await listConsents(db, personId);
  expect(consent?.withdrawnAt).toEqual(expect.any(Date));
  await expect(withdrawConsent(db, messages(personId), by())).rejects.toThrow("уже отозвано");
});

test("A family that declared paper itself keeps its own statement behind it (R44)", async () => {
  const { db, cast } = school;
  const personId = cast.leilaMother.id;
  const paper = () => db.contact.findFirstOrThrow({ where: { personId, channel: "paper" } });
  const before = await paper();
  if (!(await listConsents(db, personId)).some(({ withdrawnAt }) => withdrawnAt === null))
    await giveConsent(db, { ...messages(personId), source: "согласие № 3" }, by());
  await withdrawConsent(db, messages(personId), by());
  expect(await paper()).toEqual(before);
});

test("Given anew it is a new document; the old one stays withdrawn (R34)", async () => {
  const { db, cast } = school;
  const personId = cast.zlataMother.id;
  const given = { ...messages(personId), source: "согласие № 12 от 26.11.2026" };
  await expect(giveConsent(db, given, by())).rejects.toThrow("уже есть");
  await withdrawConsent(db, messages(personId), by());
  const old = { ...given, givenAt: new Date("2026-09-01T00:00:00Z") };
  await expect(giveConsent(db, old, by())).rejects.toThrow("более поздней датой");
  const ahead = { ...given, givenAt: new Date("2026-12-01T00:00:00Z") };
  await expect(giveConsent(db, ahead, by())).rejects.toThrow("ещё не наступила");
  const consent = await giveConsent(db, given, by());
  expect((await listConsents(db, personId)).map(({ withdrawnAt }) => withdrawnAt === null)).toEqual([
    true,
    false,
  ]);
  expect(consent.source).toBe(given.source);
});

test("Two who record the same consent at once record it once", async () => {
  const { db, cast } = school;
  const given = { personId: cast.arseny.id, purpose: "messages", source: "согласие № 14" } as const;
  await db.consent.deleteMany({ where: { personId: cast.arseny.id, purpose: "messages" } });
  const answers = await Promise.allSettled([giveConsent(db, given, by()), giveConsent(db, given, by())]);
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});
