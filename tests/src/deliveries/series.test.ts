import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { dateOf, setClock } from "../../../src/clock.ts";
import type { Channel, Frequency } from "../../../src/db.ts";
import { planSeries } from "../../../src/deliveries/series.ts";
import { at, type TermSchool, termSchool, WEEK } from "../../support/term-school.ts";

let school: TermSchool;

beforeAll(async () => {
  school = await termSchool();
});
afterAll(() => school.close());

/** It is Friday, five in the evening, and everybody has their series: daily at six, weekly on Fridays at six. */
beforeEach(async () => {
  setClock(at(WEEK.friday, 17));
  expect(await planSeries(school.db)).toBe(0);
});
afterEach(async () => {
  const { db } = school;
  for (const table of ["Notice", "Delivery", "Series", "Preference", "DayOff"])
    await db.$executeRawUnsafe(`delete from "${table}"`);
  await db.choice.deleteMany({ where: { topic: { not: "marks" } } });
  await db.choice.deleteMany({ where: { personId: school.cast.egorMother.id } });
  await db.contact.deleteMany({ where: { address: { startsWith: "given" } } });
  await db.person.updateMany({ data: { timeZone: null } });
});

async function planAt(moment: Date): Promise<void> {
  setClock(moment);
  while ((await planSeries(school.db)) > 0);
}

const deliveriesOf = (person: CastKey) =>
  school.db.delivery.findMany({
    where: { personId: school.cast[person].id },
    orderBy: [{ kind: "asc" }, { createdAt: "asc" }],
  });
const kindsOf = async (person: CastKey) => (await deliveriesOf(person)).map(({ kind }) => kind);
const choose = (person: CastKey, topic: string, frequency: Frequency) =>
  school.db.choice.create({ data: { personId: school.cast[person].id, topic, frequency } });
const arrived = async (person: CastKey) => {
  const personId = school.cast[person].id;
  await school.db.delivery.updateMany({ where: { personId }, data: { state: "sent" } });
  const carriedUntil = at(WEEK.friday, 18);
  await school.db.series.updateMany({ where: { personId }, data: { carriedUntil } });
};
const giveContact = (person: CastKey, channel: Channel, rank: number) =>
  school.db.contact.create({
    data: {
      ...{ personId: school.cast[person].id, channel, address: `given ${person}`, rank },
      ...{ state: "confirmed", origin: "statement" },
    },
  });
const wait = (person: CastKey, pupil: CastKey, frequency: Frequency) => {
  const due = { dueAt: at(WEEK.friday, 12), patienceUntil: at(WEEK.friday, 23) };
  const who = { personId: school.cast[person].id, pupilId: school.cast[pupil].id };
  const factId = school.cast[person].id;
  const data = { factKind: "mark", factId, factVersion: 1, urgency: "digest", frequency } as const;
  return school.db.notice.create({ data: { ...data, ...who, ...due } });
};

describe("At the hour of the digests", () => {
  test("everybody who hears about a pupil gets theirs, pupils with contacts too", async () => {
    await planAt(at(WEEK.friday, 18));
    for (const person of ["annaMother", "annaFather", "vera", "veraMother"] as const)
      expect([person, await kindsOf(person)]).toEqual([person, ["daily", "weekly"]]);
    const [, weekly] = await deliveriesOf("annaMother");
    const { cast } = school;
    expect(weekly).toMatchObject({
      ...{ pupilId: cast.anna.id, channel: "telegram", urgency: "digest", state: "waiting" },
      ...{ dueAt: at(WEEK.friday, 18), contactId: cast.annaMother.contacts.telegram!.id },
      ...{ patienceUntil: expect.any(Date), windowUntil: expect.any(Date) },
    });
    expect(weekly!.windowUntil!.getTime() - weekly!.windowFrom!.getTime()).toBe(7 * 86_400_000);
  });

  test("nobody gets one who is barred, unconfirmed, suspended or without a contact", async () => {
    await planAt(at(WEEK.friday, 18));
    for (const person of ["glebFather", "kirillMother", "romanFather", "stepanGuardian"] as const)
      expect([person, await kindsOf(person)]).toEqual([person, []]);
  });

  test("it is the hour of their own clock", async () => {
    const { db, cast } = school;
    await db.person.update({ where: { id: cast.annaFather.id }, data: { timeZone: "Europe/Moscow" } });
    await db.preference.create({ data: { personId: cast.egorMother.id, weeklyDay: 7, weeklyHour: 9 } });
    await db.series.deleteMany();
    setClock(at(WEEK.friday, 17));
    await planSeries(db);
    await planAt(at(WEEK.friday, 18));
    expect(await kindsOf("annaFather")).toEqual([]);
    expect(await kindsOf("egorMother")).toEqual(["daily"]);
    await planAt(at(WEEK.friday, 22));
    expect(await kindsOf("annaFather")).toEqual(["daily", "weekly"]);
    await planAt(at("2027-09-26", 9));
    expect(await kindsOf("egorMother")).toEqual(["daily", "weekly"]);
  });

  test("what a family chose off does not come", async () => {
    await choose("egorMother", "weekly", "off");
    await choose("annaMother", "homework", "off");
    await planAt(at(WEEK.friday, 18));
    expect(await kindsOf("egorMother")).toEqual(["daily"]);
    expect(await kindsOf("annaMother")).toEqual(["weekly"]);
  });

  test("a family on paper gets its week, and a day only when something waits for it", async () => {
    await giveContact("egorMother", "paper", -1);
    await planAt(at(WEEK.friday, 18));
    expect((await deliveriesOf("egorMother")).map(({ kind, channel }) => `${kind} ${channel}`)).toEqual([
      "weekly paper",
    ]);
    await choose("egorMother", "marks", "evening");
    await wait("egorMother", "egor", "evening");
    await planAt(at("2027-09-25", 18));
    expect(await kindsOf("egorMother")).toEqual(["daily", "weekly"]);
  });

  test("the family's first channel counts, by their own order", async () => {
    const email = await giveContact("annaMother", "email", -1);
    await planAt(at(WEEK.friday, 18));
    expect((await deliveriesOf("annaMother")).map(({ contactId }) => contactId)).toEqual([
      email.id,
      email.id,
    ]);
  });
});

