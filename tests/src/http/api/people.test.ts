import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { setSettings } from "../../../../src/settings.ts";
import { apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const statusFor = async (person: CastKey, about: CastKey, path = "") =>
  (await (await as(person)).get(`/people/${school.cast[about].id}${path}`)).status;

describe("Separated parents", () => {
  test("see nothing of each other", async () => {
    expect(await statusFor("annaMother", "annaFather")).toBe(404);
    expect(await statusFor("annaFather", "annaMother")).toBe(404);
    expect(await statusFor("annaFather", "annaMother", "/card")).toBe(404);
  });

  test("see themselves, and the child without the other parent", async () => {
    const { body } = await (await as("annaFather")).get(`/people/${school.cast.annaFather.id}`);
    expect(body.guardianOf.map(({ pupil }: { pupil: { id: string } }) => pupil.id).sort()).toEqual(
      [school.cast.anna.id, school.cast.misha.id].sort(),
    );
    expect(JSON.stringify(body)).not.toContain(school.cast.annaMother.id);
  });
});

describe("A person", () => {
  test("is read by the office and the class teacher, not by another teacher (R1, R6)", async () => {
    const readers: CastKey[] = ["maltsev", "zakharov", "voronina", "popova", "gromova"];
    for (const reader of readers) expect(await statusFor(reader, "annaMother")).toBe(200);
    expect(await statusFor("osokina", "anna")).toBe(403);
    expect(await statusFor("smirnova", "anna")).toBe(403);
    expect(await statusFor("vera", "anna")).toBe(404);
  });

  test("is shown with what a court decided to those who keep it, and not to the pupil", async () => {
    const path = `/people/${school.cast.gleb.id}`;
    const own = await (await as("gleb")).get(path);
    expect(own.status).toBe(200);
    expect(own.body.guardians).toEqual([]);
    const teachers = await (await as("gromova")).get(path);
    const bars = teachers.body.guardians.map(({ barredBy }: { barredBy: string | null }) => barredBy);
    expect(bars).toContain("решение районного суда № 2-1184");
  });

  test("who was read is in the trail (R34)", async () => {
    await (await as("popova")).get(`/people/${school.cast.egor.id}`);
    expect(
      await school.db.auditEntry.findFirst({
        where: { action: "person.read", objectId: school.cast.egor.id },
      }),
    ).toMatchObject({ actorId: school.cast.popova.id });
  });

  test("is entered by the secretary and corrected by name and version", async () => {
    const popova = await as("popova");
    const made = await popova.post("/people", {
      surname: "Ёлкин",
      givenName: "Пётр",
      birthDate: "2019-05-01",
    });
    expect(made).toMatchObject({
      status: 201,
      body: { surname: "Ёлкин", patronymic: null, birthDate: "2019-05-01", version: 1 },
    });
    expect(Object.keys(made.body)).not.toContain("phone");
    const path = `/people/${made.body.id}`;
    const right = await popova.patch(path, { version: 1, birthDate: null });
    expect(right.body).toMatchObject({ birthDate: null, surname: "Ёлкин", version: 2 });
    const late = await popova.patch(path, { version: 1, surname: "Елкин" });
    expect([late.status, late.body.current.version]).toEqual([409, 2]);
  });

  test("is corrected by the class teacher only within the class (R6)", async () => {
    const gromova = await as("gromova");
    const edit = (person: CastKey) =>
      gromova.patch(`/people/${school.cast[person].id}`, { version: 1, patronymic: "Ильич" });
    expect((await edit("ilya")).status).toBe(200);
    expect((await edit("ilyaFather")).status).toBe(200);
    expect((await edit("misha")).status).toBe(403);
    expect((await edit("zakharov")).status).toBe(403);
  });

  test.each<[string, object, string]>([
    ["a name of figures", { surname: "12345", givenName: "Пётр" }, "#/surname"],
    ["no name", { surname: "Ёлкин" }, "#/givenName"],
    [
      "a day that does not exist",
      { surname: "Ёлкин", givenName: "Пётр", birthDate: "2019-02-30" },
      "#/birthDate",
    ],
    ["a sex that is none", { surname: "Ёлкин", givenName: "Пётр", sex: "x" }, "#/sex"],
  ])("is not entered with %s", async (_, body, pointer) => {
    const answer = await (await as("popova")).post("/people", body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
  });
});

describe("The list of people", () => {
  test("is searched and read page by page by the office, and by nobody else", async () => {
    const popova = await as("popova");
    const first = await popova.get(`/people?surname=${encodeURIComponent("кравцов")}&limit=2`);
    expect(first.body.items).toHaveLength(2);
    const rest = await popova.get(
      `/people?surname=${encodeURIComponent("кравцов")}&limit=2&after=${first.body.next}`,
    );
    expect([...first.body.items, ...rest.body.items].map(({ surname }) => surname)).toEqual([
      "Кравцов",
      "Кравцов",
      "Кравцова",
      "Кравцова",
    ]);
    expect(rest.body.next).toBeNull();
    expect((await (await as("gromova")).get("/people")).status).toBe(403);
    expect((await (await as("annaMother")).get("/people")).status).toBe(404);
  });
});

describe("A personal card (R33)", () => {
  const STAFF = {
    post: "учитель математики",
    grade: "12",
    category: "высшая",
    functions: "нет",
    speciality: "математика",
  };

  test("of a teacher holds the post; the teacher reads it, a colleague does not", async () => {
    const path = `/people/${school.cast.smirnova.id}/card`;
    const { status } = await (await as("popova")).put(path, { version: 1, staff: STAFF });
    expect(status).toBe(200);
    expect((await (await as("smirnova")).get(path)).body).toMatchObject({ staff: STAFF, phone: null });
    expect(await statusFor("tkachev", "smirnova", "/card")).toBe(403);
  });

  test("of a colleague's family is the class teacher's, the post in it is not", async () => {
    const path = `/people/${school.cast.lukina.id}/card`;
    await (await as("maltsev")).put(path, { version: 1, staff: STAFF });
    const gromova = await as("gromova");
    expect((await gromova.get(path)).body).toMatchObject({ person: { surname: "Лукина" }, staff: null });
    expect((await gromova.put(path, { version: 2, staff: STAFF })).status).toBe(403);
  });

  test("of a mother has no post", async () => {
    const path = `/people/${school.cast.annaMother.id}/card`;
    const { status, body } = await (await as("popova")).put(path, { version: 1, staff: STAFF });
    expect([status, body.errors[0].pointer]).toEqual([422, "#/staff"]);
  });

  test("holds a phone only where the school decided so, and shows it only as long", async () => {
    const path = `/people/${school.cast.egorMother.id}/card`;
    const popova = await as("popova");
    const refused = await popova.put(path, { version: 1, phone: "+7 391 000-00-00" });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, "#/phone"]);
    expect(refused.body.detail).toContain("настройки");
    await setSettings(school.db, { cardKeeps: ["phone"] });
    const kept = await popova.put(path, { version: 1, phone: "+7 391 000-00-00" });
    expect(kept.body).toMatchObject({ phone: "+7 391 000-00-00", keeps: ["phone"], email: null });
    await setSettings(school.db, { cardKeeps: [] });
    expect((await popova.get(path)).body.phone).toBeNull();
    expect((await popova.put(path, { version: 2, phone: null })).status).toBe(200);
  });

  test("is missed by 15 September until nothing is missing", async () => {
    const popova = await as("popova");
    const lacks = async (key: CastKey) => {
      const { body } = await popova.get("/cards/incomplete?limit=200");
      expect(body.dueOn).toMatch(/^\d{4}-09-15$/);
      return body.items.find(({ id }: { id: string }) => id === school.cast[key].id)?.missing;
    };
    expect(await lacks("zakharov")).toEqual([
      "birthDate",
      "post",
      "grade",
      "category",
      "functions",
      "speciality",
    ]);
    expect(await lacks("annaMother")).toEqual(["birthDate"]);
    expect(await lacks("anna")).toBeUndefined();
    // Is no guardian any more, and so belongs to the school no more.
    expect(await lacks("alinaGrandmother")).toBeUndefined();
    const zakharov = `/people/${school.cast.zakharov.id}`;
    await popova.patch(zakharov, { version: 1, birthDate: "1970-01-31" });
    await popova.put(`${zakharov}/card`, { version: 2, staff: { ...STAFF, category: null } });
    expect(await lacks("zakharov")).toEqual(["category"]);
    await popova.put(`${zakharov}/card`, { version: 3, staff: { ...STAFF, category: "нет" } });
    expect(await lacks("zakharov")).toBeUndefined();
  });
});
