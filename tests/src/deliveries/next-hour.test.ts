import { expect, test } from "vitest";
import type { PersonClock } from "../../../src/contacts/preferences.ts";
import { movedSeriesDue } from "../../../src/deliveries/retiming.ts";
import { nextOccurrence, nextSeriesDue } from "../../../src/deliveries/timing.ts";

const CLOCK: PersonClock = {
  timeZone: "Europe/Moscow",
  quietFrom: 22 * 60,
  quietTo: 7 * 60,
  eveningHour: 18,
  weeklyDay: 5,
  weeklyHour: 18,
};
const at = (moment: string) => new Date(moment);

test.each([
  ["the same evening", "2026-11-24T12:00+03:00", 18, undefined, "Europe/Moscow", "2026-11-24T18:00+03:00"],
  [
    "at that very moment: the next one",
    "2026-11-24T18:00+03:00",
    18,
    undefined,
    "Europe/Moscow",
    "2026-11-25T18:00+03:00",
  ],
  ["Friday of this week", "2026-11-24T12:00+03:00", 18, 5, "Europe/Moscow", "2026-11-27T18:00+03:00"],
  ["Friday evening: a week on", "2026-11-27T18:00+03:00", 18, 5, "Europe/Moscow", "2026-12-04T18:00+03:00"],
  [
    "already Friday in Kamchatka",
    "2026-11-26T21:00+03:00",
    18,
    5,
    "Asia/Kamchatka",
    "2026-11-27T18:00+12:00",
  ],
  [
    "an hour that the night skips",
    "2026-03-28T20:00+01:00",
    2,
    undefined,
    "Europe/Berlin",
    "2026-03-29T03:00+02:00",
  ],
  [
    "an hour that the night shows twice: once",
    "2026-10-25T02:00+02:00",
    2,
    undefined,
    "Europe/Berlin",
    "2026-10-26T02:00+01:00",
  ],
  ["a weekday that Samoa skipped", "2011-12-29T20:00-10:00", 18, 5, "Pacific/Apia", "2011-12-31T00:00+14:00"],
])("The next hour: %s", (_, after, hour, weekday, zone, due) => {
  const wanted = weekday === undefined ? { hour } : { hour, weekday };
  expect(nextOccurrence(at(after), wanted, zone)).toEqual(at(due));
});

test("A series is due by the person's own hours", () => {
  const clock = { ...CLOCK, timeZone: "Asia/Kamchatka", eveningHour: 20, weeklyDay: 7, weeklyHour: 9 };
  const after = at("2026-11-24T21:00+12:00");
  expect(nextSeriesDue("daily", after, clock)).toEqual(at("2026-11-25T20:00+12:00"));
  expect(nextSeriesDue("weekly", after, clock)).toEqual(at("2026-11-29T09:00+12:00"));
});

test.each([
  [
    "an hour later",
    "daily",
    "2026-11-24T18:00+03:00",
    { eveningHour: 20 },
    "2026-11-24T17:00+03:00",
    "2026-11-24T20:00+03:00",
  ],
  [
    "an hour that has passed today: today's keeps its hour",
    "daily",
    "2026-11-24T20:00+03:00",
    { eveningHour: 18 },
    "2026-11-24T19:00+03:00",
    "2026-11-24T20:00+03:00",
  ],
  [
    "Sunday instead of Friday",
    "weekly",
    "2026-11-27T18:00+03:00",
    { weeklyDay: 7 },
    "2026-11-26T19:00+03:00",
    "2026-11-29T18:00+03:00",
  ],
  [
    "Thursday instead of Friday, on Thursday evening",
    "weekly",
    "2026-11-27T18:00+03:00",
    { weeklyDay: 4 },
    "2026-11-26T19:00+03:00",
    "2026-11-27T18:00+03:00",
  ],
] as const)("Moved: %s", (_, frequency, planned, change, asked, due) => {
  const moved = movedSeriesDue(frequency, { planned: at(planned), at: at(asked) }, { ...CLOCK, ...change });
  expect(moved).toEqual(at(due));
});
