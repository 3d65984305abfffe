import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../../../../src/http/app.ts";
import { type Api, apiAs, apiWith } from "../../../support/api.ts";
import { after, plant } from "../../../support/planted.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { signInAs } from "../../../support/sign-in.ts";
import { testConfig } from "../../../support/test-config.ts";
import { tell } from "../../../support/told.ts";

let school: TestSchool;
let app: FastifyInstance;
let administrator: Api;
let refused: string;
let letter: string;
const now = new Date();

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  const { db, cast, today } = school;
  administrator = await apiAs(app, db, cast.maltsev.id);
  const { answer: workId } = today.algebra.works;
  const about = (pupilId: string) => ({ workId, pupilIds: [pupilId], value: "зач" });
  await tell(db, { ...about(cast.anna.id), receiverId: cast.annaMother.id, dueAt: after(now, -20) });
  refused = await tell(db, {
    ...about(cast.egor.id),
    receiverId: cast.egorMother.id,
    ...{ state: "failed", reason: "botBlocked", dueAt: after(now, -30) },
  });
  letter = await plant(school, "zlataMother", {
    ...{ channel: "email", kind: "weekly", urgency: "digest", pupilId: cast.zlata.id, state: "failed" },
    ...{ reason: "broken", dueAt: after(now, -40), settledAt: after(now, -30), text: "незач" },
  });
  const call = { startedAt: after(now, -29), endedAt: after(now, -28), providerWords: "Forbidden" };
  const attempt = { id: crypto.randomUUID(), deliveryId: refused, number: 1 };
  await db.attempt.create({ data: { ...attempt, ...call, outcome: "never", reason: "botBlocked" } });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const surnames = async (query: string, api = administrator): Promise<string[]> => {
  const { status, body } = await api.get(`/deliveries?${query}`);
  expect(status).toBe(200);
  return body.items.map(({ receiver }: { receiver: { surname: string } }) => receiver.surname);
};

test("The administrator sees the fate of a message and the provider's words, never a mark nor a whole address", async () => {
  const { body } = await administrator.get("/deliveries?state=failed&reason=botBlocked");
  expect(body.items).toMatchObject([
    {
      ...{ id: refused, kind: "marks", channel: "telegram", state: "failed", facts: 1 },
      receiver: { surname: "Лаптева" },
      about: [{ id: school.cast.egor.id }],
      attempts: [{ number: 1, outcome: "never", providerWords: "Forbidden" }],
    },
  ]);
  const whole = JSON.stringify((await administrator.get("/deliveries")).body);
  expect(whole).not.toMatch(/зач|planted/);
  const reading = await school.db.auditEntry.count({ where: { action: "deliveries.read" } });
  expect(reading).toBeGreaterThan(0);
});

test("A message is found by person, pupil, class, channel, kind, day and the beginning of a surname", async () => {
  const { cast } = school;
  const family = "Кравцова";
  expect(await surnames("")).toHaveLength(3);
  expect(await surnames(`person=${cast.annaMother.id}`)).toEqual([family]);
  expect(await surnames(`pupil=${cast.anna.id}`)).toEqual([family]);
  expect(await surnames(`class=${cast.classes.sevenA.id}`)).toEqual([family, "Лаптева"]);
  expect(await surnames(`pupil=${cast.zlata.id}&kind=weekly&channel=email`)).toHaveLength(1);
  expect(await surnames(`pupil=${cast.zlata.id}&kind=marks`)).toEqual([]);
  expect(await surnames("q=лапт")).toEqual(["Лаптева"]);
  expect(await surnames("q=апт")).toEqual([]);
  expect(await surnames("q=%25")).toEqual([]);
  expect(await surnames("to=2020-01-01")).toEqual([]);
  expect(await surnames("from=2020-01-01&to=2100-01-01")).toHaveLength(3);
});

test("By the beginning of an address only the administrator finds", async () => {
  const { db, cast } = school;
  expect(await surnames("q=planted")).toHaveLength(1);
  const deputy = await apiAs(app, db, cast.voronina.id);
  expect(await surnames("q=planted", deputy)).toEqual([]);
  expect(await surnames("q=лапт", deputy)).toEqual(["Лаптева"]);
});

test("A long log comes in pages, each message once", async () => {
  const seen: string[] = [];
  for (let next: string | null = null, at = 0; at === 0 || next !== null; at += 1) {
    const { body } = await administrator.get(`/deliveries?limit=1${next ? `&after=${next}` : ""}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    next = body.next;
  }
  expect(new Set(seen).size).toBe(3);
  expect(seen.at(-1)).toBe(letter);
});

test("What we broke is an alarm, in the API, on the page and in the metrics, until it is replayed", async () => {
  const { db, cast } = school;
  const alarms = async () =>
    (await administrator.get("/alarms")).body.items.map((a: { kind: string }) => a.kind);
  expect(await alarms()).toEqual(["deliveries.broken"]);
  const { get } = await signInAs(app, db, cast.maltsev.id);
  expect((await get("/deliveries")).body).toContain("из-за поломки у нас");
  expect((await get(`/deliveries?open=${letter}`)).body).toContain(`action="/deliveries/${letter}/replay"`);
  const { body: metrics } = await get("/metrics");
  expect(metrics).toContain('vestnik_alarms{kind="deliveries.broken"} 1');
  expect(metrics).toContain(
    'vestnik_deliveries{channel="telegram",kind="marks",state="failed",reason="botBlocked"} 1',
  );
  expect(metrics).not.toMatch(/Лаптева|planted|[0-9a-f]{8}-[0-9a-f]{4}/);
  const deputy = await apiAs(app, db, cast.voronina.id);
  expect((await deputy.post(`/deliveries/${letter}/replay`)).status).toBe(403);
  expect((await administrator.post(`/deliveries/${letter}/replay`)).status).toBe(204);
  expect((await administrator.post(`/deliveries/${letter}/replay`)).status).toBe(409);
  expect(await alarms()).toEqual([]);
  expect((await administrator.post("/deliveries/replay", { kind: "weekly" })).body).toEqual({ replayed: 0 });
});

test("Whoever passes by sees how the promise is kept, and nobody's name", async () => {
  const { status, body } = await apiWith(app, {}).get("/on-time");
  expect(status).toBe(200);
  expect(body.days.reduce((sum: number, day: { soon: { owed: number } }) => sum + day.soon.owed, 0)).toBe(1);
  const page = await app.inject({ url: "/on-time" });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("1 из 1");
  expect(page.body).not.toMatch(/Кравцов|Лаптев|<script/);
});
