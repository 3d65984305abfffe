import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lesson as lessonFeature } from "../../../bots/features/lesson.ts";
import { manners } from "../../../bots/features/manners.ts";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import type { Language } from "../../../src/deliveries/message.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { hasChat, startBot, type TestBot } from "../../support/bot.ts";
import { setLevel } from "../../support/level.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let school: TestSchool;
let bot: TestBot;
let chats = 7_300_000;

beforeAll(async () => {
  setClock(TUESDAY);
  school = await castSchool({ now: TUESDAY });
  bot = await startBot(school.db, { features: [manners, lessonFeature] });
});
afterAll(async () => {
  setClock(null);
  await bot.close();
  await school.close();
});
beforeEach(async () => {
  const { db, cast, today } = school;
  setClock(TUESDAY);
  bot.telegram.reset();
  await db.$executeRaw`truncate "Mark", "Absence", "IndividualTask", "Event", "BotDraft", "BotChat" cascade`;
  const given = today.lessons.flatMap(({ works }) => Object.values(works));
  await db.work.deleteMany({ where: { id: { notIn: [...given, today.fourth.works.answer] } } });
  await db.lesson.updateMany({ data: { rollTakenAt: null, topic: null, homework: null, noHomework: false } });
  await db.lesson.update({ where: { id: today.algebra.id }, data: { teacherId: cast.smirnova.id } });
  // In force at every hour of the day that a test turns to.
  setClock(new Date(TUESDAY.getTime() - DAY_MS));
  await setLevel(db, "full");
  setClock(TUESDAY);
});

async function chat(as: CastKey, language: Language = "ru"): Promise<number> {
  const chatId = ++chats;
  await hasChat(school.db, school.cast[as].id, chatId);
  await school.db.person.update({ where: { id: school.cast[as].id }, data: { language } });
  return chatId;
}

const clockAfter = (minutes: number) => setClock(new Date(TUESDAY.getTime() + minutes * MINUTE_MS));
const by = (who: CastKey) => ({ actorId: school.cast[who].id, source: "web" as const, silent: false });

/** «Васильев 5 answer» of every mark that stands in the journal. */
async function marks(): Promise<string[]> {
  const all = await school.db.mark.findMany({
    where: { valueId: { not: null } },
    include: { pupil: true, value: true, work: true },
  });
  return all.map(({ pupil, value, work }) => `${pupil.surname} ${value!.code} ${work.kindCode}`).sort();
}

async function absences(): Promise<string[]> {
  const all = await school.db.absence.findMany({ where: { kind: { not: null } }, include: { pupil: true } });
  return all
    .map(({ pupil, kind, lateMinutes }) => `${pupil.surname} ${kind} ${lateMinutes ?? ""}`.trim())
    .sort();
}

const lessonNow = (id = school.today.algebra.id) => school.db.lesson.findUniqueOrThrow({ where: { id } });

