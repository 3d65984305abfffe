import { beforeEach, describe, expect, test } from "vitest";
import { now, setClock } from "../../src/clock.ts";
import { choose } from "../../src/deliveries/choosing.ts";
import { writeMarks } from "../../src/marks/marks.ts";
import { undoMarks } from "../../src/marks/undoing.ts";
import { setSettings } from "../../src/settings.ts";
import { fatherAtWork } from "../support/father-at-work.ts";
import { createGate } from "../support/gate.ts";
import { postalSchool } from "../support/postal-school.ts";

/** Between the lessons of a Tuesday in Krasnoyarsk. */
const TUESDAY_NOON = new Date("2026-11-24T05:00:00Z");
const HOLD_MS = 600_000;
const MINUTE_MS = 60_000;

const post = postalSchool({
  at: TUESDAY_NOON,
  async prepare(school) {
    await setSettings(school.db, { telegramLevel: "full", schoolName: "Школа № 214" });
    await fatherAtWork(school);
  },
});

const smirnova = () => ({ actorId: post.school.cast.smirnova.id, source: "web" as const, silent: false });
const mark = (pupil: "anna", value: string | null) =>
  writeMarks(
    post.school.db,
    post.school.today.algebra.works.test,
    [{ pupilId: post.school.cast[pupil].id, value }],
    smirnova(),
  );
const later = (ms: number) => setClock(new Date(now().getTime() + ms));
const telegrams = () => post.telegram.ledger.map(({ text }) => text);
const letters = () => post.smtp.ledger.map(({ text }) => text);

describe("the hold", () => {
  test("while it runs nobody hears anything", async () => {
    await mark("anna", "4");
    await post.office.route();
    later(HOLD_MS - MINUTE_MS);
    await post.office.deliver();
    expect(telegrams()).toEqual([]);
  });

  test("4 set and changed to 5 within the hold: everyone hears 5, once", async () => {
    await mark("anna", "4");
    await post.office.route();
    later(MINUTE_MS);
    await mark("anna", "5");
    await post.office.route();
    later(8 * 60 * MINUTE_MS);
    await post.office.deliver();
    expect(telegrams()).toHaveLength(1);
    expect(telegrams()[0]).toContain("алгебра — 5");
    expect(telegrams()[0]).not.toContain("ыло");
    expect(letters()).toHaveLength(1);
    expect(letters()[0]).toContain("5");
  });

  test("a mark taken away before anybody heard of it is never mentioned, and the row says why", async () => {
    await mark("anna", "2");
    await post.office.route();
    later(MINUTE_MS);
    await mark("anna", null);
    await post.office.route();
    later(8 * 60 * MINUTE_MS);
    await post.office.deliver();
    expect(telegrams()).toEqual([]);
    expect(letters()).toEqual([]);
    const notices = await post.school.db.notice.findMany();
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
    await post.office.route();
    later(7 * MINUTE_MS);
    const { id } = await post.school.db.mark.findFirstOrThrow();
    await undoMarks(post.school.db, [id], smirnova());
    await post.office.route();
    later(24 * 60 * MINUTE_MS);
    await post.office.deliver();
    expect(telegrams()).toEqual([]);
    expect(letters()).toEqual([]);
  });
});

describe("what each has been told", () => {
  test("changed after mother heard and while father works: she hears 4 → 5, he hears 5", async () => {
    await mark("anna", "4");
    await post.office.route();
    later(HOLD_MS + 1000);
    await post.office.deliver();
    expect(telegrams()[0]).toContain("алгебра — 4");
    await mark("anna", "5");
    await post.office.route();
    later(8 * 60 * MINUTE_MS);
    await post.office.deliver();
    expect(telegrams()).toHaveLength(2);
    expect(telegrams()[1]).toContain("Было 4, стало 5");
    expect(letters()).toHaveLength(1);
    expect(letters()[0]).toContain("Алгебра — 5");
    expect(letters()[0]).not.toMatch(/было|Было|— 4/);
  });

  test("withdrawn while the call is under way: the mother is told that it is gone", async () => {
    const gate = createGate();
    post.telegram.script({ times: 1, answer: { hold: gate } });
    await mark("anna", "2");
    await post.office.route();
    later(HOLD_MS + 1000);
    const delivering = post.office.deliver();
    await gate.arrived;
    await mark("anna", null);
    await post.office.route();
    gate.release();
    await delivering;
    later(HOLD_MS + 1000);
    await post.office.deliver();
    expect(telegrams()).toHaveLength(2);
    expect(telegrams()[0]).toContain("алгебра — 2");
    expect(telegrams()[1]).toMatch(/отменена|снята/);
  });

  test("there and back again within the hold after she heard: nothing to say", async () => {
    await mark("anna", "4");
    await post.office.route();
    later(HOLD_MS + 1000);
    await post.office.deliver();
    await mark("anna", "3");
    await mark("anna", "4");
    await post.office.route();
    later(HOLD_MS + 1000);
    await post.office.deliver();
    expect(telegrams()).toHaveLength(1);
  });

  test("routing the same event twice changes nothing", async () => {
    await mark("anna", "4");
    await post.office.route();
    await post.school.db.event.updateMany({ data: { routedAt: null } });
    await post.office.route();
    expect(await post.school.db.notice.count()).toBe(2);
    later(8 * 60 * MINUTE_MS);
    await post.office.deliver();
    expect(telegrams()).toHaveLength(1);
    expect(letters()).toHaveLength(1);
  });
});

describe("only 2 and 3", () => {
  beforeEach(() =>
    choose(
      post.school.db,
      {
        personId: post.school.cast.annaMother.id,
        choices: [{ topic: "marks", pupilId: null, frequency: "now", onlyLow: true }],
      },
      smirnova(),
    ),
  );
  const tell = async () => {
    await post.office.route();
    later(HOLD_MS + 1000);
    await post.office.deliver();
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
    const { id: personId } = post.school.cast.annaMother;
    const { state, reason } = await post.school.db.notice.findFirstOrThrow({ where: { personId } });
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
