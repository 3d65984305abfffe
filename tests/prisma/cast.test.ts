import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cast } from "../../prisma/cast-ids.ts";
import { findHearers } from "../../src/deliveries/audience.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

const FRIDAY = new Date("2026-11-27T10:24:00+07:00");

describe("The families of the cast", () => {
  let school: TestSchool;
  beforeAll(async () => {
    school = await castSchool({ now: FRIDAY });
  });
  afterAll(() => school.close());

  /** The keys of the guardians who may hear about a pupil on that day. */
  async function guardians(
    pupil: "anna" | "gleb" | "alina" | "lev" | "danil" | "arseny" | "yana",
    day = "2026-11-27",
  ) {
    const { db, cast } = school;
    const keys = new Map(people(cast).map(({ id, key }) => [id, key]));
    const found = await findHearers(db, [cast[pupil].id], day);
    return found
      .filter(({ personId }) => personId !== cast[pupil].id)
      .map(({ personId }) => keys.get(personId))
      .sort();
  }

  test("Separated parents both hear about Анна.", async () => {
    expect(await guardians("anna")).toEqual(["annaFather", "annaMother"]);
  });

  test("The father whom a court barred from Глеб does not hear, although his contact works.", async () => {
    expect(await guardians("gleb")).toEqual(["glebMother"]);
    expect(await contactsOf("glebFather")).toEqual(["telegram confirmed"]);
  });

  test("The grandmother whose guardianship is over does not hear about Алина.", async () => {
    expect(await guardians("alina")).toEqual(["alinaFather"]);
  });

  test("A teacher of the class hears about her own son.", async () => {
    expect(await guardians("lev")).toEqual(["lukina"]);
  });

  test("From the eighteenth birthday parents hear only with the pupil's consent.", async () => {
    expect(await guardians("yana")).toEqual([]);
    expect(await guardians("arseny")).toEqual(["arsenyMother"]);
    expect(await guardians("danil")).toEqual(["danilMother"]);
    expect(await guardians("danil", "2026-12-07")).toEqual([]);
  });

  test("Who withdrew the consent, asked for paper, or is not confirmed stands there as such.", async () => {
    const { db, cast } = school;
    const consents = await db.consent.findMany({ where: { withdrawnAt: { not: null } } });
    expect(consents.map(({ personId }) => personId)).toEqual([cast.stepanGuardian.id]);
    expect(await contactsOf("leilaMother")).toEqual(["paper confirmed"]);
    expect(await contactsOf("kirillMother")).toEqual(["telegram unconfirmed"]);
    expect(await contactsOf("romanFather")).toEqual(["email suspended"]);
    expect(await contactsOf("pavelMother")).toEqual(["telegram suspended", "email confirmed"]);
    expect(await contactsOf("egorMother")).toEqual(["telegram confirmed", "email confirmed"]);
    expect(await contactsOf("ruslanMother")).toEqual([]);
    expect(await contactsOf("vera")).toEqual(["telegram confirmed"]);
  });

  test("Every confirmed contact says by whom, how and on which statement.", async () => {
    const { db } = school;
    const contacts = await db.contact.findMany({
      where: { state: "confirmed" },
      include: { statement: true },
    });
    expect(contacts.length).toBeGreaterThan(25);
    for (const { personId, confirmedById, confirmedHow, confirmedAt, statement } of contacts) {
      expect(confirmedById).toBe(personId);
      expect(confirmedHow).toBeTruthy();
      expect(statement?.personId).toBe(personId);
      expect(confirmedAt && statement && confirmedAt > statement.date).toBe(true);
    }
  });

  test("Every pupil of 7А has a guardian, and nobody stands in the list twice.", async () => {
    const { db, cast } = school;
    const pupils = cast.classes.sevenA.pupils;
    const related = await db.guardianship.findMany({
      where: { pupilId: { in: pupils.map(({ id }) => id) } },
    });
    expect(new Set(related.map(({ pupilId }) => pupilId)).size).toBe(25);
    const addresses = await db.contact.groupBy({ by: ["channel", "address"], _count: true });
    expect(addresses.filter(({ _count }) => _count > 1)).toEqual([]);
  });

  test("The scale goes from 5 down to 1, and only these count in an average.", async () => {
    const values = await school.db.scaleValue.findMany({ orderBy: { rank: "desc" } });
    const counting = values.filter(({ points }) => points !== null);
    expect(counting.map(({ code, points }) => `${code} ${points}`)).toEqual([
      "5 5",
      "4 4",
      "3 3",
      "2 2",
      "1 1",
    ]);
    expect(values.map(({ code }) => code)).toEqual(expect.arrayContaining(["зач", "незач", "осв", "н/а"]));
  });

  test("Pupils of 7А are twelve to fourteen years old.", async () => {
    for (const { birthDate } of school.cast.classes.sevenA.pupils) {
      const age = (FRIDAY.getTime() - (birthDate?.getTime() ?? 0)) / (365.25 * 86_400_000);
      expect(Math.floor(age)).toBeGreaterThanOrEqual(12);
      expect(Math.floor(age)).toBeLessThanOrEqual(14);
    }
  });

  test("Without being asked the school has no accounts.", async () => {
    expect(await school.db.account.count()).toBe(0);
  });

  async function contactsOf(key: keyof Cast & string): Promise<string[]> {
    const person = people(school.cast).find((someone) => someone.key === key);
    const contacts = await school.db.contact.findMany({
      where: { personId: person?.id ?? "" },
      orderBy: { rank: "asc" },
    });
    return contacts.map(({ channel, state }) => `${channel} ${state}`);
  }
});

function people(cast: Cast) {
  return Object.values(cast).filter((thing) => "key" in thing);
}
