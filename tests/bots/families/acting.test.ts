import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FEATURES } from "../../../bots/bot.ts";
import type { CastKey } from "../../../prisma/cast.ts";
import { readRoll, takeRoll } from "../../../src/attendance/roll.ts";
import { dateOf, setClock } from "../../../src/clock.ts";
import { readChoices } from "../../../src/contacts/choices.ts";
import type { Language } from "../../../src/deliveries/message.ts";
import { readCalls } from "../../../src/oversight/call-list.ts";
import { getSettings } from "../../../src/settings.ts";
import { startBot, type TestBot } from "../../support/bot.ts";
import { setLevel } from "../../support/level.ts";
import { openPostOffice, type PostOffice, testConfig } from "../../support/post-office.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { type StaffRoom, staffRoom } from "../../support/staff-chat.ts";

const TODAY = "2026-11-26";
const MOTHERS_CHAT = 7_001_114;
const VERAS_CHAT = 7_001_014;
const PHOTO = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

let school: TestSchool;
let room: StaffRoom;

beforeAll(async () => {
  clock("10:00");
  school = await castSchool({ now: new Date(`${TODAY}T10:00:00+07:00`) });
  room = await staffRoom(school, FEATURES);
});
afterAll(async () => {
  setClock(null);
  await room.close();
  await school.close();
});
beforeEach(async () => {
  clock("10:00");
  await setLevel(school.db, "full");
  await school.db.$executeRaw`
    truncate "Notice", "Delivery", "Absence", "AbsenceDay", "Excuse", "Event", "Choice", "Preference" cascade`;
});

const id = (person: CastKey) => school.cast[person].id;
const chat = (as: CastKey, language?: Language) => room.chat(as, language);

function clock(time: string): void {
  setClock(new Date(`${TODAY}T${time.padStart(5, "0")}:00+07:00`));
}

async function chosen(person: CastKey) {
  return (await readChoices(school.db, [id(person)], await getSettings(school.db))).get(id(person))!;
}

function audited(action: string, person: CastKey): Promise<number> {
  return school.db.auditEntry.count({ where: { action, actorId: id(person), via: "bot" } });
}

