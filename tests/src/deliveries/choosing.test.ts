import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { now, setClock } from "../../../src/clock.ts";
import { type Choice, readChoices, wantsSeries } from "../../../src/contacts/choices.ts";
import type { Frequency } from "../../../src/db.ts";
import { choose, choosePreset } from "../../../src/deliveries/choosing.ts";
import { routeEvents } from "../../../src/deliveries/notices.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { getSettings } from "../../../src/settings.ts";
import { atOnce } from "../../support/at-once.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

/** Between the lessons of a Tuesday in Krasnoyarsk. */
const NOON = new Date("2026-11-24T05:00:00Z");
const HOLD_ENDS = new Date("2026-11-24T05:10:00Z");

let school: TestSchool;
/** The clock runs on; marks are put at noon sharp. */
const bys = { source: "web", silent: false, at: NOON } as const;
const smirnova = () => ({ ...bys, actorId: school.cast.smirnova.id });
const mother = () => ({ ...bys, actorId: school.cast.annaMother.id });

beforeAll(async () => {
  setClock(NOON);
  school = await castSchool({ now: NOON });
});
afterAll(async () => {
  setClock(null);
  await school.close();
});
beforeEach(async () => {
  const { db } = school;
  setClock(NOON);
  await db.$executeRaw`truncate "Mark", "MarkVersion", "Event", "Notice", "Delivery", "Series", "Choice", "Preference" cascade`;
  await db.person.updateMany({ data: { timeZone: null } });
});

const about = (pupil: "anna" | "misha" | null, frequency: Frequency, onlyLow = false): Choice => ({
  topic: "marks",
  pupilId: pupil && school.cast[pupil].id,
  frequency,
  onlyLow,
});

const choices = (person: "annaMother" | "annaFather", ...chosen: Choice[]) =>
  choose(school.db, { personId: school.cast[person].id, choices: chosen }, mother());

async function mark(pupil: "anna" | "misha", value: string): Promise<void> {
  const { algebra, fourth } = school.today;
  const workId = pupil === "anna" ? algebra.works.test : fourth.works.answer;
  const by = pupil === "anna" ? smirnova() : { ...bys, actorId: school.cast.osokina.id };
  await writeMarks(school.db, workId, [{ pupilId: school.cast[pupil].id, value }], by);
}

async function route(): Promise<void> {
  const events = await school.db.event.findMany({ where: { routedAt: null } });
  await routeEvents(
    school.db,
    events.map(({ id }) => id),
    await getSettings(school.db),
  );
}

async function noticesOf(person: "annaMother" | "annaFather", pupil: "anna" | "misha" = "anna") {
  const { cast, db } = school;
  const found = await db.notice.findMany({ where: { personId: cast[person].id, pupilId: cast[pupil].id } });
  return found.map(({ urgency, frequency, onlyLow, dueAt, state, reason, deliveryId }) => ({
    urgency,
    frequency,
    onlyLow,
    dueAt,
    state,
    reason,
    inDelivery: deliveryId !== null,
  }));
}

const open = { onlyLow: false, state: "open", reason: null, inDelivery: false };
const NOW = { ...open, urgency: "now", frequency: "now", dueAt: HOLD_ENDS };
const EVENING = { ...open, urgency: "digest", frequency: "evening", dueAt: HOLD_ENDS };
const WEEKLY = { ...EVENING, frequency: "weekly" };

