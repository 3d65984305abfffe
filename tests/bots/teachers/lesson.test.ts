import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lesson as lessonFeature } from "../../../bots/features/lesson.ts";
import { reminders } from "../../../bots/features/reminders.ts";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import type { Language } from "../../../src/deliveries/message.ts";
import { setLevel } from "../../support/level.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { type StaffRoom, staffRoom } from "../../support/staff-chat.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
const WEDNESDAY = new Date("2026-11-25T05:00:00Z");
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let school: TestSchool;
let room: StaffRoom;

beforeAll(async () => {
  setClock(TUESDAY);
  school = await castSchool({ now: TUESDAY });
  room = await staffRoom(school, [lessonFeature, reminders]);
});
afterAll(async () => {
  setClock(null);
  await room.close();
  await school.close();
});
beforeEach(async () => {
  const { db } = school;
  setClock(TUESDAY);
  await db.$executeRaw`truncate "Absence", "IndividualTask", "Event" cascade`;
  await db.lesson.updateMany({ data: { rollTakenAt: null, topic: null, homework: null, noHomework: false } });
  // In force at every hour of the day that a test turns to.
  setClock(new Date(TUESDAY.getTime() - DAY_MS));
  await setLevel(db, "full");
  setClock(TUESDAY);
});

const chat = (as: CastKey, language?: Language) => room.chat(as, language);
const algebra = () => school.db.lesson.findUniqueOrThrow({ where: { id: school.today.algebra.id } });
const at = (moment: Date, minutes: number) => setClock(new Date(moment.getTime() + minutes * MINUTE_MS));
const absences = () =>
  school.db.absence.findMany({ include: { versions: true }, orderBy: { pupilId: "asc" } });

describe("the lesson of the bells", () => {
  test.each([
    ["ru", "7А, алгебра, 3 урок", "идёт", "Переклички не было."],
    ["en", "7А, алгебра, lesson 3", "running", "The roll was not taken."],
  ] as const)("Смирнова opens the one that runs (%s)", async (language, title, runs, roll) => {
    const smirnova = await chat("smirnova", language);
    await smirnova.writes("/lesson");
    expect(smirnova.text).toContain(title);
    expect(smirnova.text).toContain(runs);
    expect(smirnova.text).toContain(roll);
  });

  test("in the break it is the lesson that has just ended, from the next bell on the next one", async () => {
    const { lessons, algebra: now } = school.today;
    const geometry = lessons[now.number]!;
    const smirnova = await chat("smirnova");
    at(now.endsAt, 1);
    await smirnova.writes("/lesson");
    expect(smirnova.text).toContain("алгебра");
    expect(smirnova.text).toContain("закончился");
    at(geometry.startsAt, 1);
    await smirnova.writes("/lesson");
    expect(smirnova.text).toContain("геометрия");
  });

  test("before the first bell she chooses among today's", async () => {
    at(school.today.lessons[0]!.startsAt, -30);
    const smirnova = await chat("smirnova");
    await smirnova.writes("/lesson");
    expect(smirnova.text).toContain("Сегодня 2 урока. Какой?");
    await smirnova.taps("7А, геометрия");
    expect(smirnova.text).toContain("7А, геометрия, 4 урок");
    expect(smirnova.text).toContain("впереди");
  });

  test("who holds no lesson today hears so", async () => {
    const tkachev = await chat("chernov");
    await tkachev.writes("/lesson");
    expect(tkachev.text).toContain("Уроков у вас сегодня нет");
  });

  test("R12: a substitute has the lesson, and only that one", async () => {
    const { db, cast, today } = school;
    await db.lesson.update({ where: { id: today.algebra.id }, data: { teacherId: cast.osokina.id } });
    const osokina = await chat("osokina");
    await osokina.writes("/lesson");
    expect(osokina.text).toContain("7А, алгебра");
    await osokina.taps("Перекличка");
    await osokina.taps("Все есть");
    expect(await algebra()).toMatchObject({ rollTakenById: cast.osokina.id });
    const geometry = today.lessons[today.algebra.number]!;
    await osokina.forges("lesson.open", [geometry.id]);
    expect(await osokina.isRefused()).toBe(true);
    await db.lesson.update({ where: { id: today.algebra.id }, data: { teacherId: cast.smirnova.id } });
  });

  test("a foreign lesson is refused to her, and every lesson to families", async () => {
    const { fourth, algebra: own } = school.today;
    for (const [who, id] of [
      ["smirnova", fourth.id],
      ["annaMother", own.id],
      ["anna", own.id],
      ["maltsev", own.id],
    ] as const) {
      const other = await chat(who);
      for (const act of ["open", "roll", "present", "topic", "homework", "whom", "save", "undo"]) {
        await other.forges(`lesson.${act}`, [id, "1"]);
        expect([who, act, await other.isRefused()]).toEqual([who, act, true]);
      }
    }
    const mother = await chat("annaMother");
    await mother.writes("/roll");
    expect(await mother.isRefused()).toBe(true);
    expect((await algebra()).rollTakenAt).toBeNull();
  });
});