describe("marks between two bells", () => {
  test.each([
    [
      "ru",
      ["Понято:", "12. Кравцова Анна — н", "Сохранить", "Записано: 7А, алгебра, 3 урок, ответ на уроке"],
    ],
    [
      "en",
      ["Understood:", "12. Кравцова Анна — absent", "Save", "Saved: 7А, алгебра, lesson 3, ответ на уроке"],
    ],
  ] as const)(
    "Смирнова types, checks the card and saves (%s)",
    async (language, [title, absent, save, done]) => {
      const smirnova = await chat("smirnova", language);
      const card = await bot.writes(smirnova, "3-5 7-4 12-н 15-оп");
      expect(card.text).toContain(title);
      expect(card.text).toContain("3. Васильев Тимур — 5\n7. Жукова Полина — 4");
      expect(card.text).toContain(absent);
      expect([await marks(), await absences()]).toEqual([[], []]);
      const saved = await bot.taps(smirnova, save);
      expect(saved.text).toContain(done);
      expect(saved.message?.method).toBe("editMessageText");
      expect(await marks()).toEqual(["Васильев 5 answer", "Жукова 4 answer"]);
      expect(await absences()).toEqual(["Кравцова absent", "Назаров late"]);
      const [version] = await school.db.markVersion.findMany();
      expect(version).toMatchObject({ source: "bot", byId: school.cast.smirnova.id });
    },
  );

  test.each([
    ["ru", "Семьи узнают об отметках после 12:10. Отменить можно до 12:09."],
    ["en", "Families hear of the marks after 12:10. You can undo until 12:09."],
  ] as const)("the answer says until when families have not heard (%s)", async (language, hold) => {
    const smirnova = await chat("smirnova", language);
    await bot.writes(smirnova, "3-5");
    expect((await bot.taps(smirnova, /^(Сохранить|Save)$/)).text).toContain(hold);
  });

  test("R7: everything of a message is one transaction: what fails leaves nothing behind", async () => {
    const smirnova = await chat("smirnova");
    await bot.writes(smirnova, "3-5, 7-4\nтема: Многочлены\nдз: § 14 № 5\nнет: Сидоров, Ким");
    await bot.taps(smirnova, "Сохранить");
    expect(await marks()).toEqual(["Васильев 5 answer", "Жукова 4 answer"]);
    expect(await absences()).toEqual(["Ким absent", "Сидоров absent"]);
    expect(await lessonNow()).toMatchObject({ topic: "Многочлены", homework: "§ 14 № 5" });
    expect((await lessonNow()).rollTakenAt).not.toBeNull();

    await bot.writes(smirnova, "5-4 13-оп 60 дз: § 15");
    const refused = await bot.taps(smirnova, "Сохранить");
    expect(refused.toast).toContain("Исправьте минуты");
    expect(await marks()).toHaveLength(2);
    expect((await lessonNow()).homework).toBe("§ 14 № 5");
  });

  test("many marks stand together by what they are", async () => {
    const smirnova = await chat("smirnova");
    const card = await bot.writes(smirnova, "всем 5 кроме Иванова");
    expect(card.text).toMatch(/^5: 1 Абрамов И\., 2 Белова Д\., /m);
    expect(card.text.split("\n").length).toBeLessThan(10);
  });

  test("«Исправить» forgets the card", async () => {
    const smirnova = await chat("smirnova");
    const { message } = await bot.writes(smirnova, "3-5");
    const save = message!.buttons.find(({ text }) => text === "Сохранить")!;
    const fixing = await bot.taps(smirnova, "Исправить");
    expect(fixing.text).toContain("Ничего не записано.");
    expect(fixing.text).toContain("3-5");
    expect((await tap(smirnova, save.callback_data!)).toast).toContain("Этой карточки больше нет");
    expect(await marks()).toEqual([]);
  });

  test("what was not understood is quoted with an example, and only the rest can be saved", async () => {
    const smirnova = await chat("smirnova");
    const card = await bot.writes(smirnova, "3-5, Зубенко<b> 4");
    expect(card.text).toContain("Не понято");
    expect(card.text).toContain("Зубенко");
    expect(card.text).toContain("Пример: ");
    await bot.taps(smirnova, "Сохранить понятое");
    expect(await marks()).toEqual(["Васильев 5 answer"]);
  });

  test("words that are nothing of a lesson get help, not a card", async () => {
    const smirnova = await chat("smirnova");
    expect((await bot.writes(smirnova, "здравствуйте")).text).toContain("/lesson");
    await bot.writes(smirnova, "/lesson");
    expect((await bot.writes(smirnova, "здравствуйте")).text).toContain("не похоже на запись об уроке");
  });

  test.each([
    ["ru", "кто это?", "такого имени в списке нет. Кто это?"],
    ["en", "who is it?", "there is no such name in the list. Who is it?"],
  ] as const)(
    "namesakes and slips of the pen are asked about with buttons (%s)",
    async (language, who, near) => {
      const { db, cast } = school;
      await db.person.update({ where: { id: cast.denis.id }, data: { surname: "Сидоров" } });
      const smirnova = await chat("smirnova", language);
      const card = await bot.writes(smirnova, "Сидоров 5, Иваноу 4, 1-3");
      expect(card.text).toContain(who);
      expect(card.buttons.slice(0, 2)).toEqual(["19. Сидоров Денис", "20. Сидоров Павел"]);
      const next = await bot.taps(smirnova, "19. Сидоров Денис");
      expect(next.text).toContain("19. Сидоров Денис — 5");
      expect(next.text).toContain(near);
      await bot.handle({ ...bot.last(), update_id: bot.last().update_id + 1 });
      expect(bot.screen(smirnova).text).toContain(near);
      await bot.taps(smirnova, "10. Иванова Мария");
      await bot.taps(smirnova, /^(Сохранить|Save)$/);
      expect(await marks()).toEqual(["Абрамов 3 answer", "Иванова 4 answer", "Сидоров 5 answer"]);
      await db.person.update({ where: { id: cast.denis.id }, data: { surname: "Рыбаков" } });
    },
  );

  test("a mark for who is absent is asked once more", async () => {
    const smirnova = await chat("smirnova");
    await bot.writes(smirnova, "12-н");
    await bot.taps(smirnova, "Сохранить");
    const card = await bot.writes(smirnova, "12-5");
    expect(card.text).toContain("12 Кравцова А.: отметка, а на уроке нет.");
    const asked = await bot.taps(smirnova, "Сохранить");
    expect(asked.text).toContain("Всё верно?");
    expect(await marks()).toEqual([]);
    await bot.taps(smirnova, "Да, сохранить");
    expect(await marks()).toEqual(["Кравцова 5 answer"]);
  });
});