describe("What was missed is made up once", () => {
  test("after three days without a post office, looking back on all of them", async () => {
    await planAt(at(WEEK.friday, 18));
    await arrived("annaMother");
    await planAt(at("2027-09-30", 9));
    const made = (await deliveriesOf("annaMother")).filter(({ state }) => state === "waiting");
    expect(made).toMatchObject([
      { kind: "daily", dueAt: at("2027-09-25", 18), windowFrom: at(WEEK.friday, 18) },
    ]);
    expect(made[0]!.patienceUntil.getTime()).toBeGreaterThan(at("2027-09-30", 20).getTime());
    const series = await school.db.series.findMany({ where: { personId: school.cast.annaMother.id } });
    const next = series.map(({ frequency, nextDueAt }) => `${frequency} ${nextDueAt.toISOString()}`);
    expect([...new Set(next)].sort()).toEqual([
      `daily ${at("2027-09-30", 18).toISOString()}`,
      `weekly ${at("2027-10-01", 18).toISOString()}`,
    ]);
  });

  test("and not again while the one before has not left", async () => {
    await planAt(at(WEEK.friday, 18));
    await planAt(at(WEEK.nextMonday, 18));
    expect(await kindsOf("annaMother")).toEqual(["daily", "weekly"]);
  });

  test("by one of four processes that look at the same moment", async () => {
    setClock(at(WEEK.friday, 18));
    const { db } = school;
    await Promise.all([planSeries(db), planSeries(db), planSeries(db), planSeries(db)]);
    expect(await kindsOf("annaMother")).toEqual(["daily", "weekly"]);
    expect(await db.series.count({ where: { nextDueAt: { lte: at(WEEK.friday, 18) } } })).toBe(0);
  });

  test("once all that happened to the pupil was routed: else its marks and its notices would tell it twice", async () => {
    const { db, cast } = school;
    const happened = {
      kind: "mark.set",
      factId: cast.anna.id,
      factVersion: 1,
      occurredAt: at(WEEK.friday, 17, 50),
    };
    const { id } = await db.event.create({ data: { ...happened, pupilId: cast.anna.id } });
    await planAt(at(WEEK.friday, 18));
    expect(await kindsOf("annaMother")).toEqual([]);
    expect(await kindsOf("egorMother")).toContain("weekly");
    await db.event.update({ where: { id }, data: { routedAt: at(WEEK.friday, 18) } });
    await planAt(at(WEEK.friday, 18, 1));
    expect(await kindsOf("annaMother")).toEqual(["daily", "weekly"]);
    await db.event.delete({ where: { id } });
  });

  test("also when planning broke off in the middle: all of it or nothing", async () => {
    const { db } = school;
    await db.$executeRaw`alter table "Series" add constraint stuck check ("nextDueAt" < '2027-09-24T12:00:00Z') not valid`;
    await expect(planAt(at(WEEK.friday, 18))).rejects.toThrow();
    expect(await db.delivery.count()).toBe(0);
    await db.$executeRaw`alter table "Series" drop constraint stuck`;
    await planAt(at(WEEK.friday, 19));
    expect(await kindsOf("annaMother")).toEqual(["daily", "weekly"]);
    expect(await deliveriesOf("annaMother")).toMatchObject([{ dueAt: at(WEEK.friday, 18) }, {}]);
  });
});

describe("Nobody gets a row for nothing", () => {
  beforeEach(async () => {
    await planAt(at(WEEK.friday, 18));
    await school.db.delivery.deleteMany();
  });

  test("on a free day or in the holidays", async () => {
    const { db, yearId } = school;
    await planAt(at("2027-09-25", 18));
    expect(await db.delivery.count()).toBe(0);
    const days = { startsOn: dateOf("2027-09-25"), endsOn: dateOf("2027-10-10") };
    await db.dayOff.create({ data: { yearId, kind: "vacation", name: "каникулы", ...days } });
    const carriedUntil = at("2027-09-24", 18);
    await db.series.updateMany({ data: { carriedUntil } });
    await planAt(at("2027-10-01", 18));
    expect(await db.delivery.count()).toBe(0);
  });

  test("unless they want to hear it, or something waits to be carried", async () => {
    const { db, cast } = school;
    await db.preference.create({ data: { personId: cast.egorMother.id, sayNothing: true } });
    await wait("annaFather", "anna", "evening");
    await planAt(at("2027-09-25", 18));
    expect(await kindsOf("egorMother")).toEqual(["daily"]);
    expect(await kindsOf("annaFather")).toEqual(["daily"]);
    expect(await db.delivery.count()).toBe(2);
  });

  test("and what waits for a series nobody may or can hear ends with its reason", async () => {
    const barred = await wait("glebFather", "gleb", "evening");
    const unreachable = await wait("kirillMother", "kirill", "evening");
    const awaited = await wait("annaFather", "anna", "evening");
    await planAt(at("2027-09-25", 18));
    const notices = await school.db.notice.findMany();
    const fates = new Map(notices.map(({ id, state, reason }) => [id, `${state} ${reason}`]));
    expect(fates.get(barred.id)).toBe("dropped noRight");
    expect(fates.get(unreachable.id)).toBe("dropped noContact");
    expect(fates.get(awaited.id)).toBe("open null");
  });
});