describe("settings", () => {
  test.each([
    ["ru", "Анна, 7А: отметки — сразу; домашнее задание — вечером", "Анна", "Раз в неделю", "раз в неделю"],
    ["en", "Анна, 7А: marks: at once; homework: in the evening", "Анна", "Once a week", "once a week"],
  ] as const)(
    "a mother sets one child apart (%s), and twice is once",
    async (language, line, child, weekly, said) => {
      const mother = await chat("annaMother", language);
      await mother.writes("/settings");
      expect(mother.text).toContain(line);
      expect(mother.text).toContain("Михаил, 4Б");
      await mother.taps(child);
      await mother.taps(weekly);
      expect(mother.text).toContain(said);
      expect(mother.labels).toContain(`• ${weekly}`);
      const before = await audited("choices.changed", "annaMother");
      await mother.forges("settings.set", [id("anna"), "marks", "weekly"]);
      expect(await audited("choices.changed", "annaMother")).toBe(before);
      const choices = await chosen("annaMother");
      expect(choices.of("marks", id("anna")).frequency).toBe("weekly");
      expect(choices.of("marks", id("misha")).frequency).toBe("now");
    },
  );

  test("only 2 and 3, no homework, no digest, and no marks at all", async () => {
    const mother = await chat("annaMother");
    await mother.writes("/settings");
    await mother.taps("Анна");
    for (const label of ["Писать только о 2 и 3", "Не присылать задания", "Не присылать сводку"])
      await mother.taps(label);
    expect(mother.text).toContain("Отметки — сразу (только 2 и 3).");
    expect(mother.text).toContain("Домашнее задание — нет. Сводка за неделю — нет.");
    const choices = await chosen("annaMother");
    expect(choices.of("marks", id("anna"))).toEqual({ frequency: "now", onlyLow: true });
    expect(choices.of("weekly", id("anna")).frequency).toBe("off");
    await mother.taps("Без отметок");
    expect(mother.labels).not.toContain("Писать обо всех отметках");
  });

  test.each([
    [
      "ru",
      "Всё вечером",
      "Тихие часы",
      "с 21:00",
      "Писать всегда",
      "Тихо с 21:00 до 7:00",
      "Тихих часов нет",
    ],
    [
      "en",
      "All in the evening",
      "Quiet hours",
      "from 21:00",
      "Never quiet",
      "Quiet from 21:00 to 7:00",
      "no quiet hours",
    ],
  ] as const)(
    "one answer for both, and the hours (%s)",
    async (language, preset, quiet, from, never, hours, none) => {
      const mother = await chat("annaMother", language);
      await mother.writes("/settings");
      await mother.taps(preset);
      expect(mother.labels).toContain(`• ${preset}`);
      const before = await audited("choices.changed", "annaMother");
      await mother.forges("settings.preset", ["evening"]);
      expect(await audited("choices.changed", "annaMother")).toBe(before);
      expect((await chosen("annaMother")).of("marks", id("misha")).frequency).toBe("evening");
      await mother.taps(quiet);
      await mother.taps(from);
      await mother.forges("hours.set", ["from", "1260"]);
      await mother.taps("‹");
      expect(mother.text).toContain(hours);
      await mother.taps(quiet);
      await mother.taps(never);
      await mother.taps("‹");
      expect(mother.text).toContain(none);
      expect(await audited("choices.changed", "annaMother")).toBe(before + 2);
    },
  );

  test("the hour of the evening, the day and the hour of the week, and hours nobody offers are not taken", async () => {
    const mother = await chat("annaMother");
    await mother.writes("/settings");
    await mother.taps("Час вечером");
    await mother.taps("20:00");
    expect(mother.text).toContain("приходят в 20:00");
    await mother.taps("‹");
    await mother.taps("День и час");
    await mother.taps("Сб");
    await mother.taps("17:00");
    expect(mother.text).toContain("по субботам в 17:00");
    await mother.forges("hours.set", ["evening", "3"]);
    expect((await chosen("annaMother")).clock).toMatchObject({
      ...{ eveningHour: 20, weeklyDay: 6, weeklyHour: 17 },
    });
  });

  test.each([
    ["ru", "Часовой пояс: Красноярск", "Москва", "Как в школе", "Время: Москва."],
    ["en", "Time zone: Krasnoyarsk", "Moscow", "As the school has it", "Time: Moscow."],
  ] as const)(
    "the clock of the city they live in (%s), and twice is once",
    async (language, zone, city, school, said) => {
      const mother = await chat("annaMother", language);
      await mother.writes("/settings");
      await mother.taps(zone);
      expect(mother.labels).toContain(`• ${school}`);
      await mother.taps(city);
      expect(mother.labels).toContain(`• ${city}`);
      const before = await audited("choices.changed", "annaMother");
      await mother.forges("zone.set", ["moscow"]);
      await mother.forges("zone.set", ["atlantis"]);
      expect(await audited("choices.changed", "annaMother")).toBe(before);
      expect((await chosen("annaMother")).clock.timeZone).toBe("Europe/Moscow");
      await mother.forges("hours.evening", []);
      expect(mother.text).toContain(said);
      await mother.forges("zone.school", []);
      expect((await chosen("annaMother")).preferences.timeZone).toBeNull();
    },
  );

  test("Вера has her own, beside her mother's", async () => {
    const vera = await chat("vera");
    await vera.writes("/settings");
    expect(vera.text).toContain("Сейчас: отметки — сразу");
    await vera.taps("Подробнее");
    expect(vera.text).toContain("<b>О чём и когда писать</b>");
    await vera.taps("Отметки вечером");
    expect((await chosen("vera")).of("marks", id("vera")).frequency).toBe("evening");
    expect((await chosen("veraMother")).of("marks", id("vera")).frequency).toBe("now");
  });

  test.each([
    ["annaMother", "egor"],
    ["vera", "anna"],
    ["glebFather", "gleb"],
    ["gromova", "anna"],
  ] as const)("%s chooses nothing about %s, and that is written down (R1, R51)", async (person, pupil) => {
    const stranger = await chat(person);
    for (const args of [[id(pupil)], [id(pupil), "marks", "off"]]) {
      await stranger.forges(args.length > 1 ? "settings.set" : "settings.of", args);
      expect(await stranger.isRefused()).toBe(true);
    }
    expect(await school.db.choice.count()).toBe(0);
  });

  test("at initials no name and no class, at ping no child at all", async () => {
    await setLevel(school.db, "initials");
    const mother = await chat("annaMother");
    await mother.writes("/settings");
    expect(mother.text + mother.labels.join()).not.toMatch(/Анна|Михаил|Кравцов|7А/);
    await mother.taps("А. К.");
    expect(mother.text).toContain("А. К.");
    await setLevel(school.db, "ping");
    await mother.writes("/settings");
    expect(mother.text + mother.labels.join()).not.toMatch(/А\. К\.|Анна|Кравцов/);
    await mother.forges("settings.of", [id("anna")]);
    expect(mother.text).not.toMatch(/А\. К\.|Анна/);
    await mother.taps("Всё раз в неделю");
    expect((await chosen("annaMother")).of("marks", id("anna")).frequency).toBe("weekly");
  });
});