describe("the kind of work", () => {
  test("«кр» turns to tests, also for the messages that follow", async () => {
    const smirnova = await chat("smirnova");
    const turned = await bot.writes(smirnova, "кр");
    expect(turned.text).toContain("Дальше отметки за это: контрольная.");
    const card = await bot.writes(smirnova, "3-5");
    expect(card.text).toContain("7А, алгебра, 3 урок, контрольная");
    await bot.taps(smirnova, "Сохранить");
    expect(await marks()).toEqual(["Васильев 5 test"]);
  });

  test("another kind is two taps away", async () => {
    const smirnova = await chat("smirnova");
    await bot.writes(smirnova, "3-5");
    await bot.taps(smirnova, "Другая работа");
    const card = await bot.taps(smirnova, "самостоятельная работа");
    expect(card.text).toContain("самостоятельная работа");
    await bot.taps(smirnova, "Сохранить");
    expect(await marks()).toEqual(["Васильев 5 independent"]);
  });

  test("«4/5» is two works, and the next «4/5» is of the same two", async () => {
    const { db, today } = school;
    const smirnova = await chat("smirnova");
    await bot.writes(smirnova, "3-4/5");
    expect(bot.screen(smirnova).text).toContain("3. Васильев Тимур — 4/5");
    await bot.taps(smirnova, "Сохранить");
    await bot.writes(smirnova, "7-3/5");
    await bot.taps(smirnova, "Сохранить");
    const works = await db.work.findMany({
      where: { lessonId: today.algebra.id, kindCode: "answer" },
      include: { marks: { include: { value: true } } },
    });
    const values = works.map(({ marks }) =>
      marks
        .map(({ value }) => value!.code)
        .sort()
        .join(),
    );
    expect(values.sort()).toEqual(["3,4", "5,5"]);
    const card = await bot.writes(smirnova, "7-4");
    expect(card.text).toContain("7. Жукова Полина — 3 → 4");
  });
});