describe("what a family chose", () => {
  test.each([
    ["nothing yet", () => [], [NOW]],
    ["at once", () => [about(null, "now")], [NOW]],
    ["in the evening", () => [about(null, "evening")], [EVENING]],
    ["once a week", () => [about(null, "weekly")], [WEEKLY]],
    ["not at all", () => [about(null, "off")], []],
    ["only 2 and 3", () => [about(null, "now", true)], [{ ...NOW, onlyLow: true }]],
    ["only 2 and 3, in the evening", () => [about(null, "evening", true)], [{ ...EVENING, onlyLow: true }]],
    ["not at all, but this pupil at once", () => [about(null, "off"), about("anna", "now")], [NOW]],
    ["the other pupil weekly", () => [about("misha", "weekly")], [NOW]],
    ["one thing and then another in one go", () => [about(null, "off"), about(null, "weekly")], [WEEKLY]],
  ])("%s", async (_, chosen, planned) => {
    await choices("annaMother", ...chosen());
    await mark("anna", "4");
    await route();
    expect(await noticesOf("annaMother")).toEqual(planned);
  });

  test("Two pupils of one mother are heard of in two ways", async () => {
    await choices("annaMother", about("anna", "evening", true), about("misha", "weekly"));
    await Promise.all([mark("anna", "4"), mark("misha", "5")]);
    await route();
    expect(await noticesOf("annaMother", "anna")).toEqual([{ ...EVENING, onlyLow: true }]);
    expect(await noticesOf("annaMother", "misha")).toEqual([WEEKLY]);
  });

  test("Separated parents choose each for themselves, by clocks of their own", async () => {
    const { db, cast } = school;
    await choices("annaMother", about(null, "weekly"));
    // In Moscow it is one in the morning when his hour of quiet begins here.
    const preferences = { timeZone: "Europe/Moscow", quietFrom: 9 * 60, quietTo: 10 * 60 };
    await choose(db, { personId: cast.annaFather.id, preferences }, { ...bys, actorId: cast.annaFather.id });
    await mark("anna", "4");
    await route();
    expect(await noticesOf("annaMother")).toEqual([WEEKLY]);
    expect(await noticesOf("annaFather")).toEqual([NOW]);
    await choose(db, { personId: cast.annaFather.id, preferences: { quietFrom: 8 * 60 } }, mother());
    expect(await noticesOf("annaFather")).toEqual([{ ...NOW, dueAt: new Date("2026-11-24T07:00:00Z") }]);
  });

  test("A mark that is changed follows what is chosen by then", async () => {
    await mark("anna", "4");
    await route();
    await school.db.choice.createMany({
      data: [{ personId: school.cast.annaMother.id, topic: "marks", frequency: "evening", onlyLow: true }],
    });
    await mark("anna", "5");
    await route();
    expect(await noticesOf("annaMother")).toEqual([{ ...EVENING, onlyLow: true }]);
  });
});

describe("a change of mind", () => {
  beforeEach(async () => {
    await mark("anna", "4");
    await route();
  });

  test.each([
    ["in the evening", () => about(null, "evening"), EVENING],
    ["once a week, only 2 and 3", () => about("anna", "weekly", true), { ...WEEKLY, onlyLow: true }],
    ["not at all", () => about(null, "off"), { ...NOW, state: "dropped", reason: "choseOff" }],
    ["of the other pupil", () => about("misha", "off"), NOW],
  ])("re-times what has not left yet: %s", async (_, choice, planned) => {
    await choices("annaMother", choice());
    expect(await noticesOf("annaMother")).toEqual([planned]);
  });

  test("and back: it leaves by itself again, with patience from now on", async () => {
    await choices("annaMother", about(null, "evening"));
    setClock(new Date("2026-11-24T09:00:00Z"));
    await choices("annaMother", about(null, "now"));
    expect(await noticesOf("annaMother")).toEqual([NOW]);
    const { patienceUntil } = await school.db.notice.findFirstOrThrow({
      where: { personId: school.cast.annaMother.id },
    });
    expect(patienceUntil.getTime()).toBeGreaterThanOrEqual(Date.parse("2026-11-24T21:00:00Z"));
  });

  test("the other parent's stay as they are", async () => {
    await choices("annaMother", about(null, "off"));
    expect(await noticesOf("annaFather")).toEqual([NOW]);
  });

  test.each([
    ["waits in a delivery is taken out of it", "waiting", false, EVENING],
    ["is being sent is left alone", "sending", false, { ...NOW, inDelivery: true }],
    ["may have been heard is repeated as it was said", "waiting", true, { ...NOW, inDelivery: true }],
  ] as const)("what %s", async (_, state, mayBeHeard, planned) => {
    const { db, cast } = school;
    const personId = cast.annaMother.id;
    const { id: contactId } = await db.contact.findFirstOrThrow({ where: { personId, channel: "telegram" } });
    const due = { dueAt: HOLD_ENDS, patienceUntil: HOLD_ENDS, urgency: "now", channel: "telegram" } as const;
    const { id } = await db.delivery.create({ data: { ...due, personId, contactId, kind: "marks", state } });
    if (mayBeHeard) await db.attempt.create({ data: { id, deliveryId: id, number: 1, outcome: "unknown" } });
    await db.notice.updateMany({ where: { personId }, data: { deliveryId: id } });
    await choices("annaMother", about(null, "evening"));
    expect(await noticesOf("annaMother")).toEqual([planned]);
  });

  test("the digests of the person move to their new hour, one that is owed already stays", async () => {
    const { db, cast } = school;
    const of = { personId: cast.annaMother.id, pupilId: cast.anna.id };
    const owed = new Date("2026-11-24T04:00:00Z");
    await db.series.createMany({
      data: [
        { ...of, frequency: "daily", nextDueAt: new Date("2026-11-24T11:00:00Z") },
        { ...of, frequency: "weekly", nextDueAt: new Date("2026-11-27T11:00:00Z") },
        { ...of, pupilId: cast.misha.id, frequency: "daily", nextDueAt: owed },
      ],
    });
    const preferences = { eveningHour: 20, weeklyDay: 6, weeklyHour: 10 };
    await choose(db, { personId: cast.annaMother.id, preferences }, mother());
    const series = await db.series.findMany({ orderBy: { nextDueAt: "asc" } });
    expect(series.map(({ nextDueAt }) => nextDueAt)).toEqual([
      owed,
      new Date("2026-11-24T13:00:00Z"),
      new Date("2026-11-28T03:00:00Z"),
    ]);
  });
});

