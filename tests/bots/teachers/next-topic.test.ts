import { afterAll, beforeAll, expect, test } from "vitest";
import { lesson as lessonFeature } from "../../../bots/features/lesson.ts";
import { manners } from "../../../bots/features/manners.ts";
import { setClock } from "../../../src/clock.ts";
import { replacePlan } from "../../../src/curriculum/lesson-plans.ts";
import { hasChat, startBot, type TestBot } from "../../support/bot.ts";
import { setLevel } from "../../support/level.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
const CHAT = 7_390_001;

let school: TestSchool;
let bot: TestBot;

beforeAll(async () => {
  setClock(TUESDAY);
  school = await castSchool({ now: TUESDAY });
  const { db, cast } = school;
  await setLevel(db, "full");
  bot = await startBot(db, { features: [manners, lessonFeature] });
  await hasChat(db, cast.smirnova.id, CHAT);
  await db.lesson.updateMany({ data: { topic: null } });
});
afterAll(async () => {
  setClock(null);
  await bot.close();
  await school.close();
});

test("R36: «тема» offers the next line of the plan, and one tap writes it", async () => {
  const { db, cast, today } = school;
  const of = { subjectId: cast.subjects.algebra.id, classId: cast.classes.sevenA.id };
  const { id: teachingId } = await db.teaching.findFirstOrThrow({ where: of });
  const bytes = Buffer.from("Тема;Часы\nСтепень и её свойства;1\nОдночлены;1\n");
  await replacePlan(db, { teachingId, bytes }, { actorId: cast.smirnova.id, source: "web", silent: false });
  expect((await bot.writes(CHAT, "тема")).buttons).toContain("Степень и её свойства");
  const written = await bot.taps(CHAT, "Степень и её свойства");
  expect(written.text).toContain("Тема: Степень и её свойства");
  const lesson = await db.lesson.findUniqueOrThrow({ where: { id: today.algebra.id } });
  expect(lesson.topic).toBe("Степень и её свойства");
});