describe("the roll", () => {
  test.each([
    ["ru", "Все есть", "Перекличка: все есть."],
    ["en", "Everybody is here", "Roll: everybody is here."],
  ] as const)("«all here» is one tap, and twice is once (%s)", async (language, all, said) => {
    const smirnova = await chat("smirnova", language);
    await smirnova.writes("/roll");
    await smirnova.taps(all);
    expect(smirnova.text).toContain(said);
    const before = await school.db.auditEntry.count({ where: { action: "roll.taken" } });
    await smirnova.forges("lesson.present", [school.today.algebra.id]);
    expect(await school.db.auditEntry.count({ where: { action: "roll.taken" } })).toBe(before);
  });

  test("a name goes from here to absent, late and back; the same tap twice is one", async () => {
    const { cast, today } = school;
    const smirnova = await chat("smirnova");
    await smirnova.writes("/roll");
    await smirnova.taps("1. Абрамов Илья");
    expect(smirnova.labels).toContain("н · 1. Абрамов Илья");
    await smirnova.forges("lesson.note", [today.algebra.id, cast.ilya.id, "a"]);
    expect(await absences()).toMatchObject([{ pupilId: cast.ilya.id, kind: "absent", version: 1 }]);
    await smirnova.taps("н · 1. Абрамов");
    expect(smirnova.labels).toContain("оп · 1. Абрамов Илья");
    await smirnova.taps("оп · 1. Абрамов");
    expect(await absences()).toMatchObject([{ kind: null, version: 3 }]);
    expect((await algebra()).rollTakenAt).toBeNull();
  });

  test("the others are here: who is noted stays absent, on whichever page", async () => {
    const { cast } = school;
    const smirnova = await chat("smirnova");
    await smirnova.writes("/roll");
    await smirnova.taps("Дальше");
    await smirnova.taps("12. Кравцова Анна");
    expect(smirnova.labels).toContain("н · 12. Кравцова Анна");
    await smirnova.taps("Остальные есть");
    expect(smirnova.text).toContain("Перекличка: нет — 1, опоздали — 0.");
    expect(await absences()).toMatchObject([{ pupilId: cast.anna.id, kind: "absent" }]);
    expect((await algebra()).rollTakenAt).not.toBeNull();
  });

  test("a pupil who is not of the lesson is not noted", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.forges("lesson.note", [school.today.algebra.id, school.cast.zlata.id, "a"]);
    expect(smirnova.toast).toContain("такого ученика нет");
    expect(await absences()).toEqual([]);
  });
});

describe("topic and homework", () => {
  test.each([
    ["ru", "Напишите тему урока.", "Тема записана."],
    ["en", "Type the topic of the lesson.", "The topic is written."],
  ] as const)("the topic is typed and stands in the journal (%s)", async (language, ask, done) => {
    const smirnova = await chat("smirnova", language);
    await smirnova.writes("/topic");
    expect(smirnova.text).toContain(ask);
    await smirnova.writes("  Многочлены <и> степени ");
    expect(smirnova.text).toContain(done);
    expect(smirnova.text).toContain("Многочлены &lt;и&gt; степени");
    expect((await algebra()).topic).toBe("Многочлены <и> степени");
  });

  test("a text that is too long is said, and the next one counts", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.writes("/topic");
    await smirnova.writes("т".repeat(501));
    expect(smirnova.text).toContain("не длиннее 500");
    expect((await algebra()).topic).toBeNull();
    await smirnova.writes("Многочлены");
    expect((await algebra()).topic).toBe("Многочлены");
  });

  test.each([
    ["ru", "Не задано", "Записано: не задано."],
    ["en", "Nothing is set", "Written: nothing is set."],
  ] as const)("«nothing is set» is a tap, a homework takes it back (%s)", async (language, none, done) => {
    const smirnova = await chat("smirnova", language);
    await smirnova.writes("/task");
    await smirnova.taps(none);
    expect(smirnova.text).toContain(done);
    expect(await algebra()).toMatchObject({ homework: null, noHomework: true });
    await smirnova.writes("/task");
    await smirnova.writes("§ 14, № 5");
    expect(await algebra()).toMatchObject({ homework: "§ 14, № 5", noHomework: false });
  });

  test("homework for one goes to that one", async () => {
    const { db, cast, today } = school;
    const smirnova = await chat("smirnova");
    await smirnova.writes("/lesson");
    await smirnova.taps("Задание одному");
    await smirnova.taps("Дальше");
    await smirnova.taps("12. Кравцова Анна");
    await smirnova.writes("Карточка 3");
    expect(smirnova.text).toContain("Задание ученику записано.");
    expect(await db.individualTask.findMany()).toMatchObject([
      { lessonId: today.algebra.id, pupilId: cast.anna.id, text: "Карточка 3" },
    ]);
  });

  test("R11: the next day the door is closed, and the answer says so", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.writes("/topic");
    setClock(WEDNESDAY);
    await smirnova.writes("Многочлены");
    expect(smirnova.text).toContain("День урока, 24.11.2026, закрыт.");
    expect((await algebra()).topic).toBeNull();
    await smirnova.forges("lesson.open", [school.today.algebra.id]);
    expect(smirnova.text).toContain("Исправить отметку можно по акту: /correction");
    expect(smirnova.labels).toEqual(["Другой урок"]);
    await smirnova.forges("lesson.present", [school.today.algebra.id]);
    expect(smirnova.toast).toContain("закрыт");
  });
});

