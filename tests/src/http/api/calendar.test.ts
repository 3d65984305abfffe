import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { setClock } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { type Api, apiAs, apiWith } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
/** The deputy head writes, the mother of Anna reads. */
let voronina: Api;
let annaMother: Api;
let yearId: string;

const YEAR = { name: "2030/2031", startsOn: "2030-09-02", endsOn: "2031-05-26", weekDays: 5 };
const ALL = { levelFrom: 1, levelTo: 11 };
const QUARTER = {
  kind: "quarter",
  number: 1,
  startsOn: "2030-09-02",
  endsOn: "2030-10-25",
  levelFrom: 1,
  levelTo: 9,
};
const VACATION = {
  kind: "vacation",
  name: "Осенние каникулы",
  startsOn: "2030-10-28",
  endsOn: "2030-11-03",
  ...ALL,
};
const TUESDAY = { date: "2030-10-01", likeWeekday: 1, reason: "приказ № 12", ...ALL };
const BELLS = {
  name: "Обычный день",
  date: null,
  weekdays: [],
  ...ALL,
  bells: [{ number: 1, startsAt: 510, endsAt: 555 }],
};
const NOBODY = "00000000-0000-4000-8000-000000000000";

beforeAll(async () => {
  setClock(new Date("2030-08-20T05:00:00Z"));
  school = await castSchool({ now: new Date("2026-11-26T05:00:00Z") });
  app = await buildApp({ db: school.db, config: testConfig() });
  voronina = await enter("voronina");
  annaMother = await enter("annaMother");
  const opened = await voronina.post("/years", YEAR);
  expect([opened.status, opened.body]).toEqual([
    201,
    { id: expect.any(String), version: 1, ...YEAR, closedAt: null, remarks: [] },
  ]);
  yearId = opened.body.id;
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

const enter = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);

describe("The deputy head keeps the calendar (R30, R37)", () => {
  test("A year is listed, changed as it was seen, and nobody overwrites what they have not seen", async () => {
    const list = (await voronina.get("/years?limit=1")).body;
    expect(list.items).toMatchObject([{ id: yearId, name: "2030/2031" }]);
    expect((await voronina.get(`/years?after=${list.next}`)).body).toMatchObject({
      items: [{ name: "2026/2027" }],
      next: null,
    });

    const changed = await voronina.patch(`/years/${yearId}`, { version: 1, weekDays: 6 });
    expect([changed.status, changed.body]).toEqual([
      200,
      { id: yearId, ...YEAR, weekDays: 6, version: 2, closedAt: null, remarks: [] },
    ]);
    const second = await voronina.patch(`/years/${yearId}`, { version: 1, weekDays: 5 });
    expect([second.status, second.body.current.weekDays]).toEqual([409, 6]);
    expect((await voronina.patch(`/years/${yearId}`, { version: 2, weekDays: 5 })).status).toBe(200);
  });

  test("Terms", async () => {
    const added = await voronina.post(`/years/${yearId}/terms`, QUARTER);
    expect([added.status, added.body]).toMatchObject([201, { ...QUARTER, version: 1, remarks: [] }]);
    const overlapping = await voronina.post(`/years/${yearId}/terms`, { ...QUARTER, number: 2 });
    expect([overlapping.status, overlapping.body.errors]).toEqual([
      422,
      [
        {
          pointer: "#/startsOn",
          detail: "Дни пересекаются с периодом № 1 у 1–9 классов (02.09.2030–25.10.2030). Исправьте границы.",
        },
      ],
    ]);
    const changed = await voronina.patch(`/terms/${added.body.id}`, { version: 1, endsOn: "2030-10-26" });
    expect([changed.status, changed.body.endsOn, changed.body.version]).toEqual([200, "2030-10-26", 2]);
  });

  test("Days off: entered, changed, taken back", async () => {
    const added = await voronina.post(`/years/${yearId}/days-off`, VACATION);
    expect([added.status, added.body]).toMatchObject([201, { ...VACATION, remarks: [] }]);
    const url = `/days-off/${added.body.id}`;
    const changed = await voronina.patch(url, { version: 1, endsOn: "2030-11-04" });
    expect([changed.status, changed.body]).toMatchObject([200, { endsOn: "2030-11-04", version: 2 }]);
    expect((await voronina.delete(`${url}?version=1`)).status).toBe(409);
    expect((await voronina.delete(url)).status).toBe(422);
    const removed = await voronina.delete(`${url}?version=2`);
    expect([removed.status, removed.body]).toMatchObject([200, { name: "Осенние каникулы", version: 3 }]);
    expect((await voronina.delete(`${url}?version=2`)).status).toBe(404);
  });

  test("Moved days: entered, changed, taken back", async () => {
    const added = await voronina.post(`/years/${yearId}/moved-days`, TUESDAY);
    expect([added.status, added.body]).toMatchObject([201, { ...TUESDAY, remarks: [] }]);
    const url = `/moved-days/${added.body.id}`;
    const changed = await voronina.patch(url, { version: 1, likeWeekday: null });
    expect([changed.status, changed.body]).toMatchObject([200, { likeWeekday: null, version: 2 }]);
    expect((await voronina.delete(`${url}?version=2`)).status).toBe(200);
  });

  test("R30, R37: what is late is taken, and the answer says which norm was missed", async () => {
    const last = { name: "2029/2030", startsOn: "2029-09-03", endsOn: "2030-08-31", weekDays: 5 };
    const opened = await voronina.post("/years", last);
    expect([opened.status, opened.body.remarks]).toEqual([
      201,
      ["Учебный год задан позже 15.09.2029: по регламенту это делают до этого дня."],
    ]);
    const moved = { ...TUESDAY, date: "2030-08-22" };
    const added = await voronina.post(`/years/${opened.body.id}/moved-days`, moved);
    expect([added.status, added.body.remarks]).toEqual([
      201,
      [
        "О переносе учебного дня 22.08.2030 объявляют не позже чем за три рабочих дня, теперь осталось меньше. Сообщите семьям и учителям отдельно.",
      ],
    ]);
  });

  test("Bells are saved under their name and taken away", async () => {
    const url = `/years/${yearId}/bells`;
    const saved = await voronina.put(url, { ...BELLS, version: null });
    expect([saved.status, saved.body]).toEqual([200, { ...BELLS, id: expect.any(String), version: 1 }]);
    const again = await voronina.put(url, { ...BELLS, version: null });
    expect([again.status, again.body.current]).toMatchObject([409, { version: 1, bells: BELLS.bells }]);
    const wrong = [{ number: 1, startsAt: 510, endsAt: 500 }];
    const refused = await voronina.put(url, { ...BELLS, bells: wrong, version: 1 });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, "#/bells/0/endsAt"]);
    const removed = await voronina.delete(`/bells/${saved.body.id}?version=1`);
    expect([removed.status, removed.body]).toEqual([204, null]);
  });

  test("The production calendar of the staff", async () => {
    const days = [{ date: "2030-11-04", working: false, name: "День народного единства" }];
    expect((await voronina.put("/working-days", { days })).body).toEqual({ changed: 1 });
    expect((await voronina.put("/working-days", { days })).body).toEqual({ changed: 0 });
    expect((await voronina.get("/working-days?from=2030-11-01&to=2030-11-30")).body).toEqual({ items: days });
    expect((await voronina.get("/working-days?from=2030-11-05&to=2030-11-30")).body).toEqual({ items: [] });
  });

  test("A template is entered as it was given", async () => {
    const other = { name: "2031/2032", startsOn: "2031-09-01", endsOn: "2032-05-25", weekDays: 5 };
    const { id } = (await voronina.post("/years", other)).body;
    const templates = (await voronina.get(`/years/${id}/templates`)).body;
    expect(templates.years.map(({ kind }: { kind: string }) => kind)).toEqual([
      "quarter",
      "trimester",
      "module",
    ]);
    const [{ terms, daysOff }] = templates.years;
    const answers = [
      ...(await Promise.all(daysOff.map((dayOff: object) => voronina.post(`/years/${id}/days-off`, dayOff)))),
      await voronina.post(`/years/${id}/terms`, terms[0]),
      await voronina.put(`/years/${id}/bells`, { ...BELLS, ...templates.bells[0], version: null }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([...daysOff.map(() => 201), 201, 200]);
  });

  test("R31: a year is closed when it is over, and refuses changes from then on", async () => {
    const past = { name: "2020/2021", startsOn: "2020-09-01", endsOn: "2021-05-25", weekDays: 5 };
    const { id } = (await voronina.post("/years", past)).body;
    const closed = await voronina.post(`/years/${id}/close`, { version: 1 });
    expect([closed.status, closed.body]).toMatchObject([200, { version: 2, name: "2020/2021" }]);
    expect(Date.parse(closed.body.closedAt)).toBeGreaterThanOrEqual(Date.parse("2030-08-20T05:00:00Z"));
    const late = await voronina.post(`/years/${id}/terms`, QUARTER);
    expect([late.status, late.body.type]).toEqual([409, "/api/problems#closed"]);
    expect((await voronina.post(`/years/${yearId}/close`, { version: 3 })).status).toBe(422);
  });
});

describe("Families read it (R3)", () => {
  test("The whole calendar of a year, and nothing else of the tables", async () => {
    await voronina.put(`/years/${yearId}/bells`, { ...BELLS, version: null });
    await voronina.post(`/years/${yearId}/days-off`, VACATION);
    await voronina.post(`/years/${yearId}/moved-days`, TUESDAY);
    const { status, body } = await annaMother.get(`/years/${yearId}`);
    expect([status, Object.keys(body)]).toEqual([
      200,
      ["year", "terms", "daysOff", "movedDays", "bellSchedules"],
    ]);
    const id = expect.any(String);
    expect(body.daysOff).toEqual([{ ...VACATION, id, version: 1 }]);
    expect(body.movedDays).toEqual([{ ...TUESDAY, id, version: 1 }]);
    expect(body.bellSchedules).toEqual([{ ...BELLS, id, version: 1 }]);
  });

  test("What kind of day it is for the class", async () => {
    expect((await annaMother.get("/days/2030-10-01?level=7")).body).toMatchObject({
      yearId,
      weekday: 1,
      daysOff: [],
      moved: { reason: "приказ № 12" },
      term: { kind: "quarter", number: 1 },
      bells: BELLS.bells,
    });
    expect((await annaMother.get("/days/2030-10-30?level=7")).body).toMatchObject({
      weekday: null,
      daysOff: [{ name: "Осенние каникулы" }],
      moved: null,
      term: null,
      bells: [],
    });
    expect((await annaMother.get("/days/2031-07-01?level=7")).body).toEqual({
      yearId: null,
      weekday: null,
      daysOff: [],
      moved: null,
      term: null,
      bells: [],
    });
  });

  test("A stranger is asked to sign in, and a year that does not exist is nothing", async () => {
    expect((await apiWith(app, {}).get(`/years/${yearId}`)).status).toBe(401);
    expect((await annaMother.get(`/years/${NOBODY}`)).status).toBe(404);
  });
});

describe("Who may not write", () => {
  const WRITES: [keyof Api, string, object?][] = [
    ["post", "/years", YEAR],
    ["patch", "/years/ID", { version: 1, weekDays: 6 }],
    ["post", "/years/ID/close", { version: 1 }],
    ["post", "/years/ID/terms", QUARTER],
    ["patch", "/terms/ID", { version: 1, number: 2 }],
    ["post", "/years/ID/days-off", VACATION],
    ["patch", "/days-off/ID", { version: 1, name: "иначе" }],
    ["delete", "/days-off/ID?version=1"],
    ["post", "/years/ID/moved-days", TUESDAY],
    ["patch", "/moved-days/ID", { version: 1, reason: "иначе" }],
    ["delete", "/moved-days/ID?version=1"],
    ["put", "/years/ID/bells", { ...BELLS, version: null }],
    ["delete", "/bells/ID?version=1"],
    ["put", "/working-days", { days: [] }],
  ];

  test.each<[CastKey, number]>([
    ["smirnova", 403],
    ["gromova", 403],
    ["popova", 403],
    ["annaMother", 404],
    ["vera", 404],
  ])("%s may read and write nothing of it", async (person, refused) => {
    const api = await enter(person);
    expect((await api.get("/years")).status).toBe(200);
    const statuses = await Promise.all(
      WRITES.map(async ([verb, url, body]) => (await api[verb](url.replace("ID", yearId), body)).status),
    );
    expect(statuses).toEqual(WRITES.map(() => refused));
    expect((await voronina.get(`/years/${yearId}`)).body.year.weekDays).toBe(5);
  });

  test("The administrator may (R30)", async () => {
    const maltsev = await enter("maltsev");
    expect((await maltsev.patch(`/years/${yearId}`, { version: 3, name: "2030/31" })).status).toBe(200);
  });
});

describe("What the calendar cannot take is refused before it is looked up", () => {
  test.each<[keyof Api, string, object | undefined, string]>([
    ["post", "/years", { ...YEAR, startsOn: "2031-02-29" }, "#/startsOn"],
    ["post", "/years", { ...YEAR, endsOn: "9999-12-31" }, "#/endsOn"],
    ["post", "/years", { ...YEAR, name: " " }, "#/name"],
    ["post", "/years/ID/terms", { ...QUARTER, number: 3_000_000_000 }, "#/number"],
    ["post", "/years/ID/terms", { ...QUARTER, levelTo: 12 }, "#/levelTo"],
    ["post", "/years/ID/moved-days", { ...TUESDAY, likeWeekday: 1.5 }, "#/likeWeekday"],
    ["put", "/years/ID/bells", { ...BELLS, version: 1, weekdays: [0] }, "#/weekdays/0"],
    ["put", "/working-days", { days: [{ date: "2030-11-31", working: true, name: "?" }] }, "#/days/0/date"],
  ])("%s %s", async (verb, url, body, pointer) => {
    const answer = await voronina[verb](url.replace("ID", yearId), body);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  test.each([
    "/days/2030-13-01?level=7",
    "/days/2030-10-01?level=12",
    "/days/2030-10-01?level=x",
    "/days/2030-10-01",
  ])("%s", async (url) => {
    expect((await annaMother.get(url)).status).toBe(422);
  });
});
