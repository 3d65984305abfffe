import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { now, setClock } from "../../src/clock.ts";
import { choose } from "../../src/deliveries/choosing.ts";
import { writeMarks } from "../../src/marks/marks.ts";
import { undoMarks } from "../../src/marks/undoing.ts";
import { setSettings } from "../../src/settings.ts";
import { type FakeSmtp, startFakeSmtp } from "../support/fake-smtp.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { fatherAtWork } from "../support/father-at-work.ts";
import { createGate } from "../support/gate.ts";
import { openPostOffice, type PostOffice, testConfig } from "../support/post-office.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

/** Between the lessons of a Tuesday in Krasnoyarsk. */
const TUESDAY_NOON = new Date("2026-11-24T05:00:00Z");
const HOLD_MS = 600_000;
const MINUTE_MS = 60_000;

let telegram: FakeTelegram;
let smtp: FakeSmtp;
let school: TestSchool;
let office: PostOffice;

beforeAll(async () => {
  [telegram, smtp] = await Promise.all([startFakeTelegram(), startFakeSmtp()]);
});
afterAll(async () => {
  await telegram.close();
  await smtp.close();
});

beforeEach(async () => {
  setClock(TUESDAY_NOON);
  telegram.reset();
  smtp.reset();
  school = await castSchool({ now: TUESDAY_NOON });
  await setSettings(school.db, { telegramLevel: "full", schoolName: "Школа № 214" });
  await fatherAtWork(school);
  office = await openPostOffice(
    school.db,
    testConfig({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root, SMTP_URL: smtp.url }),
  );
  return async () => {
    await office.close();
    await school.close();
    setClock(null);
  };
});

const smirnova = () => ({ actorId: school.cast.smirnova.id, source: "web" as const, silent: false });
const mark = (pupil: "anna", value: string | null) =>
  writeMarks(
    school.db,
    school.today.algebra.works.test,
    [{ pupilId: school.cast[pupil].id, value }],
    smirnova(),
  );
const later = (ms: number) => setClock(new Date(now().getTime() + ms));
const telegrams = () => telegram.ledger.map(({ text }) => text);
const letters = () => smtp.ledger.map(({ text }) => text);

describe("the hold", () => {
  test("while it runs nobody hears anything", async () => {
    await mark("anna", "4");
    await office.route();
    later(HOLD_MS - MINUTE_MS);
    await office.deliver();
    expect(telegrams()).toEqual([]);
  });

  test("4 set and changed to 5 within the hold: everyone hears 5, once", async () => {
    await mark("anna", "4");
    await office.route();
    later(MINUTE_MS);
    await mark("anna", "5");
    await office.route();
    later(8 * 60 * MINUTE_MS);
    await office.deliver();
    expect(telegrams()).toHaveLength(1);
    expect(telegrams()[0]).toContain("алгебра — 5");
    expect(telegrams()[0]).not.toContain("ыло");
    expect(letters()).toHaveLength(1);
    expect(letters()[0]).toContain("5");
  });

  test("a mark taken away before anybody heard of it is never mentioned, and the row says why", async () => {
    await mark("anna", "2");
    await office.route();
    later(MINUTE_MS);
    await mark("anna", null);
    await office.route();
    later(8 * 60 * MINUTE_MS);
    await office.deliver();
    expect(telegrams()).toEqual([]);
    expect(letters()).toEqual([]);
    const notices = await school.db.notice.findMany();
    expect(notices.map(({ state, reason }) => ({ state, reason }))).toEqual([
      { state: "dropped", reason: "withdrawnBeforeTold" },
      { state: "dropped", reason: "withdrawnBeforeTold" },
    ]);
  });
});