describe("what is missing today", () => {
  test.each([
    ["ru", "Не заполнен 1 урок", "нет темы, нет переклички, нет задания", "до полуночи"],
    ["en", "1 lesson is not filled in", "no topic, no roll, no homework", "until midnight"],
  ] as const)(
    "R11: a lesson that has begun, until it is filled in (%s)",
    async (language, title, lacks, until) => {
      const smirnova = await chat("smirnova", language);
      await smirnova.writes("/missing");
      expect(smirnova.text).toContain(title);
      expect(smirnova.text).toContain(`: ${lacks}`);
      expect(smirnova.text).toContain(until);
      await school.db.lesson.update({
        where: { id: school.today.algebra.id },
        data: { topic: "Многочлены", rollTakenAt: TUESDAY, noHomework: true },
      });
      await smirnova.writes("/missing");
      expect(smirnova.text).not.toContain(lacks);
      expect(smirnova.labels).toEqual([]);
    },
  );

  test("one tap leads to the lesson", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.writes("/missing");
    await smirnova.taps("7А, алгебра");
    expect(smirnova.text).toContain("Переклички не было.");
  });
});

describe("reminders of what is not filled in", () => {
  test.each([
    ["ru", "Напоминания включены", "Не напоминать", "Напоминаний нет", "Напоминать"],
    ["en", "Reminders are on", "Do not remind me", "No reminders", "Remind me"],
  ] as const)(
    "are switched off and on again with one tap each (%s)",
    async (language, on, stop, off, start) => {
      const smirnova = await chat("smirnova", language);
      await smirnova.writes("/reminders");
      expect(smirnova.text).toContain(on);
      await smirnova.taps(stop);
      expect(smirnova.text).toContain(off);
      await smirnova.forges("remind.set", ["off"]);
      const where = { action: "reminders.chosen", actorId: school.cast.smirnova.id };
      const chosen = await school.db.auditEntry.count({ where });
      await smirnova.taps(start);
      expect(smirnova.text).toContain(on);
      expect(await school.db.auditEntry.count({ where })).toBe(chosen + 1);
    },
  );

  test("its button opens the list", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.forges("lesson.missing", []);
    expect(smirnova.text).toContain("Не заполнен 1 урок");
  });
});

describe("what a foreign messenger may know", () => {
  test("at initials no class, no surname and nothing a teacher wrote", async () => {
    await setLevel(school.db, "initials");
    await school.db.lesson.updateMany({
      data: { topic: "Разбор работы Кравцовой", homework: "Кравцовой: 7А" },
    });
    const smirnova = await chat("smirnova");
    const seen: string[] = [];
    for (const command of ["/lesson", "/roll", "/topic", "/task", "/missing"]) {
      await smirnova.writes(command);
      seen.push(smirnova.text, ...smirnova.labels);
    }
    expect(seen.join("\n")).not.toMatch(/7А|Кравцов|Абрамов/);
    expect(seen.join("\n")).toContain("1. И. А.");
    expect(seen.join("\n")).toContain("Тема записана.");
  });

  test("at ping nothing of a child, and the way to the site", async () => {
    await setLevel(school.db, "ping");
    const smirnova = await chat("smirnova");
    for (const command of ["/lesson", "/roll", "/topic", "/task", "/missing"]) {
      await smirnova.writes(command);
      expect(smirnova.text).toContain("Подробности — на сайте.");
      expect(`${smirnova.text} ${smirnova.labels}`).not.toMatch(/7А|алгебра|И\. А\./);
      expect(smirnova.labels).toEqual(["Открыть сайт"]);
    }
    await smirnova.writes("3-5 7-4");
    expect(smirnova.labels).toEqual(["Открыть сайт"]);
  });
});
