import { describe, expect, test } from "vitest";
import { now, setClock } from "../../src/clock.ts";
import { confirmFromAddress } from "../../src/contacts/contacts.ts";
import { chooseReminders, planReminders } from "../../src/deliveries/reminding.ts";
import { setSettings } from "../../src/settings.ts";
import { hasChat } from "../support/bot.ts";
import { setLevel } from "../support/level.ts";
import { postalSchool } from "../support/postal-school.ts";

/** Noon of a Tuesday in Krasnoyarsk; the last bell of Смирнова rings within the next two hours. */
const TUESDAY_NOON = new Date("2026-11-24T05:00:00Z");
const MINUTE_MS = 60_000;
const CHAT = 9_900_001;

let lastBell: Date;
const post = postalSchool({
  at: TUESDAY_NOON,
  async prepare({ db, cast }) {
    await setSettings(db, { telegramLevel: "full" });
    await hasChat(db, cast.smirnova.id, CHAT);
    await db.consent.create({
      data: { personId: cast.smirnova.id, purpose: "messages", givenAt: TUESDAY_NOON, source: "statement" },
    });
    const own = await db.lesson.findMany({
      where: { teacherId: cast.smirnova.id },
      orderBy: { endsAt: "asc" },
    });
    lastBell = own.at(-1)!.endsAt;
  },
  async clean({ db }) {
    await db.$executeRaw`truncate "Delivery", "Preference" cascade`;
    await db.person.updateMany({ data: { language: "ru" } });
    await db.lesson.updateMany({
      data: { topic: null, rollTakenAt: null, homework: null, noHomework: false },
    });
    await setLevel(db, "full");
  },
});

const at = (minutes: number) => setClock(new Date(lastBell.getTime() + minutes * MINUTE_MS));
const said = () => post.telegram.ledger.filter(({ chatId }) => chatId === String(CHAT));
const plan = () => planReminders(post.school.db);
const by = () => ({ actorId: post.school.cast.smirnova.id, source: "bot", silent: false }) as const;

describe("R11: what is not filled in is told before midnight", () => {
  test("half an hour after the last lesson, once, lesson by lesson, with a way to the list", async () => {
    at(29);
    expect(await plan()).toBe(0);
    at(30);
    expect((await Promise.all([plan(), plan(), plan()])).reduce((sum, count) => sum + count, 0)).toBe(1);
    await post.office.deliver();
    expect(said()).toHaveLength(1);
    const [{ text, buttons }] = said() as [(typeof post.telegram.ledger)[number]];
    expect(text).toContain("Сегодня не заполнен");
    expect(text).toContain("7А, алгебра, 3 урок — тема, перекличка, домашнее задание");
    expect(text).toContain("Внести можно до полуночи.");
    expect(buttons.map((button) => button.text)).toEqual(["Что не заполнено"]);
    at(200);
    expect(await plan()).toBe(0);
  });

  test.each([
    ["initials", "алгебра, lesson 3 — topic, roll, homework", /7А/],
    ["ping", "not filled in", /7А|алгебра|topic/],
  ] as const)("at the level %s it says no more than that, in English too", async (level, told, untold) => {
    const { db, cast } = post.school;
    await setLevel(db, level);
    await db.person.update({ where: { id: cast.smirnova.id }, data: { language: "en" } });
    at(30);
    await plan();
    await post.office.deliver();
    expect(said()[0]!.text).toContain(told);
    expect(said()[0]!.text).not.toMatch(untold);
  });

  test("nothing where all is filled in meanwhile, and nothing on a day without lessons", async () => {
    const { db } = post.school;
    at(30);
    await plan();
    await db.lesson.updateMany({ data: { topic: "Многочлены", rollTakenAt: now(), noHomework: true } });
    await post.office.deliver();
    expect(said()).toEqual([]);
    expect(await db.delivery.findFirst()).toMatchObject({ state: "dropped", reason: "nothingToSay" });
    await db.$executeRaw`truncate "Delivery" cascade`;
    expect(await plan()).toBe(0);
    await db.lesson.updateMany({ data: { topic: null } });
    at(24 * 60);
    expect(await plan()).toBe(0);
  });

  test("R14, R41: marks of a test and the finals of a quarter on their last day, lesson or not, and not after", async () => {
    const { db, today } = post.school;
    await db.lesson.updateMany({ data: { topic: "Многочлены", rollTakenAt: now(), noHomework: true } });
    const workId = today.algebra.works.test;
    const { checkingDays } = await db.work.findUniqueOrThrow({ where: { id: workId } });
    expect(checkingDays).toBe(3);
    // Three school days after Tuesday.
    setClock(new Date("2026-11-26T09:00:00Z"));
    expect(await plan()).toBe(0);
    setClock(new Date("2026-11-27T09:00:00Z"));
    expect(await plan()).toBe(1);
    await post.office.deliver();
    expect(said()[0]!.text).toContain("7А, алгебра — отметки за работу, сегодня последний день");
    // A Sunday, the last day of the quarter and of the half-year.
    setClock(new Date("2026-12-20T05:29:00Z"));
    expect(await plan()).toBe(0);
    setClock(new Date("2026-12-20T05:30:00Z"));
    expect(await plan()).toBeGreaterThan(0);
    await post.office.deliver();
    expect(said()[1]!.text).toMatch(
      /^Сегодня последний день для отметок\n(?:.*\n)*7А, алгебра — итоговые, осталось: \d+/,
    );
    setClock(new Date("2026-12-21T05:30:00Z"));
    expect(await plan()).toBe(0);
  });

  test("one of yesterday says nothing of today", async () => {
    at(30);
    await plan();
    at(8 * 60 + 30);
    await post.school.db.delivery.updateMany({ data: { windowFrom: new Date("2026-11-23") } });
    await post.office.deliver();
    expect(said()).toEqual([]);
  });

  test("not to whoever switched it off, until they want it again", async () => {
    const { db, cast } = post.school;
    at(30);
    const personId = cast.smirnova.id;
    await chooseReminders(db, { personId, what: "remindLessons", wanted: false }, by());
    expect(await plan()).toBe(0);
    await chooseReminders(db, { personId, what: "remindLessons", wanted: true }, by());
    expect(await plan()).toBe(1);
  });
});

describe("R4: one more address is told to the others", () => {
  test("a chat confirmed by its holder is told to her other address, once, and to nobody else", async () => {
    const { db, cast } = post.school;
    const contact = { personId: cast.smirnova.id, channel: "telegram", origin: "ownEntry" } as const;
    const { id } = await db.contact.create({ data: { ...contact, address: "9900002" } });
    const confirm = () => db.$transaction((tx) => confirmFromAddress(tx, id, "slip", by()));
    await confirm();
    await confirm();
    await post.office.deliver();
    expect(post.telegram.ledger.map(({ chatId }) => chatId)).toEqual([String(CHAT)]);
    expect(said()[0]!.text).toContain("подключён ещё один адрес");
    expect(said()[0]!.text).toContain("Если это были не вы");
    await db.contact.delete({ where: { id } });
  });
});