describe("once and truly", () => {
  test("a tap that comes twice saves once", async () => {
    const smirnova = await chat("smirnova");
    const { message } = await bot.writes(smirnova, "3-5 12-н");
    const save = message!.buttons.find(({ text }) => text === "Сохранить")!.callback_data!;
    await Promise.all([tap(smirnova, save), tap(smirnova, save)]);
    expect((await tap(smirnova, save)).text).toContain("Записано");
    expect(await school.db.markVersion.count()).toBe(1);
    expect(await school.db.absenceVersion.count()).toBe(1);
  });

  test("killed after the commit: the update that comes again finds it saved", async () => {
    const smirnova = await chat("smirnova");
    await bot.writes(smirnova, "3-5 12-н тема: Степени");
    bot.telegram.script({ method: "editMessageText", times: 1, answer: "drop" });
    await expect(bot.taps(smirnova, "Сохранить")).rejects.toThrow();
    await bot.handle(bot.last());
    expect(bot.screen(smirnova).text).toContain("Записано");
    expect(await school.db.markVersion.count()).toBe(1);
    expect(await school.db.lessonVersion.count({ where: { topic: "Степени" } })).toBe(1);
  });

  test("killed after the card was made: the words that come again are the same card", async () => {
    const smirnova = await chat("smirnova");
    bot.telegram.script({ method: "sendMessage", times: 1, answer: "drop" });
    await expect(bot.writes(smirnova, "3-5")).rejects.toThrow();
    await bot.handle(bot.last());
    await bot.taps(smirnova, "Сохранить");
    expect(await marks()).toEqual(["Васильев 5 answer"]);
    expect(await school.db.botDraft.count()).toBe(1);
  });

  test("a cell that changed behind the card is not written over unseen", async () => {
    const { cast, today, db } = school;
    const smirnova = await chat("smirnova");
    await bot.writes(smirnova, "3-5 7-4");
    await writeMarks(
      db,
      today.algebra.works.answer,
      [{ pupilId: cast.timur.id, value: "3" }],
      by("smirnova"),
    );
    const again = await bot.taps(smirnova, "Сохранить");
    expect(again.text).toContain("изменил кто-то другой, ничего не записано");
    expect(again.text).toContain("3. Васильев Тимур — 3 → 5");
    expect(await marks()).toEqual(["Васильев 3 answer"]);
    await bot.taps(smirnova, "Сохранить");
    expect(await marks()).toEqual(["Васильев 5 answer", "Жукова 4 answer"]);
  });

  test("two cards of one lesson are both saved", async () => {
    const smirnova = await chat("smirnova");
    const first = await bot.writes(smirnova, "тема: Многочлены");
    await bot.writes(smirnova, "дз: § 14");
    await bot.taps(smirnova, "Сохранить");
    await tap(smirnova, first.message!.buttons[0]!.callback_data!);
    expect(await lessonNow()).toMatchObject({ topic: "Многочлены", homework: "§ 14" });
  });

  test("R11: a card of yesterday meets a closed door, in words", async () => {
    const smirnova = await chat("smirnova");
    await bot.writes(smirnova, "3-5");
    setClock(new Date(TUESDAY.getTime() + DAY_MS));
    expect((await bot.taps(smirnova, "Сохранить")).toast).toContain("День урока, 24.11.2026, закрыт");
    expect(await marks()).toEqual([]);
  });
});

test("the others are here: one tap on the saved card, which stays for its undo", async () => {
  const smirnova = await chat("smirnova");
  await bot.writes(smirnova, "3-5 12-н");
  await bot.taps(smirnova, "Сохранить");
  const below = await bot.taps(smirnova, "Остальные есть");
  expect(below.text).toContain("Перекличка: нет — 1, опоздали — 0.");
  expect(below.message?.method).toBe("sendMessage");
  expect((await bot.taps(smirnova, "Отменить отметки")).text).toContain("Отметки отменены");
  expect(await absences()).toEqual(["Кравцова absent"]);
});

describe("undo", () => {
  test("takes the marks of a card back, once, and leaves the roll", async () => {
    const smirnova = await chat("smirnova");
    await bot.writes(smirnova, "3-5 7-4 12-н");
    await bot.taps(smirnova, "Сохранить");
    clockAfter(5);
    const undone = await bot.taps(smirnova, "Отменить отметки");
    expect(undone.text).toContain("Отметки отменены: 7А, алгебра");
    expect(undone.text).not.toContain("Васильев");
    expect(undone.buttons).toEqual(["Остальные есть", "К уроку"]);
    expect([await marks(), await absences()]).toEqual([[], ["Кравцова absent"]]);
    await bot.handle({ ...bot.last(), update_id: bot.last().update_id + 1 });
    expect(await school.db.markVersion.count()).toBe(4);
  });

  test("puts back what stood there before", async () => {
    const { cast, today, db } = school;
    await writeMarks(
      db,
      today.algebra.works.answer,
      [{ pupilId: cast.timur.id, value: "3" }],
      by("smirnova"),
    );
    const smirnova = await chat("smirnova");
    await bot.writes(smirnova, "3-5");
    await bot.taps(smirnova, "Сохранить");
    await bot.taps(smirnova, "Отменить отметки");
    expect(await marks()).toEqual(["Васильев 3 answer"]);
  });

  test("ends a minute before families hear", async () => {
    const smirnova = await chat("smirnova");
    await bot.writes(smirnova, "3-5");
    await bot.taps(smirnova, "Сохранить");
    clockAfter(9.5);
    expect((await bot.taps(smirnova, "Отменить отметки")).toast).toContain("Отменить уже нельзя");
    expect(await marks()).toEqual(["Васильев 5 answer"]);
  });

  test("does not take back what was written over since", async () => {
    const smirnova = await chat("smirnova");
    const card = await bot.writes(smirnova, "3-5");
    await bot.taps(smirnova, "Сохранить");
    const undo = bot.screen(smirnova).message!.buttons.find(({ text }) => text === "Отменить отметки")!;
    await bot.writes(smirnova, "3-4");
    await bot.taps(smirnova, "Сохранить");
    expect(card.message).toBeDefined();
    expect((await tap(smirnova, undo.callback_data!)).toast).toContain("с тех пор изменились");
    expect(await marks()).toEqual(["Васильев 4 answer"]);
  });
});

