import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dateOf, isoDay } from "../../../src/clock.ts";
import { Closed } from "../../../src/errors.ts";
import { checkLessonDay, closesAt, doorOn, readLastDays } from "../../../src/lessons/door.ts";
import { setSettings } from "../../../src/settings.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

/** A Thursday. */
const NOW = new Date("2026-11-26T03:00:00Z");

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: NOW });
});
afterAll(() => school.close());

/** What a teacher is told who writes into a lesson of that day at that moment; null: it is taken. */
async function refusal(day: string, at: string, cancelledFor: string | null = null): Promise<string | null> {
  const by = { actorId: school.cast.smirnova.id, source: "web", silent: false, at: new Date(at) } as const;
  try {
    await checkLessonDay(school.db, { date: dateOf(day), cancelledFor }, by);
    return null;
  } catch (error) {
    if (error instanceof Closed) return error.message;
    throw error;
  }
}

describe("R11: a lesson takes entries on its day in the school's zone, by the moment the server received them", () => {
  test.each([
    ["Asia/Krasnoyarsk", "2026-11-26", "2026-11-25T17:00:00.000Z", "2026-11-26T16:59:59.999Z"],
    [
      "Asia/Krasnoyarsk, in a winter night over the new year",
      "2027-01-01",
      "2026-12-31T17:00:00.000Z",
      "2027-01-01T16:59:59.999Z",
    ],
    // The clock goes forward: a day of 23 hours.
    ["Europe/Berlin", "2027-03-28", "2027-03-27T23:00:00.000Z", "2027-03-28T21:59:59.999Z"],
    // And back: 25 hours, and the hour from two to three is there twice.
    ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z", "2026-10-25T22:59:59.999Z"],
    // Half an hour beside everybody else.
    ["America/St_Johns", "2026-11-26", "2026-11-26T03:30:00.000Z", "2026-11-27T03:29:59.999Z"],
    ["America/St_Johns", "2026-11-01", "2026-11-01T02:30:00.000Z", "2026-11-02T03:29:59.999Z"],
    ["America/St_Johns", "2026-03-08", "2026-03-08T03:30:00.000Z", "2026-03-09T02:29:59.999Z"],
  ])("%s, %s: open from %s to %s", async (place, day, first, last) => {
    const timeZone = place.split(",")[0]!;
    await setSettings(school.db, { timeZone });
    const oneLater = new Date(Date.parse(last) + 1);
    const oneEarlier = new Date(Date.parse(first) - 1);
    expect(await refusal(day, first)).toBeNull();
    expect(await refusal(day, last)).toBeNull();
    expect(await refusal(day, oneLater.toISOString())).toMatch(/закрыт/);
    expect(await refusal(day, oneEarlier.toISOString())).toMatch(/ещё не наступил/);
    expect(closesAt(dateOf(day), timeZone)).toEqual(oneLater);
  });

  test("The sentence says what to do instead", async () => {
    await setSettings(school.db, { timeZone: "Asia/Krasnoyarsk" });
    expect(await refusal("2026-11-25", "2026-11-26T03:00:00Z")).toBe(
      "День урока, 25.11.2026, закрыт. Исправить можно только по акту: обратитесь к завучу.",
    );
    expect(await refusal("2026-11-27", "2026-11-26T03:00:00Z")).toBe(
      "Урок 27.11.2026 ещё не наступил. Записи вносят в день урока.",
    );
  });

  test("A lesson that falls out takes nothing, also on its day", async () => {
    expect(await refusal("2026-11-26", "2026-11-26T03:00:00Z", "учитель болен")).toMatch(/отменён/);
  });

  test("What is imported passes, whatever the day", async () => {
    const by = { actorId: null, source: "import", silent: true, at: NOW } as const;
    await checkLessonDay(school.db, { date: dateOf("2026-09-01"), cancelledFor: null }, by);
  });
});

describe("R14: the last day on which a work may be marked", () => {
  const lastDays = async (norms: number[]) => {
    const { id, date } = school.today.algebra;
    return (await readLastDays(school.db, { id, date }, norms)).map(isoDay);
  };

  test("A norm counts school days of the class: Thursday and three are Tuesday", async () => {
    expect(await lastDays([0, 1, 3, 7])).toEqual(["2026-11-26", "2026-11-27", "2026-12-01", "2026-12-07"]);
  });

  test("Days off of the class's level put it off, those of others do not", async () => {
    const { id: yearId } = school.cast.year;
    const data = {
      yearId,
      kind: "other",
      startsOn: dateOf("2026-11-27"),
      endsOn: dateOf("2026-11-30"),
    } as const;
    await school.db.dayOff.create({ data: { ...data, name: "карантин 4-х", levelFrom: 4, levelTo: 4 } });
    expect(await lastDays([3])).toEqual(["2026-12-01"]);
    await school.db.dayOff.create({ data: { ...data, name: "карантин 7-х", levelFrom: 7, levelTo: 7 } });
    expect(await lastDays([3])).toEqual(["2026-12-03"]);
    await school.db.dayOff.deleteMany();
  });

  test("The door stands open until that day is over", () => {
    const lesson = { date: dateOf("2026-11-26"), cancelledFor: null };
    const lastDay = dateOf("2026-12-01");
    expect(doorOn(lesson, dateOf("2026-12-01"), lastDay)).toBe("open");
    expect(doorOn(lesson, dateOf("2026-12-02"), lastDay)).toBe("past");
    expect(doorOn(lesson, dateOf("2026-11-25"), lastDay)).toBe("ahead");
  });
});
