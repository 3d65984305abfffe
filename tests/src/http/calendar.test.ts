import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

const NOW = new Date("2026-11-26T03:00:00Z");

let school: TestSchool;
let app: FastifyInstance;
let year: string;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  app = await buildApp({ db: school.db, config: testConfig() });
  year = `year=${school.cast.year.id}`;
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);
const levels = { levelFrom: "1", levelTo: "11" };

test("R30: the deputy head enters days off, reads which norm was missed, and takes them back", async () => {
  const { db } = school;
  const deputy = await signIn("voronina");
  const form = { kind: "vacation", name: "Ледоход", startsOn: "2026-12-01", endsOn: "2026-12-04", ...levels };
  const written = await deputy.post(`/calendar/days-off?${year}`, form);
  expect(written.statusCode).toBe(200);
  expect(written.body).toContain("Дни без уроков заданы или изменены");
  const { id, version } = await db.dayOff.findFirstOrThrow({ where: { name: "Ледоход" } });
  expect((await deputy.get(`/calendar?${year}`)).body).toContain("Убрать: Ледоход");
  await deputy.post(`/calendar/days-off/${id}/remove?${year}`, { version: String(version) });
  expect(await db.dayOff.count({ where: { name: "Ледоход" } })).toBe(0);
});

test("R37: bells that cannot be read are said at their field, and what was typed stays", async () => {
  const { db } = school;
  const deputy = await signIn("voronina");
  const form = { name: "Короткий день", weekdays: "", date: "2026-12-31", ...levels };
  const wrong = await deputy.post(`/calendar/bells?${year}`, { ...form, bells: "1 8:30-9:10\nвторой" });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('id="bells-bells-problem"');
  expect(wrong.body).toContain("Строка звонков «второй» не читается");
  await deputy.post(`/calendar/bells?${year}`, { ...form, bells: "1 8:30-9:10\n2 9.20 – 10.00" });
  const { bells } = await db.bellSchedule.findFirstOrThrow({
    where: { name: "Короткий день" },
    include: { bells: { orderBy: { number: "asc" } } },
  });
  expect(bells).toMatchObject([
    { startsAt: 510, endsAt: 550 },
    { startsAt: 560, endsAt: 600 },
  ]);
});

test("R37: a moved day follows another weekday; a teacher reads it and changes nothing", async () => {
  const deputy = await signIn("voronina");
  const form = { date: "2026-12-05", likeWeekday: "1", reason: "Приказ № 9", ...levels };
  expect((await deputy.post(`/calendar/moved-days?${year}`, form)).statusCode).toBeLessThan(400);
  const moved = { likeWeekday: 1, reason: "Приказ № 9" };
  const { id, version } = await school.db.movedDay.findFirstOrThrow({ where: moved });
  const path = `/calendar/moved-days/${id}?${year}`;
  const change = { ...form, likeWeekday: "2", version: String(version) };
  expect((await deputy.post(path, change)).statusCode).toBeLessThan(400);
  expect(await school.db.movedDay.findUnique({ where: { id } })).toMatchObject({ ...moved, likeWeekday: 2 });
  // Seen before it was changed.
  expect((await deputy.post(path, { ...change, reason: "Приказ № 10" })).statusCode).toBe(409);
  const teacher = await signIn("smirnova");
  const { body } = await teacher.get("/calendar");
  expect(body).toContain("уроки: вторник");
  expect(body).not.toContain("<summary>");
  expect((await teacher.post(`/calendar/moved-days?${year}`, form)).statusCode).toBe(403);
});

test("R35: what is taught to a class is added and ended, and a subgroup gets its pupils from a day on and another name", async () => {
  const { db, cast } = school;
  const classId = cast.classes.sevenA.id;
  const deputy = await signIn("voronina");
  const subjectId = cast.subjects.english.id;
  await deputy.post(`/curriculum/subgroups?class=${classId}`, { subjectId, name: "первая" });
  const { id, version } = await db.subgroup.findFirstOrThrow({ where: { subjectId, name: "первая" } });
  const twice = await deputy.post(`/curriculum/subgroups?class=${classId}`, { subjectId, name: "первая" });
  expect(twice.statusCode).toBe(409);
  const members = { version: String(version), from: "2026-11-27", [`p.${cast.anna.id}`]: "yes" };
  expect((await deputy.post(`/curriculum/subgroups/${id}`, members)).statusCode).toBe(303);
  expect(await db.subgroupMember.count({ where: { subgroupId: id, pupilId: cast.anna.id } })).toBe(1);
  const seen = await db.subgroup.findUniqueOrThrow({ where: { id } });
  const renamed = { name: "Группа Беляевой", version: String(seen.version) };
  expect((await deputy.post(`/curriculum/subgroups/${id}/name`, renamed)).statusCode).toBe(303);
  expect((await deputy.get(`/curriculum/subgroups/${id}`)).body).toContain("Группа Беляевой</h1>");
  expect((await deputy.post(`/curriculum/subgroups/${id}/name`, renamed)).statusCode).toBe(409);
  const teaching = {
    subjectId,
    teacherId: cast.belyaeva.id,
    subgroupId: id,
    hoursAWeek: "3",
    from: "2026-11-27",
  };
  expect((await deputy.post(`/curriculum/teachings?class=${classId}`, teaching)).statusCode).toBe(303);
  const taught = await db.teaching.findFirstOrThrow({ where: { subgroupId: id } });
  const change = { version: String(taught.version), hoursAWeek: "2", to: "2026-12-25" };
  await deputy.post(`/curriculum/teachings/${taught.id}?class=${classId}`, change);
  expect(await db.teaching.findUnique({ where: { id: taught.id } })).toMatchObject({ hoursAWeek: 2 });
  expect((await deputy.get(`/curriculum?class=${classId}`)).body).toContain("по 25 декабря");
  expect((await (await signIn("smirnova")).get("/curriculum")).statusCode).toBe(403);
});