describe("which lesson", () => {
  const geometry = () => school.today.lessons[school.today.algebra.number]!;

  test("«7А геометрия» turns to another lesson of today", async () => {
    const smirnova = await chat("smirnova");
    const card = await bot.writes(smirnova, "7А геометрия: 3-5");
    expect(card.text).toContain("7А, геометрия, 4 урок");
    await bot.taps(smirnova, "Сохранить");
    const [mark] = await school.db.mark.findMany({ include: { work: true } });
    expect(mark?.work.lessonId).toBe(geometry().id);
    for (const words of ["7А алгебра", "7А алгебра", "геометрия"])
      expect((await bot.writes(smirnova, words)).text).toContain("Отметки пишите прямо сюда");
    expect((await bot.writes(smirnova, "7-4")).text).toContain("геометрия");
  });

  test("one that is not today's is said so", async () => {
    const smirnova = await chat("smirnova");
    expect((await bot.writes(smirnova, "11А алгебра 3-5")).text).toMatch(/Такого урока|такого урока/);
    expect(await marks()).toEqual([]);
  });

  test("one chosen by a button is meant, until the next bell", async () => {
    const { algebra } = school.today;
    const smirnova = await chat("smirnova");
    await bot.writes(smirnova, "/lesson");
    await bot.taps(smirnova, "Другой урок");
    await bot.taps(smirnova, "7А, геометрия, 4 урок");
    expect((await bot.writes(smirnova, "3-5")).text).toContain("геометрия");
    await bot.writes(smirnova, "/lesson");
    await bot.taps(smirnova, "Другой урок");
    await bot.taps(smirnova, "7А, алгебра, 3 урок");
    setClock(new Date(geometry().startsAt.getTime() + MINUTE_MS));
    expect(algebra.endsAt < geometry().startsAt).toBe(true);
    expect((await bot.writes(smirnova, "3-5")).text).toContain("геометрия");
  });

  test.each([
    ["ru", "Ещё можно внести отметки за 1 урок", "до 27 ноября", "Отметки ещё можно внести: контрольная."],
    [
      "en",
      "Marks of 1 earlier lesson can still be entered",
      "until 27 November",
      "Marks can still be entered: контрольная.",
    ],
  ] as const)(
    "R14: a test of yesterday is marked while its norm runs (%s)",
    async (language, title, until, still) => {
      setClock(new Date(TUESDAY.getTime() + DAY_MS));
      const smirnova = await chat("smirnova", language);
      const day = await bot.writes(smirnova, "/lesson");
      expect(day.text).toContain(title);
      expect(day.text).toContain(until);
      const card = await bot.taps(smirnova, /^24\.11 7А, алгебра/);
      expect(card.text).toContain(still);
      expect((await bot.writes(smirnova, "3-5")).text).toContain("контрольная");
      await bot.taps(smirnova, /^(Сохранить|Save)$/);
      expect(await marks()).toEqual(["Васильев 5 test"]);
      await bot.writes(smirnova, "12-н");
      expect((await bot.taps(smirnova, /^(Сохранить|Save)$/)).toast).toMatch(/закрыт|closed/);
    },
  );

  test("R14: past the norm it is offered no more", async () => {
    setClock(new Date(TUESDAY.getTime() + 4 * DAY_MS));
    const smirnova = await chat("smirnova");
    expect((await bot.writes(smirnova, "/lesson")).buttons).toEqual([]);
    setClock(new Date(TUESDAY.getTime() + 3 * DAY_MS));
    expect((await bot.writes(smirnova, "/lesson")).buttons).toEqual(["24.11 7А, алгебра, 3 урок"]);
  });

  test("before the first bell the card waits until the lesson is chosen", async () => {
    setClock(new Date(school.today.lessons[0]!.startsAt.getTime() - 30 * MINUTE_MS));
    const smirnova = await chat("smirnova");
    const asked = await bot.writes(smirnova, "3-5");
    expect(asked.text).toContain("Какой?");
    const card = await bot.taps(smirnova, "7А, алгебра, 3 урок");
    expect(card.text).toContain("3. Васильев Тимур — 5");
    await bot.taps(smirnova, "Сохранить");
    expect(await marks()).toEqual(["Васильев 5 answer"]);
  });

  test("R12: a substitute types into the lesson of that day", async () => {
    const { db, cast, today } = school;
    await db.lesson.update({ where: { id: today.algebra.id }, data: { teacherId: cast.sedova.id } });
    const sedova = await chat("sedova");
    await bot.writes(sedova, "3-5");
    await bot.taps(sedova, "Сохранить");
    const [version] = await db.markVersion.findMany();
    expect(version?.byId).toBe(cast.sedova.id);
  });

  test("a card is its writer's alone, and a lesson its teacher's", async () => {
    const { db, cast, today } = school;
    const shared = await chat("smirnova");
    await bot.writes(shared, "3-5");
    await hasChat(db, cast.osokina.id, shared);
    await bot.writes(shared, "/lesson");
    await bot.taps(shared, /^Осокина/);
    const refused = await bot.taps(shared, "Сохранить");
    expect(refused.toast).toContain("доступно только тем");
    await db.lesson.update({ where: { id: today.algebra.id }, data: { teacherId: cast.osokina.id } });
    expect((await bot.taps(shared, "Сохранить")).toast).toContain("Этой карточки больше нет");
    expect(await marks()).toEqual([]);
  });

  test("families are not understood as teachers", async () => {
    const mother = await chat("annaMother");
    expect((await bot.writes(mother, "3-5 7-4")).text).not.toContain("Понято");
    expect(await school.db.botDraft.count()).toBe(0);
  });
});

