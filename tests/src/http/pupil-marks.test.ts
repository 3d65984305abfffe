import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { diarySchool } from "../../support/diary-school.ts";
import { signInAs } from "../../support/sign-in.ts";
import type { TermSchool } from "../../support/term-school.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TermSchool;
let app: FastifyInstance;
let pages: { marks: string; algebra: string; finals: string; why: string };

beforeAll(async () => {
  school = await diarySchool();
  const { db, cast } = school;
  app = await buildApp({ db, config: testConfig() });
  const anna = `/pupils/${cast.anna.id}`;
  const five = { pupilId: cast.anna.id, valueId: cast.values["5"] };
  const mark = await db.mark.findFirstOrThrow({ where: five });
  pages = {
    marks: `${anna}/marks`,
    algebra: `${anna}/marks/${cast.subjects.algebra.id}`,
    finals: `${anna}/finals`,
    why: `/marks/${mark.id}`,
  };
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);

test("Анна reads her marks by subject, with the exact average and what the next mark up takes (R62)", async () => {
  const anna = await signIn("anna");
  const { body } = await anna.get(pages.marks);
  expect(body).toContain("Отметки за I четверть");
  expect(body).toContain("4,33");
  expect(body).toContain("До пятёрки");
  const { body: algebra } = await anna.get(pages.algebra);
  expect(algebra).toContain("(4 + 5 + 4) : 3 = 13 : 3");
  expect(algebra).toContain("Средний балл был 4,00, стал 4,33.");
});

test("Marks that are not there yet are tried by the address alone, and nothing is written", async () => {
  const anna = await signIn("anna");
  const before = await school.db.mark.count();
  const { body } = await anna.get(`${pages.algebra}?m1=5&m2=&m3=5`);
  expect(body).toContain("Если добавить 5 5: средний 4,60, выходит 5.");
  expect(await school.db.mark.count()).toBe(before);
  expect((await anna.get(`${pages.algebra}?m1=6`)).statusCode).toBe(400);
});

test("Why this mark: the work, its weight, the act it was corrected by (R3)", async () => {
  const { body } = await (await signIn("annaMother")).get(pages.why);
  expect(body).toContain("Алгебра — 5");
  expect(body).toContain("исправлено по акту № 14");
  expect(body).toContain("Смирнова");
});

test("Final marks of the year before stand beside those of this one (R24)", async () => {
  await school.db.finalMark.updateMany({ data: { announcedVersion: 1 } });
  const { body } = await (await signIn("annaMother")).get(pages.finals);
  expect(body).toContain("2026/2027");
  expect(body).toContain("Физика");
});

describe("Whose marks they are not (R1)", () => {
  const KEYS = ["marks", "algebra", "finals", "why"] as const;
  test.each<[CastKey, number]>([
    ["veraMother", 404],
    ["egor", 404],
    ["belyaeva", 403],
  ])("%s opens none of them", async (person, refused) => {
    const stranger = await signIn(person);
    for (const key of KEYS)
      expect([key, (await stranger.get(pages[key])).statusCode]).toEqual([key, refused]);
  });
});

test("A term that the class does not have is not there", async () => {
  const { statusCode } = await (await signIn("anna")).get(`${pages.marks}?term=${school.cast.anna.id}`);
  expect(statusCode).toBe(404);
});
