import { afterAll, beforeAll, expect, test } from "vitest";
import { listPosts, publishPost } from "../../../src/board/board.ts";
import { buildApp } from "../../../src/http/app.ts";
import { apiAs } from "../../support/api.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: Awaited<ReturnType<typeof buildApp>>;
beforeAll(async () => {
  school = await castSchool({ accounts: true });
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const POST = { title: "Педсовет в среду", text: "Кабинет 214, 15:00." };
const as = (person: "voronina" | "smirnova" | "annaMother") => apiAs(app, school.db, school.cast[person].id);

test("The deputy head writes on the board, and teachers read it", async () => {
  expect((await (await as("voronina")).post("/board", POST)).status).toBe(201);
  const { body } = await (await as("smirnova")).get("/board");
  expect(body.items).toMatchObject([{ kind: "notice", ...POST, byId: school.cast.voronina.id }]);
});

test("A teacher writes nothing on it, and a family does not know of it", async () => {
  expect((await (await as("smirnova")).post("/board", POST)).status).toBe(403);
  expect((await (await as("annaMother")).get("/board")).status).toBe(404);
});

test("The analysis of a week is published once", async () => {
  const by = { actorId: null, source: "web" as const, silent: true };
  const week = { kind: "analysis" as const, title: "Неделя", text: "Всё внесено.", onceKey: "week 48" };
  const first = await publishPost(school.db, week, by);
  expect((await publishPost(school.db, { ...week, text: "Иначе" }, by)).id).toBe(first.id);
  expect((await listPosts(school.db, { take: 1 }))[0]).toMatchObject({ text: "Всё внесено." });
});
