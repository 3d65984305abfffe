import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../../../../src/http/app.ts";
import { type Api, apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { signInAs } from "../../../support/sign-in.ts";
import { testConfig } from "../../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let administrator: Api;

beforeAll(async () => {
  school = await castSchool({ accounts: true });
  app = await buildApp({ db: school.db, config: testConfig() });
  administrator = await apiAs(app, school.db, school.cast.maltsev.id);
});
afterAll(async () => {
  await app.close();
  await school.close();
});

test("The administrator writes, sees how many it reaches, and sends it once", async () => {
  const classId = school.cast.classes.fourB.id;
  const written = await administrator.post("/announcements", { classId, title: "Собрание в среду" });
  expect(written).toMatchObject({
    status: 201,
    body: { className: "4Б", level: null, text: "", announcedAt: null },
  });
  const { id, version } = written.body;
  const seen = await administrator.get(`/announcements/${id}`);
  expect(seen.body.reach).toMatchObject({ pupils: 3, people: 4, silent: 0 });
  expect(await administrator.post(`/announcements/${id}/send`, { version })).toMatchObject({ status: 200 });
  expect(await administrator.post(`/announcements/${id}/send`, { version })).toMatchObject({ status: 409 });
  expect(await school.db.event.count({ where: { kind: "announcement.made", factId: id } })).toBe(1);
  const { body } = await administrator.get("/announcements");
  expect(body.items).toMatchObject([{ id, title: "Собрание в среду", announcedAt: expect.any(String) }]);
});

test("R50: who has not said that they have seen it is shown by name, and the look is audited", async () => {
  const { db, cast } = school;
  const classId = cast.classes.fourB.id;
  const { body } = await administrator.post("/announcements", {
    classId,
    asksSeen: true,
    title: "Экскурсия",
  });
  expect(body).toMatchObject({ asksSeen: true, subgroupId: null, subgroupName: null });
  await administrator.post(`/announcements/${body.id}/send`, { version: body.version });
  const due = { urgency: "now", dueAt: new Date(), patienceUntil: new Date() } as const;
  const fact = { factKind: "announcement", factId: body.id, factVersion: 2 } as const;
  await db.notice.create({
    data: { ...due, ...fact, personId: cast.zlataMother.id, pupilId: cast.zlata.id },
  });
  const { body: unseen } = await administrator.get(`/announcements/${body.id}/unseen`);
  expect(unseen.items).toMatchObject([
    { id: cast.zlataMother.id, isTold: false, pupil: { id: cast.zlata.id } },
  ]);
  expect((await administrator.get(`/announcements/${body.id}`)).body.seenBy).toEqual({ asked: 1, seen: 0 });
  expect(await db.auditEntry.count({ where: { action: "announcement.make", objectId: body.id } })).toBe(1);
});

test("A draft that was put away is on no list and cannot leave", async () => {
  const { body } = await administrator.post("/announcements", { level: 7, title: "Каникулы" });
  const { id, version } = body;
  expect(await administrator.post(`/announcements/${id}/discard`, { version })).toMatchObject({
    status: 204,
  });
  expect((await administrator.post(`/announcements/${id}/send`, { version: 2 })).status).toBe(409);
  const { body: list } = await administrator.get("/announcements");
  expect(list.items.map((item: { title: string }) => item.title)).not.toContain("Каникулы");
});

test.each([
  ["smirnova", 403],
  ["popova", 403],
  ["annaMother", 404],
] as const)("%s writes no announcements", async (person, refused) => {
  const api = await apiAs(app, school.db, school.cast[person].id);
  expect((await api.post("/announcements", { title: "Собрание" })).status).toBe(refused);
});

test("A level and a class at once is refused with what to do", async () => {
  const { status, body } = await administrator.post("/announcements", {
    level: 4,
    classId: school.cast.classes.fourB.id,
    title: "Собрание",
  });
  expect(status).toBe(422);
  expect(JSON.stringify(body)).toContain("что-то одно");
});

test("What the button of the message opens shows the words in full", async () => {
  const { db, cast } = school;
  const at = new Date();
  const made = await db.announcement.create({
    data: {
      title: "Концерт & ярмарка",
      text: "В субботу.\nПриходите <все>.",
      draftedById: cast.maltsev.id,
      draftedAt: at,
      announcedAt: at,
      source: "web",
    },
  });
  const personId = cast.annaMother.id;
  const contact = await db.contact.findFirstOrThrow({ where: { personId } });
  const due = { personId, urgency: "now", dueAt: at, patienceUntil: at } as const;
  const fact = { factKind: "announcement", factId: made.id, factVersion: 1, pupilId: cast.anna.id } as const;
  const said = {
    factVersion: 1,
    value: "made",
    notice: { create: { ...due, ...fact, state: "told" } },
  } as const;
  const channel = contact.channel;
  const { id } = await db.delivery.create({
    data: {
      ...due,
      contactId: contact.id,
      channel,
      kind: "announcements",
      state: "sent",
      said: { create: said },
    },
  });
  const { cookies } = await signInAs(app, db, personId);
  const page = await app.inject({ url: `/o/${id}`, cookies });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("Концерт &amp; ярмарка");
  expect(page.body).toContain("Приходите &lt;все>.");
  expect(page.body).not.toContain("Так стояло в журнале");
});
