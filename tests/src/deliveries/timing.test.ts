import { describe, expect, test } from "vitest";
import type { PersonClock } from "../../../src/contacts/preferences.ts";
import type { Frequency } from "../../../src/db.ts";
import { afterQuiet, afterQuietBefore, planTiming } from "../../../src/deliveries/timing.ts";

const NIGHT = { quietFrom: 22 * 60, quietTo: 7 * 60 };
const CLOCK: PersonClock = {
  timeZone: "Europe/Moscow",
  ...NIGHT,
  eveningHour: 18,
  weeklyDay: 5,
  weeklyHour: 18,
};
const at = (moment: string) => new Date(moment);
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

describe("quiet hours", () => {
  test.each([
    // zone, quiet from – to, the moment, when it leaves
    ["an hour before they begin", "Europe/Moscow", "22:00", "07:00", "2026-11-24T21:00+03:00", null],
    ["the last minute before them", "Europe/Moscow", "22:00", "07:00", "2026-11-24T21:59:59+03:00", null],
    ["as they begin", "Europe/Moscow", "22:00", "07:00", "2026-11-24T22:00+03:00", "2026-11-25T07:00+03:00"],
    ["past midnight", "Europe/Moscow", "22:00", "07:00", "2026-11-25T03:10+03:00", "2026-11-25T07:00+03:00"],
    ["as they end", "Europe/Moscow", "22:00", "07:00", "2026-11-25T07:00+03:00", null],
    [
      "a sleep after lunch",
      "Europe/Moscow",
      "13:00",
      "15:30",
      "2026-11-24T14:00+03:00",
      "2026-11-24T15:30+03:00",
    ],
    ["before the sleep after lunch", "Europe/Moscow", "13:00", "15:30", "2026-11-24T12:00+03:00", null],
    [
      "from midnight on",
      "Europe/Moscow",
      "00:00",
      "06:00",
      "2026-11-25T00:00+03:00",
      "2026-11-25T06:00+03:00",
    ],
    ["until midnight", "Europe/Moscow", "21:00", "00:00", "2026-11-24T23:00+03:00", "2026-11-25T00:00+03:00"],
    ["nobody sleeps", "Europe/Moscow", "22:00", "22:00", "2026-11-24T22:00+03:00", null],
    [
      "Samara, an hour ahead of Moscow",
      "Europe/Samara",
      "22:00",
      "07:00",
      "2026-11-24T21:30+03:00",
      "2026-11-25T07:00+04:00",
    ],
    [
      "Kamchatka sleeps while Moscow has lunch",
      "Asia/Kamchatka",
      "22:00",
      "07:00",
      "2026-11-24T14:00+03:00",
      "2026-11-25T07:00+12:00",
    ],
    [
      "Samoa, where it is tomorrow already",
      "Pacific/Apia",
      "22:00",
      "07:00",
      "2026-11-24T10:00Z",
      "2026-11-24T18:00Z",
    ],
    [
      "Samoa skipped the whole 30 December 2011",
      "Pacific/Apia",
      "22:00",
      "07:00",
      "2011-12-29T23:00-10:00",
      "2011-12-31T00:00+14:00",
    ],
    [
      "Berlin puts clocks forward at night",
      "Europe/Berlin",
      "22:00",
      "07:00",
      "2026-03-28T23:00+01:00",
      "2026-03-29T07:00+02:00",
    ],
    [
      "Berlin has no 2:30 that night: the moment clocks jump",
      "Europe/Berlin",
      "22:00",
      "02:30",
      "2026-03-29T01:50+01:00",
      "2026-03-29T03:00+02:00",
    ],
    [
      "Berlin puts clocks back at night",
      "Europe/Berlin",
      "22:00",
      "07:00",
      "2026-10-24T23:00+02:00",
      "2026-10-25T07:00+01:00",
    ],
    [
      "Berlin shows 2:30 twice: the first",
      "Europe/Berlin",
      "22:00",
      "02:30",
      "2026-10-25T02:10+02:00",
      "2026-10-25T02:30+02:00",
    ],
    [
      "Berlin shows 2:10 once more: the second 2:30",
      "Europe/Berlin",
      "22:00",
      "02:30",
      "2026-10-25T02:10+01:00",
      "2026-10-25T02:30+01:00",
    ],
  ])("%s (%s)", (_, timeZone, from, to, moment, leaves) => {
    const quiet = { timeZone, quietFrom: minutes(from), quietTo: minutes(to) };
    expect(afterQuiet(at(moment), quiet)).toEqual(at(leaves ?? moment));
  });

  test.each(["Europe/Berlin", "America/Havana"])(
    "in %s nothing leaves early, nothing leaves in them, and who comes later leaves later, all year round",
    (timeZone) => {
      const quiet = { ...NIGHT, timeZone };
      let before = at("2026-01-01T00:00Z");
      for (let moment = before.getTime(); moment < Date.UTC(2027, 0, 1); moment += 47 * 60_000) {
        const leaves = afterQuiet(new Date(moment), quiet);
        if (leaves.getTime() < moment || leaves < before || afterQuiet(leaves, quiet) > leaves)
          expect.fail(`${timeZone} ${new Date(moment).toISOString()} → ${leaves.toISOString()}`);
        before = leaves;
      }
    },
  );

  test.each([
    // R63: the deadline of a final, when it was set, when it leaves
    [
      "there is time until the morning",
      "2026-11-25T22:00+03:00",
      "2026-11-24T23:00+03:00",
      "2026-11-25T07:00+03:00",
    ],
    [
      "four hours before it they yield",
      "2026-11-25T08:00+03:00",
      "2026-11-24T23:00+03:00",
      "2026-11-25T04:00+03:00",
    ],
    [
      "nearer than that it leaves at once",
      "2026-11-25T02:00+03:00",
      "2026-11-24T23:00+03:00",
      "2026-11-24T23:00+03:00",
    ],
  ])("R63: before a deadline: %s", (_, deadline, set, leaves) => {
    expect(afterQuietBefore(at(set), at(deadline), CLOCK)).toEqual(at(leaves));
  });
});