describe("an excuse", () => {
  test.each([
    [
      "ru",
      "Завтра",
      "Болеет",
      "Отправить",
      "Передали классному руководителю: 27 ноября",
      "Забрать",
      "забрали",
    ],
    [
      "en",
      "Tomorrow",
      "Ill",
      "Send",
      "Passed on to the class teacher: 27 November",
      "Take the note",
      "taken back",
    ],
  ] as const)(
    "by buttons (%s), given once and taken back",
    async (language, day, reason, send, handed, back, gone) => {
      const mother = await chat("annaMother", language);
      await mother.writes("/excuse");
      await mother.taps("Анна");
      await mother.taps(day);
      await mother.taps(reason);
      expect(mother.text).toContain(reason.toLowerCase());
      await mother.taps(send);
      expect(mother.text).toContain(handed);
      await mother.forges("excuse.send", [id("anna"), "2026-11-27", "2026-11-27", "ill"]);
      const notes = await school.db.excuse.findMany();
      expect(notes).toMatchObject([
        { pupilId: id("anna"), givenById: id("annaMother"), text: "Болеет", from: dateOf("2026-11-27") },
      ]);
      expect(await school.db.event.count({ where: { kind: "excuse.given" } })).toBe(1);
      await mother.taps(back);
      expect(mother.text).toContain(gone);
      await mother.forges("excuse.withdraw", [notes[0]!.id]);
      expect(await school.db.event.count({ where: { kind: "excuse.withdrawn" } })).toBe(1);
    },
  );

  test("of days that were typed, in words of their own; bad ones are asked for again", async () => {
    const mother = await chat("egorMother");
    await mother.writes("/excuse");
    expect(mother.text).toContain("<b>Егор, 7А: записка об отсутствии</b>");
    await mother.writes("на той неделе");
    expect(mother.text).toContain("Дни не разобрать");
    await mother.writes("01.11–02.11");
    expect(mother.text).toContain("уже прошло");
    await mother.writes("27.11–29.11");
    expect(mother.text).toContain("27–29 ноября. Почему?");
    await mother.taps("Своими словами");
    await mother.writes("Едем к <бабушке>");
    expect(mother.text).toContain("Передали классному руководителю: 27–29 ноября");
    expect(await school.db.excuse.findMany()).toMatchObject([
      { text: "Едем к <бабушке>", to: dateOf("2026-11-29"), source: "bot" },
    ]);
    await mother.writes("/excuse");
    expect(mother.text).toContain("Уже есть записка: 27–29 ноября");
    await mother.taps("Забрать: 27–29 ноября");
    expect(await school.db.excuse.count({ where: { state: "withdrawn" } })).toBe(1);
  });

  test.each([
    ["ru", "Завтра", "Болеет", "Отправить", "Пришлите сюда её фото", "Приложен 1 документ", "Документ 1"],
    ["en", "Tomorrow", "Ill", "Send", "Send its photo", "1 document is attached", "Document 1"],
  ] as const)(
    "with a photo of the certificate, which Тамара Ивановна opens (%s)",
    async (language, day, reason, send, asked, attached, label) => {
      const mother = await chat("annaMother", language);
      await mother.writes("/excuse");
      await mother.taps("Анна");
      await mother.taps(day);
      await mother.taps(reason);
      await mother.taps(send);
      expect(mother.text).toContain(asked);
      await mother.sends(PHOTO);
      expect(mother.text).toContain(attached);
      await mother.sends(PHOTO);
      expect(mother.text).toContain(attached);
      await mother.sends(Buffer.from("MZ, a program"));
      expect(await school.db.excuseFile.count()).toBe(1);
      const teacher = await chat("gromova", language);
      await teacher.writes("/excuses");
      await teacher.taps("Кравцова Анна");
      await teacher.taps(label);
      expect(teacher.file).toEqual(PHOTO);
      const { id: note } = await school.db.excuse.findFirstOrThrow();
      await setLevel(school.db, "initials");
      await teacher.forges("excuses.one", [note]);
      expect(teacher.labels).not.toContain(label);
      await teacher.forges("excuses.paper", [note, "1"]);
      expect(teacher.toast).not.toBe("");
    },
  );

  test("that is a photo with a word under it, or nothing but a photo", async () => {
    const mother = await chat("egorMother");
    for (const [day, caption, text] of [
      ["27.11", "Врач", "Врач"],
      ["28.11", undefined, "Документ приложен"],
    ] as const) {
      await mother.writes("/excuse");
      await mother.writes(day);
      await mother.taps("Своими словами");
      await mother.sends(PHOTO, caption);
      expect(mother.text).toContain("Приложен 1 документ");
      expect(await school.db.excuse.findMany({ where: { text }, include: { files: true } })).toMatchObject([
        { files: [{}] },
      ]);
    }
    await mother.writes("Спасибо");
    expect(mother.text).toContain("Передали классному руководителю");
  });

  test.each([
    ["ru", "Записку пишут родители"],
    ["en", "Notes are written by parents"],
  ] as const)("is nothing Вера may write (%s)", async (language, said) => {
    const vera = await chat("vera", language);
    await vera.writes("/excuse");
    expect(vera.text).toContain(said);
    await vera.forges("excuse.send", [id("vera"), TODAY, TODAY, "ill"]);
    expect(await vera.isRefused()).toBe(true);
    expect(await school.db.excuse.count()).toBe(0);
  });

  test("about a foreign pupil is refused and written down (R1, R51)", async () => {
    const mother = await chat("annaMother");
    for (const [act, args] of [
      ["excuse.days", []],
      ["excuse.why", [TODAY, TODAY]],
      ["excuse.send", [TODAY, TODAY, "ill"]],
      ["alert.ill", [TODAY]],
      ["alert.call", [id("egor")]],
    ] as const) {
      await mother.forges(act, [id("egor"), ...args]);
      expect([act, await mother.isRefused()]).toEqual([act, true]);
    }
    expect(await school.db.excuse.count()).toBe(0);
  });

  test("at initials names no reason and no child, at ping leads to the site", async () => {
    await setLevel(school.db, "initials");
    const mother = await chat("egorMother");
    await mother.writes("/excuse");
    await mother.taps("Завтра");
    await mother.taps("Болеет");
    expect(mother.text).toContain("Е. Л.");
    expect(mother.text).not.toMatch(/Егор|Лаптев|7А|болеет/i);
    await setLevel(school.db, "ping");
    await mother.writes("/excuse");
    expect(mother.text).not.toContain("Е. Л.");
    expect(mother.labels).toContain("Открыть дневник");
    await mother.writes("27.11");
    expect(mother.text).not.toContain("ноября");
  });
});