describe("undo", () => {
  test("five minutes to midnight set, two past midnight undone (R11): nobody hears of it", async () => {
    setClock(new Date("2026-11-24T16:55:00Z"));
    await mark("anna", "2");
    await office.route();
    later(7 * MINUTE_MS);
    const { id } = await school.db.mark.findFirstOrThrow();
    await undoMarks(school.db, [id], smirnova());
    await office.route();
    later(24 * 60 * MINUTE_MS);
    await office.deliver();
    expect(telegrams()).toEqual([]);
    expect(letters()).toEqual([]);
  });
});

describe("what each has been told", () => {
  test("changed after mother heard and while father works: she hears 4 → 5, he hears 5", async () => {
    await mark("anna", "4");
    await office.route();
    later(HOLD_MS + 1000);
    await office.deliver();
    expect(telegrams()[0]).toContain("алгебра — 4");
    await mark("anna", "5");
    await office.route();
    later(8 * 60 * MINUTE_MS);
    await office.deliver();
    expect(telegrams()).toHaveLength(2);
    expect(telegrams()[1]).toContain("Было 4, стало 5");
    expect(letters()).toHaveLength(1);
    expect(letters()[0]).toContain("Алгебра — 5");
    expect(letters()[0]).not.toMatch(/было|Было|— 4/);
  });

  test("withdrawn while the call is under way: the mother is told that it is gone", async () => {
    const gate = createGate();
    telegram.script({ times: 1, answer: { hold: gate } });
    await mark("anna", "2");
    await office.route();
    later(HOLD_MS + 1000);
    const delivering = office.deliver();
    await gate.arrived;
    await mark("anna", null);
    await office.route();
    gate.release();
    await delivering;
    later(HOLD_MS + 1000);
    await office.deliver();
    expect(telegrams()).toHaveLength(2);
    expect(telegrams()[0]).toContain("алгебра — 2");
    expect(telegrams()[1]).toMatch(/отменена|снята/);
  });

  test("there and back again within the hold after she heard: nothing to say", async () => {
    await mark("anna", "4");
    await office.route();
    later(HOLD_MS + 1000);
    await office.deliver();
    await mark("anna", "3");
    await mark("anna", "4");
    await office.route();
    later(HOLD_MS + 1000);
    await office.deliver();
    expect(telegrams()).toHaveLength(1);
  });

  test("routing the same event twice changes nothing", async () => {
    await mark("anna", "4");
    await office.route();
    await school.db.event.updateMany({ data: { routedAt: null } });
    await office.route();
    expect(await school.db.notice.count()).toBe(2);
    later(8 * 60 * MINUTE_MS);
    await office.deliver();
    expect(telegrams()).toHaveLength(1);
    expect(letters()).toHaveLength(1);
  });
});

describe("only 2 and 3", () => {
  beforeEach(() =>
    choose(
      school.db,
      {
        personId: school.cast.annaMother.id,
        choices: [{ topic: "marks", pupilId: null, frequency: "now", onlyLow: true }],
      },
      smirnova(),
    ),
  );
  const tell = async () => {
    await office.route();
    later(HOLD_MS + 1000);
    await office.deliver();
  };

  test.each([
    ["5", false],
    ["4", false],
    ["3", true],
    ["2", true],
    ["н/а", true],
    ["осв", false],
  ])("%s is told: %s", async (value, isTold) => {
    await mark("anna", value);
    await tell();
    expect(telegrams()).toHaveLength(isTold ? 1 : 0);
    if (isTold) return;
    const { id: personId } = school.cast.annaMother;
    const { state, reason } = await school.db.notice.findFirstOrThrow({ where: { personId } });
    expect({ state, reason }).toEqual({ state: "dropped", reason: "notLow" });
  });

  test("who heard 2 hears that it became 4; who did not hear 4 hears 2 as something new", async () => {
    await mark("anna", "4");
    await tell();
    await mark("anna", "2");
    await tell();
    await mark("anna", "4");
    await tell();
    expect(telegrams()).toHaveLength(2);
    expect(telegrams()[0]).toContain("алгебра — 2");
    expect(telegrams()[0]).not.toContain("ыло");
    expect(telegrams()[1]).toContain("Было 2, стало 4");
  });
});
