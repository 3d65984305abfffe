import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { setClock } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { setSettings } from "../../../../src/settings.ts";
import { apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
const WEDNESDAY = new Date("2026-11-25T05:00:00Z");
const DAY_AFTER_TERM = new Date("2026-12-21T05:00:00Z");

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  setClock(TUESDAY);
  school = await castSchool({ now: TUESDAY });
  await setSettings(school.db, { correctionOrder: "№ 31 от 01.09.2026" });
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  await app.close();
  await school.close();
});
beforeEach(() => setClock(WEDNESDAY));
afterEach(async () => {
  setClock(null);
  const { db } = school;
  await db.correction.deleteMany();
  await db.markVersion.deleteMany();
  await db.mark.deleteMany();
});

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const address = () => `/works/${school.today.algebra.works.answer}/corrections`;
const anna = (value: string | null) => [{ pupilId: school.cast.anna.id, value }];

test("R11: a teacher asks, the deputy head reads why and approves by the act; the mark says by which.", async () => {
  const [smirnova, voronina] = [await as("smirnova"), await as("voronina")];
  const asked = await smirnova.post(address(), { marks: anna("5"), reason: "ошибка при подсчёте" });
  expect(asked).toMatchObject({ status: 201, body: { items: [{ state: "requested", version: 1 }] } });
  const [{ id }] = asked.body.items;

  const waiting = await voronina.get("/corrections?state=requested");
  expect(waiting.body.items).toMatchObject([
    {
      id,
      pupil: { surname: "Кравцова", givenName: "Анна" },
      subject: { name: "алгебра" },
      work: { kind: "ответ на уроке", date: "2026-11-24" },
      was: null,
      wanted: "5",
      reason: "ошибка при подсчёте",
      askedBy: { name: "Смирнова\u00A0О.\u00A0П." },
    },
  ]);
  const wordy = await voronina.post(`/corrections/${id}/approve`, { act: "акт", version: 1 });
  expect(wordy.body).toMatchObject({ errors: [{ pointer: "#/act" }] });
  const approved = await voronina.post(`/corrections/${id}/approve`, { act: "14", version: 1 });
  expect(approved).toMatchObject({ status: 200, body: { state: "approved", act: "14", version: 2 } });
  const mark = await school.db.mark.findFirstOrThrow();
  expect((await smirnova.get(`/marks/${mark.id}`)).body.versions[0]).toMatchObject({
    value: "5",
    act: "№ 14 от 25.11.2026: ошибка при подсчёте",
  });
  const again = await voronina.post(`/corrections/${id}/approve`, { act: "14", version: 1 });
  expect(again).toMatchObject({ status: 409, body: { title: "Closed" } });
});

test("Without a reason it is a draft; its author submits it or takes it back, nobody else does.", async () => {
  const [smirnova, gromova] = [await as("smirnova"), await as("gromova")];
  const { body } = await smirnova.post(address(), { marks: anna("5") });
  const { id } = body.items[0];
  expect(body.items).toMatchObject([{ state: "draft", reason: null }]);
  const reason = { reason: "связь пропала", version: 1 };
  expect((await gromova.post(`/corrections/${id}/submit`, reason)).status).toBe(403);
  expect((await smirnova.post(`/corrections/${id}/submit`, reason)).body).toMatchObject({
    state: "requested",
    version: 2,
  });
  const stale = await smirnova.post(`/corrections/${id}/withdraw`, { version: 1 });
  expect(stale).toMatchObject({ status: 409, body: { title: "Changed meanwhile" } });
  expect((await smirnova.post(`/corrections/${id}/withdraw`, { version: 2 })).body.state).toBe("withdrawn");
});

test("A device that was without a connection past midnight gets drafts of what it kept, not an error.", async () => {
  const smirnova = await as("smirnova");
  const kept = await smirnova.put(`/works/${school.today.algebra.works.answer}/marks`, {
    marks: anna("5"),
    keptSince: TUESDAY.toISOString(),
  });
  expect(kept).toMatchObject({ status: 202, body: { set: 0, cells: [] } });
  const listed = await smirnova.get("/corrections?state=draft");
  expect(listed.body.items).toMatchObject([{ id: kept.body.drafts[0], wanted: "5" }]);
});

test("A teacher sees their own corrections, the head all, a family none; only the deputy head decides.", async () => {
  const smirnova = await as("smirnova");
  const { id } = (await smirnova.post(address(), { marks: anna("5"), reason: "описка" })).body.items[0];
  const listed = async (person: CastKey) => (await (await as(person)).get("/corrections")).body.items?.length;
  expect(await listed("smirnova")).toBe(1);
  expect(await listed("gromova")).toBe(0);
  expect(await listed("zakharov")).toBe(1);
  expect((await (await as("annaMother")).get("/corrections")).status).toBe(404);
  for (const person of ["smirnova", "gromova", "zakharov", "maltsev"] as const) {
    const answer = { answer: "нет", version: 1 };
    expect((await (await as(person)).post(`/corrections/${id}/refuse`, answer)).status).toBe(403);
  }
  const refused = await (await as("voronina")).post(`/corrections/${id}/refuse`, {
    answer: "работы нет",
    version: 1,
  });
  expect(refused.body).toMatchObject({ state: "refused", answer: "работы нет" });
});

test("R40: the class teacher asks for term marks that were missed, in a colleague's subject too.", async () => {
  setClock(DAY_AFTER_TERM);
  const { classes, subjects, terms, anna: pupil, vera } = school.cast;
  const url = `/classes/${classes.sevenA.id}/subjects/${subjects.algebra.id}/final-corrections`;
  const marks = [
    { pupilId: pupil.id, value: "5" },
    { pupilId: vera.id, value: "4" },
  ];
  const wanted = { kind: "term", termId: terms.quarter.id, marks, reason: "учитель болел" };
  const asked = await (await as("gromova")).post(url, wanted);
  expect(asked).toMatchObject({ status: 201, body: { items: [{ kind: "final" }, { kind: "final" }] } });
  expect((await (await as("sedova")).post(url, wanted)).status).toBe(403);
  const voronina = await as("voronina");
  const [first] = asked.body.items;
  const approved = await voronina.post(`/corrections/${first.id}/approve`, { act: "15", version: 1 });
  expect(approved.status).toBe(200);
  const page = await voronina.get(`/classes/${classes.sevenA.id}/subjects/${subjects.algebra.id}/finals`);
  const row = page.body.pupils.find(({ pupilId }: { pupilId: string }) => pupilId === first.pupilId);
  expect(row.cells[0].set).toMatchObject({ version: 1, act: "№ 15 от 21.12.2026: учитель болел" });
});