describe("what is kept (R34)", () => {
  test.each([
    ["annaMother", "ru", "Ваши адреса: ", "Получить файлом"],
    ["vera", "ru", "Записи о семье: 1", "Получить файлом"],
    ["annaMother", "en", "Your addresses: ", "Get it as a file"],
    ["vera", "en", "Entries about the family: 1", "Get it as a file"],
  ] as const)("%s reads it in words (%s) and gets the file", async (person, language, line, get) => {
    const reader = await chat(person, language);
    await reader.writes("/data");
    expect(reader.text).toContain(line);
    const before = await audited("personal.export", person);
    await reader.taps(get);
    expect(await audited("personal.export", person)).toBe(before + 1);
    expect(reader.toast).toBe("");
  });

  test("of another is refused, and where Telegram may not know all there is no file", async () => {
    const mother = await chat("annaMother");
    await mother.forges("data.file", [id("egorMother")]);
    expect(await mother.isRefused()).toBe(true);
    await setLevel(school.db, "initials");
    await mother.writes("/data");
    expect(mother.labels).not.toContain("Получить файлом");
    expect(mother.text).toContain("Файл со всем этим даёт школа");
    await setLevel(school.db, "ping");
    await mother.writes("/data");
    expect(mother.text).not.toMatch(/: \d/);
    await mother.taps("Больше не писать сюда");
    expect(mother.text).toContain("Перестать писать в этот чат?");
  });
});