test("Routed and switched off at the same moment: nothing is left open by the old choice", async () => {
  await mark("anna", "4");
  const lost = await atOnce(school.db, "Notice", [route, () => choices("annaMother", about(null, "off"))]);
  expect(lost).toEqual([]);
  expect((await noticesOf("annaMother")).filter(({ state }) => state === "open")).toEqual([]);
  expect(await noticesOf("annaFather")).toEqual([NOW]);
});

describe("the presets", () => {
  const read = async () => {
    const { db, cast } = school;
    const personId = cast.annaMother.id;
    return (await readChoices(db, [personId], await getSettings(db))).get(personId)!;
  };

  test.each([
    ["now", { marks: "now", daily: true, weekly: true }],
    ["evening", { marks: "evening", daily: true, weekly: true }],
    ["weekly", { marks: "weekly", daily: false, weekly: true }],
    ["off", { marks: "off", daily: false, weekly: false }],
  ] as const)(
    "%s answers every topic and forgets what was chosen about one pupil",
    async (preset, wanted) => {
      const { db, cast } = school;
      await choices("annaMother", about("anna", "evening", true), about("misha", "off"));
      await choosePreset(db, { personId: cast.annaMother.id, preset, pupilId: null }, mother());
      const chosen = await read();
      for (const pupil of [cast.anna.id, cast.misha.id]) {
        expect(chosen.of("marks", pupil)).toEqual({ frequency: wanted.marks, onlyLow: false });
        expect(wantsSeries(chosen, "daily", pupil)).toBe(wanted.daily);
        expect(wantsSeries(chosen, "weekly", pupil)).toBe(wanted.weekly);
      }
    },
  );

  test("about one pupil it leaves the other alone", async () => {
    const { db, cast } = school;
    await choosePreset(db, { personId: cast.annaMother.id, preset: "off", pupilId: cast.anna.id }, mother());
    const chosen = await read();
    expect(chosen.of("marks", cast.anna.id).frequency).toBe("off");
    expect(chosen.of("marks", cast.misha.id).frequency).toBe("now");
  });

  test("Marks once a week need the weekly digest, whatever was chosen about the digest", async () => {
    const off: Choice = { topic: "weekly", pupilId: null, frequency: "off", onlyLow: false };
    await choices("annaMother", about(null, "weekly"), off);
    expect(wantsSeries(await read(), "weekly", school.cast.anna.id)).toBe(true);
  });

  test("Two taps at once leave one answer", async () => {
    const { db, cast } = school;
    const personId = cast.annaMother.id;
    await Promise.all(
      (["weekly", "evening", "weekly"] as const).map((preset) =>
        choosePreset(db, { personId, preset, pupilId: null }, { ...mother(), at: now() }),
      ),
    );
    expect(await db.choice.count({ where: { personId } })).toBe(3);
  });
});