describe("planning", () => {
  const mark = (frequency: Frequency, occurred: string) =>
    planTiming({
      topic: "marks",
      delay: "hold",
      occurredAt: at(occurred),
      holdSeconds: 600,
      knownAt: null,
      frequency,
      clock: CLOCK,
    });

  test.each([
    ["now", "2026-11-24T12:00+03:00", "now", "2026-11-24T12:10+03:00"],
    ["now", "2026-11-24T21:55+03:00", "now", "2026-11-25T07:00+03:00"],
    // The series carries it from the end of the hold on, whatever the hour.
    ["evening", "2026-11-24T12:00+03:00", "digest", "2026-11-24T12:10+03:00"],
    ["weekly", "2026-11-24T23:00+03:00", "digest", "2026-11-24T23:10+03:00"],
  ] as const)("A mark to a family that chose %s, at %s: %s, due %s", (frequency, occurred, urgency, due) => {
    const patienceUntil = new Date(at(due).getTime() + 12 * 3_600_000);
    expect(mark(frequency, occurred)).toEqual({
      urgency,
      frequency,
      dueAt: at(due),
      patienceUntil,
      deadlineAt: null,
    });
  });

  test("A family that chose off hears of no mark, and of every final (R63)", () => {
    expect(mark("off", "2026-11-24T12:00+03:00")).toBeNull();
    const occurredAt = at("2026-11-24T23:00+03:00");
    const knownAt = at("2026-11-24T14:00+03:00");
    const final = { topic: "finals", delay: "none", occurredAt, knownAt, holdSeconds: 600 } as const;
    expect(planTiming({ ...final, frequency: "off", clock: CLOCK })).toEqual({
      urgency: "final",
      frequency: "now",
      dueAt: at("2026-11-25T07:00+03:00"),
      patienceUntil: at("2026-11-25T09:00+03:00"),
      deadlineAt: at("2026-11-25T14:00+03:00"),
    });
    expect(
      planTiming({ ...final, knownAt: at("2026-11-24T10:00+03:00"), frequency: "off", clock: CLOCK })?.dueAt,
    ).toEqual(at("2026-11-25T06:00+03:00"));
  });
});