describe("Вера is away and nobody knows why", () => {
  let bot: TestBot;
  let office: PostOffice;

  beforeAll(async () => {
    bot = await startBot(school.db);
    const { token, root } = bot.telegram;
    office = await openPostOffice(
      school.db,
      testConfig({
        ...{ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: root, SECRET: bot.desk.secret },
      }),
    );
    return async () => {
      await office.close();
      await bot.close();
    };
  });

  beforeEach(async () => {
    bot.telegram.reset();
    clock("7:00");
    await setLevel(school.db, "full");
    await school.db.person.updateMany({ data: { language: "ru" } });
    await school.db.lesson.updateMany({ data: { rollTakenAt: null } });
  });

  async function alert(): Promise<void> {
    clock("8:05");
    const lessonId = school.today.lessons[0]!.id;
    const { version } = await readRoll(school.db, lessonId);
    const by = { actorId: id("smirnova"), source: "web" as const, silent: false };
    await takeRoll(school.db, lessonId, { version, absences: [{ pupilId: id("vera"), kind: "absent" }] }, by);
    await office.route();
    clock("8:41");
    await office.route();
    await office.deliver();
  }

  test.each([
    ["ru", "Болеет", "Болеет", "Передали классному руководителю: 26 ноября"],
    ["ru", "Знаю", "Семья знает, что ученика нет на уроках.", "Передали"],
    ["en", "Ill", "Болеет", "Passed on to the class teacher: 26 November"],
  ] as const)(
    "her mother answers the alert (%s: %s), and twice is once",
    async (language, label, text, said) => {
      await school.db.person.update({ where: { id: id("veraMother") }, data: { language } });
      await alert();
      const [first] = bot.said(MOTHERS_CHAT);
      const seen = await bot.taps(MOTHERS_CHAT, label);
      expect(seen.text).toContain(said);
      await bot.taps(MOTHERS_CHAT, label);
      expect(bot.said(MOTHERS_CHAT)[0]).toBe(first);
      expect(await school.db.excuse.findMany()).toMatchObject([
        { pupilId: id("vera"), givenById: id("veraMother"), text, from: dateOf(TODAY), to: dateOf(TODAY) },
      ]);
    },
  );

  test("her mother asks for a call and is on the list of the class teacher, until she was reached", async () => {
    await alert();
    await bot.taps(MOTHERS_CHAT, "Позвоните мне");
    const seen = await bot.taps(MOTHERS_CHAT, "Позвоните мне");
    expect(seen.text).toBe("Передали классному руководителю: вам позвонят.");
    expect(await audited("call.asked", "veraMother")).toBe(1);
    const calls = await readCalls(school.db, {
      classIds: [school.cast.classes.sevenA.id],
      day: dateOf(TODAY),
    });
    expect(calls).toMatchObject([
      { isAsked: true, kind: "absence", news: 1, person: { id: id("veraMother") }, calls: [] },
    ]);
    const gromova = await chat("gromova");
    await gromova.writes("/calls");
    expect(gromova.text).toContain("просит позвонить");
    await gromova.taps("Мельникова Дарья");
    await gromova.taps("Дозвонились");
    expect(await readCalls(school.db, { classIds: null, day: dateOf(TODAY) })).toEqual([]);
  });

  test("she herself has no such buttons, nor has anybody at ping", async () => {
    await alert();
    expect(bot.screen(VERAS_CHAT).text).toContain("нет на первом уроке");
    expect(bot.screen(VERAS_CHAT).buttons).toEqual(["Открыть дневник"]);
    expect(bot.screen(MOTHERS_CHAT).buttons).toEqual(["Болеет", "Знаю", "Позвоните мне", "Открыть дневник"]);
    await school.db.$executeRaw`truncate "Notice", "Delivery", "Absence", "AbsenceDay", "Event" cascade`;
    bot.telegram.reset();
    await school.db.lesson.updateMany({ data: { rollTakenAt: null } });
    clock("7:00");
    await setLevel(school.db, "ping");
    await alert();
    expect(bot.screen(MOTHERS_CHAT).buttons).toEqual(["Открыть дневник"]);
  });
});
