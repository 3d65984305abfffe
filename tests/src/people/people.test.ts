import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dateOf, dayIn, isoDay } from "../../../src/clock.ts";
import { BadInput, Conflict, NotFound } from "../../../src/errors.ts";
import { findPeople } from "../../../src/people/directory.ts";
import { changePerson, createPerson, type PersonFacts } from "../../../src/people/people.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
const on = isoDay(dayIn("Asia/Krasnoyarsk"));

beforeAll(async () => {
  school = await castSchool();
});
afterAll(() => school.close());

const bySecretary = () => ({ actorId: school.cast.popova.id, source: "web", silent: false }) as const;
const facts = (rest: Partial<PersonFacts> = {}): PersonFacts => ({
  surname: "Щукина",
  givenName: "Алёна",
  patronymic: null,
  sex: "female",
  birthDate: "2013-02-28",
  ...rest,
});

describe("A new pupil", () => {
  test("is entered with the birth date as it stands in the document", async () => {
    const person = await createPerson(school.db, facts(), bySecretary());
    expect(person).toMatchObject({ surname: "Щукина", birthDate: dateOf("2013-02-28"), version: 1 });
  });

  test("leaves a trail that says who entered whom, and no name", async () => {
    const { id } = await createPerson(school.db, facts({ surname: "Следова" }), bySecretary());
    const trail = await school.db.auditEntry.findMany({ where: { objectId: id } });
    expect(trail).toMatchObject([{ actorId: school.cast.popova.id, action: "person.created", via: "web" }]);
    expect(JSON.stringify(trail)).not.toContain("Следова");
  });

  test.each([
    ["of two parts", "Преображенская-Лунёва"],
    ["with spaces around it", "  Оглы   Мамед "],
    ["with an apostrophe", "О'Нил"],
    ["with a combining stroke over the letter", "Ткачёв".normalize("NFD")],
  ])("may have a surname %s", async (_, surname) => {
    const person = await createPerson(school.db, facts({ surname }), bySecretary());
    expect(person.surname).toBe(surname.normalize("NFC").trim().replace(/\s+/g, " "));
  });

  test.each<[string, Partial<PersonFacts>, string]>([
    ["without a surname", { surname: " " }, "surname"],
    ["with figures in the name", { givenName: "Анна2" }, "givenName"],
    ["with a name of two hundred letters", { patronymic: "а".repeat(200) }, "patronymic"],
    ["born tomorrow", { birthDate: "2999-01-01" }, "birthDate"],
    ["born under Catherine the Great", { birthDate: "1790-01-01" }, "birthDate"],
  ])("%s is refused at that very field", async (_, wrong, field) => {
    const before = await school.db.person.count();
    const error = await createPerson(school.db, facts(wrong), bySecretary()).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(BadInput);
    expect(error.path).toEqual([field]);
    expect(await school.db.person.count()).toBe(before);
  });
});

describe("A correction", () => {
  test("of a patronymic leaves everything else as it was", async () => {
    const { id, version } = await createPerson(school.db, facts(), bySecretary());
    const after = await changePerson(school.db, { id, version, patronymic: "Олеговна" }, bySecretary());
    expect(after).toMatchObject({
      ...facts({ patronymic: "Олеговна" }),
      birthDate: dateOf("2013-02-28"),
      version: 2,
    });
  });

  test("by two people at once is done by one; the other is shown what stands there now", async () => {
    const { id, version } = await createPerson(school.db, facts(), bySecretary());
    await changePerson(school.db, { id, version, givenName: "Елена" }, bySecretary());
    const late = changePerson(school.db, { id, version, givenName: "Ольга" }, bySecretary());
    await expect(late).rejects.toThrow(Conflict);
    await expect(late).rejects.toMatchObject({ current: { givenName: "Елена", version: 2 } });
  });

  test("of somebody who is not there is refused", async () => {
    const nobody = { id: school.today.algebra.id, version: 1, givenName: "Ольга" };
    await expect(changePerson(school.db, nobody, bySecretary())).rejects.toThrow(NotFound);
  });
});

describe("The list of people", () => {
  const find = (search: Parameters<typeof findPeople>[1], limit = 100) =>
    findPeople(school.db, search, { on, limit });
  const surnames = async (search: Parameters<typeof findPeople>[1]) =>
    (await find(search)).map(({ surname }) => surname);

  test("finds Фёдоров as Федоров, and his guardian with him", async () => {
    expect(await surnames({ surname: "федоров" })).toEqual(["Фёдоров", "Фёдорова"]);
    expect(await surnames({ surname: "ФЁДОРОВА" })).toEqual(["Фёдорова"]);
  });

  test("takes what was typed as letters, never as a pattern", async () => {
    expect(await surnames({ surname: "%" })).toEqual([]);
    expect(await surnames({ surname: "_" })).toEqual([]);
  });

  test("of a class are its pupils in the order of its list", async () => {
    const { id, pupils } = school.cast.classes.sevenA;
    expect((await find({ classId: id })).map((person) => person.id)).toEqual(pupils.map((pupil) => pupil.id));
  });

  test("of a role are those who have it on that day", async () => {
    expect(await surnames({ role: "secretary" })).toEqual(["Попова"]);
    expect(await findPeople(school.db, { role: "secretary" }, { on: "2001-01-01", limit: 10 })).toEqual([]);
  });

  test("says of Лукина that she teaches and that she is somebody's mother", async () => {
    expect(await find({ surname: "Лукина" })).toMatchObject([
      { roles: ["teacher"], isGuardian: true, classId: null },
    ]);
    expect(await find({ surname: "Шестаков" })).toMatchObject([
      { roles: [], isGuardian: false, className: "7А" },
    ]);
  });

  test("is read page by page without missing or repeating anybody, namesakes included", async () => {
    await createPerson(school.db, facts({ surname: "Иванова", givenName: "Мария" }), bySecretary());
    const whole = (await find({}, 1000)).map(({ id }) => id);
    const seen: string[] = [];
    for (;;) {
      const page = await findPeople(school.db, {}, { on, limit: 7, after: seen.at(-1) });
      if (page.length === 0) break;
      seen.push(...page.map(({ id }) => id));
    }
    expect(whole.length).toBeGreaterThan(60);
    expect(seen).toEqual(whole);
  });
});