test("at initials the card says list numbers and initials, and no words of the message", async () => {
  await setLevel(school.db, "initials");
  const smirnova = await chat("smirnova");
  const seen: string[] = [];
  const look = ({ text, buttons }: { text: string; buttons: string[] }) => seen.push(text, ...buttons);
  look(await bot.writes(smirnova, "Кравцовой 5, Абрамов н, Зубенко 4, дз: Кравцовой карточка"));
  look(await bot.taps(smirnova, /^Сохранить/));
  look(await bot.writes(smirnova, "Иванову 5"));
  look(await bot.taps(smirnova, /^Исправить/));
  look(await bot.writes(smirnova, "всем 4"));
  expect(seen.join("\n")).not.toMatch(/7А|Кравцов|Абрамов|Зубенко|Иванов|карточка/);
  expect(seen.join("\n")).toContain("12. А. К. — 5");
});

/** A button of an older screen. */
async function tap(chatId: number, data: string) {
  const before = bot.telegram.callsOf("answerCallbackQuery").length;
  await bot.handle({
    callback_query: {
      id: `query-${before}`,
      from: { id: chatId, is_bot: false, first_name: "Somebody" },
      chat_instance: "1",
      data,
      message: {
        message_id: bot.screen(chatId).message!.messageId,
        date: 1,
        chat: { id: chatId, type: "private", first_name: "Somebody" },
      } as never,
    },
  });
  const toast = bot.telegram.callsOf("answerCallbackQuery")[before]?.text;
  return { ...bot.screen(chatId), toast: String(toast ?? "") };
}
