import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { addEntries } from "../../../src/curriculum/timetable.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

/** A Thursday morning in the school. */
const NOW = new Date("2026-11-26T03:00:00Z");
const FRIDAY = "2026-11-27";

let school: TestSchool;
let app: FastifyInstance;
let week: string;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  app = await buildApp({ db: school.db, config: testConfig() });
  await fillWeek();
  week = `/timetable?class=${school.cast.classes.sevenA.id}&week=${FRIDAY}`;
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

/** Every Friday 7А has algebra first and physics second. */
async function fillWeek(): Promise<void> {
  const { db, cast } = school;
  const classId = cast.classes.sevenA.id;
  const bells = [1, 2, 3].map((number) => ({
    number,
    startsAt: 430 + 50 * number,
    endsAt: 470 + 50 * number,
  }));
  await db.bellSchedule.create({ data: { yearId: cast.year.id, name: "обычное", bells: { create: bells } } });
  const teachingOf = async (subjectId: string) =>
    (await db.teaching.findFirstOrThrow({ where: { classId, subjectId } })).id;
  const every = { weekday: 5, roomId: null, from: "2026-11-20", to: null };
  await addEntries(
    db,
    [
      { ...every, number: 1, teachingId: await teachingOf(cast.subjects.algebra.id) },
      { ...every, number: 2, teachingId: await teachingOf(cast.subjects.physics.id) },
    ],
    { actorId: cast.voronina.id, source: "web", silent: true },
  );
}

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);

test("R37: a teacher opens the week on her own lessons, and chooses a class", async () => {
  const teacher = await signIn("smirnova");
  const own = (await teacher.get("/timetable")).body;
  expect(own).toContain("<b>алгебра</b>");
  expect(own).not.toContain("<b>физика</b>");
  const ofClass = (await teacher.get(week)).body;
  expect(ofClass).toContain("<b>физика</b>");
  expect(ofClass).not.toContain("Замена или отмена");
  expect((await (await signIn("annaMother")).get("/timetable")).statusCode).toBe(404);
});

test("R12: the deputy head cancels a lesson to come and takes it back; a teacher may not", async () => {
  const deputy = await signIn("voronina");
  const [, lesson = ""] =
    new RegExp(`href="(/timetable/[^"]*/${FRIDAY})"`).exec((await deputy.get(week)).body) ?? [];
  const empty = await deputy.post(lesson, { substituteId: "", roomId: "", reason: "Педсовет" });
  expect(empty.statusCode).toBe(422);
  expect(empty.body).toContain('value="Педсовет"');
  expect((await deputy.post(lesson, { cancelled: "yes", reason: "Педсовет" })).statusCode).toBe(303);
  expect((await deputy.get(week)).body).toContain("Урока не будет: Педсовет");
  expect((await deputy.post(`${lesson}/withdraw`, { version: "1" })).statusCode).toBe(303);
  expect((await deputy.get(week)).body).not.toContain("Педсовет");
  const teacher = await signIn("smirnova");
  expect((await teacher.get(lesson)).statusCode).toBe(403);
  expect((await teacher.post(lesson, { cancelled: "yes", reason: "Педсовет" })).statusCode).toBe(403);
});

describe("R37: the week of a class", () => {
  const entries = () => `/timetable/entries?class=${school.cast.classes.sevenA.id}`;
  const firstOf = (body: string, name: string) =>
    new RegExp(`name="${name}".*?<option value="([^"]+)"`, "s").exec(body)?.[1] ?? "";

  test("a lesson more clashes in words, with everything as it was typed", async () => {
    const deputy = await signIn("voronina");
    const { body } = await deputy.get(entries());
    const teachingId = firstOf(body, "teachingId");
    const [, number = ""] = /<h3>Пятница<\/h3>.*?<span>(\d+)<\/span>/s.exec(body)!;
    const form = { teachingId, weekday: "5", number, roomId: "", from: FRIDAY, to: "" };
    const clash = await deputy.post(entries(), form);
    expect(clash.statusCode).toBe(409);
    expect(clash.body).toContain("Накладка, пятница");
    expect(clash.body).toContain('value="5" selected');
    const never = await deputy.post(entries(), { ...form, number: "19" });
    expect(never.statusCode).toBe(422);
    expect(never.body).toContain('id="add-number-problem"');
  });

  test("a lesson is ended from a day on, and the week shows it no more", async () => {
    const deputy = await signIn("voronina");
    expect((await deputy.get(week)).body).toContain("<b>физика</b>");
    const { body } = await deputy.get(entries());
    const [, id = "", version = ""] =
      /<b>физика<\/b>.*?entries\/([0-9a-f-]{36})\/end.*?name="version" value="(\d+)"/s.exec(body)!;
    const ended = await deputy.post(`/timetable/entries/${id}/end?class=${school.cast.classes.sevenA.id}`, {
      version,
      from: "2026-11-26",
    });
    expect(ended.statusCode).toBe(303);
    const again = await deputy.post(`/timetable/entries/${id}/end?class=${school.cast.classes.sevenA.id}`, {
      version,
      from: "2026-11-26",
    });
    expect(again.statusCode).toBe(409);
    expect((await deputy.get(week)).body).not.toContain("<b>физика</b>");
    const reader = await signIn("smirnova");
    expect((await reader.get(entries())).statusCode).toBe(403);
    expect((await reader.post(entries())).statusCode).toBe(403);
  });
});
