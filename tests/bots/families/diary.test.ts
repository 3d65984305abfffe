import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FEATURES } from "../../../bots/bot.ts";
import { dateOf } from "../../../src/clock.ts";
import { addMaterial } from "../../../src/materials/materials.ts";
import { diarySchool } from "../../support/diary-school.ts";
import { setLevel } from "../../support/level.ts";
import { type StaffChat, type StaffRoom, staffRoom } from "../../support/staff-chat.ts";
import { at, type TermSchool, WEEK } from "../../support/term-school.ts";

const COMMANDS = ["/menu", "/today", "/week", "/marks", "/homework", "/absences", "/finals"];
const LANGUAGES = ["ru", "en"] as const;
/** Who reads the diary of whom: Вера reads her own. */
const READERS = [
  ["annaMother", "anna"],
  ["vera", "vera"],
] as const;

let school: TermSchool;
let room: StaffRoom;

beforeAll(async () => {
  school = await diarySchool();
  room = await staffRoom(school, FEATURES);
});
afterAll(async () => {
  await room.close();
  await school.close();
});
beforeEach(() => setLevel(school.db, "full"));

describe("Елена Сергеевна asks about Анна by herself (R43)", () => {
  let mother: StaffChat;
  beforeEach(async () => {
    mother = await room.chat("annaMother");
    await mother.writes("/menu");
    await mother.taps("Анна");
  });
  const asks = async (command: string) => {
    await mother.writes(command);
    return mother.text;
  };

  test("what came today, and sees what is to be done for Monday", async () => {
    expect(await asks("/today")).toBe(
      [
        "<b>Анна, 7А: пятница, 24 сентября</b>",
        "1. Алгебра — <b>4</b>, ответ на уроке",
        "<i>задано: § 14, № 5 &lt;к доске&gt;</i>",
        "2. Английский язык",
      ].join("\n"),
    );
    expect(mother.labels).toEqual(["Михаил", "• Анна", "Вчера", "Пн 27.09", "Неделя", "‹ Меню"]);
    await mother.taps("Пн 27.09");
    expect(mother.text).toContain(
      "1. Алгебра\n<i>сделать: § 14, № 5 &lt;к доске&gt;</i>\n2. Английский язык",
    );
  });

  test.each([
    ["/diary", "/week"],
    ["/forecast", "/marks"],
  ])("by another word too: %s is %s, and Telegram's menu has it once", async (word, command) => {
    const said = await asks(command);
    expect(await asks(word)).toBe(said);
    expect(await asks("/help")).not.toContain(`${word} `);
  });

  test("how the week went, and opens a day of it and the week before", async () => {
    const text = await asks("/week");
    expect(text).toContain("Анна, 7А: неделя 20–26 сентября");
    expect(text).toContain("Пн 20.09: алгебра <b>4</b>\nВт 21.09: пропущен один урок\nСр 22.09");
    await mother.taps("Вт 21.09");
    expect(mother.text).toContain("1. Русский язык — пропуск, болезнь");
    await mother.taps("Неделя");
    await mother.taps("‹ Неделя раньше");
    expect(mother.text).toContain("неделя 13–19 сентября");
  });

  test("for her marks, opens a subject, asks why and what if (R62)", async () => {
    expect(await asks("/marks")).toBe(
      "<b>Анна, 7А: отметки за I четверть</b>\nАлгебра: <b>4 5 4</b>. Средний 4,33, выходит 4.",
    );
    await mother.taps("Алгебра");
    expect(mother.text).toContain("Средний балл 4,33, сейчас выходит 4. До пятёрки — одна пятёрка.");
    expect(mother.text).toContain("24.09: <b>4</b>, ответ на уроке «Контрольная Ивана Петрова»");
    await mother.taps("5 · 22.09");
    expect(mother.text).toContain("<b>Анна, 7А: алгебра — 5</b>");
    expect(mother.text).toContain("Ответ на уроке «Контрольная Ивана Петрова», среда, 22 сентября.");
    expect(mother.text).toContain("Вес обычный");
    expect(mother.text).toContain(
      "22 сентября, 12:00: 5, Смирнова О. П., исправлено по акту № 14: ошибка Петровой",
    );
    await mother.taps("‹ Назад");
    await mother.taps("Что если");
    expect(mother.text).toContain("Сейчас: средний 4,33, выходит 4.");
    await mother.taps("+ 5");
    expect(mother.text).toContain("Если добавить 5: средний 4,50, выходит 5.");
    await mother.taps("+ 2");
    expect(mother.text).toContain("Если добавить 5 2: средний 4,00, выходит 4.");
    for (const value of ["5", "5", "5"]) await mother.taps(`+ ${value}`);
    expect(mother.labels.filter((label) => label.startsWith("+"))).toEqual([]);
    await mother.taps("Сначала");
    expect(mother.text).toContain("В журнал ничего не запишется");
    await mother.taps("‹ Назад");
    expect(mother.text).toContain("<b>Анна, 7А: алгебра</b>");
  });

  test("and what if with the weight of a test, where tests weigh more (R62)", async () => {
    const { db, cast } = school;
    await db.workKind.update({ where: { code: "test" }, data: { weight: 3 } });
    try {
      await mother.forges("whatIf.try", [cast.anna.id, cast.subjects.algebra.id]);
      expect(mother.labels.filter((label) => label.startsWith("+"))).toHaveLength(8);
      expect(mother.text).toContain("×2, ×3 — сколько весит работа");
      const light = async (label: string) => {
        await mother.forges("whatIf.try", [cast.anna.id, cast.subjects.algebra.id]);
        await mother.taps(label);
        return /Если добавить (.+): средний (\d,\d\d)/.exec(mother.text)!.slice(1);
      };
      const [one, average] = await light("+ 2");
      const [heavy, lower] = await light("+ 2 ×3");
      expect([one, heavy]).toEqual(["2", "2 ×3"]);
      expect(Number(lower!.replace(",", "."))).toBeLessThan(Number(average!.replace(",", ".")));
    } finally {
      await db.workKind.update({ where: { code: "test" }, data: { weight: 1 } });
    }
  });

  test("what is to be done, by the day it is due", async () => {
    expect(await asks("/homework")).toBe(
      [
        "<b>Анна, 7А: что задано</b>",
        "<u>Понедельник, 27 сентября</u>",
        "Алгебра: § 14, № 5 &lt;к доске&gt;",
        "<u>Вторник, 28 сентября</u>",
        "Русский язык: упр. 12",
      ].join("\n"),
    );
  });

  test("what she missed and which final marks she has", async () => {
    expect(await asks("/absences")).toBe(
      [
        "<b>Анна, 7А: пропуски за I четверть</b>",
        "Пропущен один урок.",
        "",
        "21 сентября: русский язык — пропуск, болезнь",
      ].join("\n"),
    );
    expect(await asks("/finals")).toBe(
      "<b>Анна, 7А: итоговые отметки</b>\nФизика за год, 2026/2027 — <b>3</b>",
    );
  });

  test("and goes over to Михаил, of whom the chat speaks from then on", async () => {
    await asks("/menu");
    expect(mother.text).toBe("<b>Анна, 7А</b>");
    expect(mother.labels).toEqual(expect.arrayContaining(["• Анна", "Михаил", "Отметки", "Пропуски"]));
    await mother.taps("Михаил");
    expect(mother.text).toBe("<b>Михаил, 4Б</b>");
    await mother.taps("Отметки");
    expect(mother.text).toContain("Михаил");
    expect(mother.text).toContain("Отметок пока нет");
    await mother.taps("Анна");
    expect(await asks("/finals")).toContain("Анна, 7А");
  });

  test("who read stands in the audit trail, by command and by button (R34, R51)", async () => {
    const { db, cast } = school;
    const readings = {
      ...{ action: "diary.read", via: "bot" as const },
      ...{ actorId: cast.annaMother.id, pupilId: cast.anna.id },
    };
    const before = await db.auditEntry.count({ where: readings });
    await asks("/today");
    await mother.taps("Вчера");
    expect(await db.auditEntry.count({ where: readings })).toBe(before + 2);
  });

  test("a foreign pupil and a foreign mark are refused, and that is written down (R1, R51)", async () => {
    const { db, cast } = school;
    const foreign = await db.mark.findFirstOrThrow({ where: { pupilId: cast.egor.id } });
    const acts = [
      "menu.of",
      "day.show",
      "week.show",
      "marks.list",
      "homework.list",
      "absences.list",
      "finals.list",
    ];
    for (const act of acts) {
      await mother.forges(act, [cast.egor.id]);
      expect([act, await mother.isRefused()]).toEqual([act, true]);
    }
    for (const act of ["marks.subject", "whatIf.try"]) {
      await mother.forges(act, [cast.egor.id, cast.subjects.algebra.id]);
      expect(await mother.isRefused()).toBe(true);
    }
    await mother.forges("why.card", [foreign.id]);
    expect(await mother.isRefused()).toBe(true);
    expect(mother.text).not.toContain("Егор");
  });
});

describe("R49: files of a lesson and of its homework", () => {
  const SHEET = Buffer.from("§ 14 <к доске>, Егор Лаптев");
  let ids: { sheet: string; work: string; foreign: string };
  beforeAll(async () => {
    const { db, cast } = school;
    const lesson = { subjectId: cast.subjects.algebra.id, date: dateOf(WEEK.friday) };
    const { id: lessonId } = await db.lesson.findFirstOrThrow({ where: lesson });
    const lay = async (
      kind: "homework" | "work",
      pupilId: string | null,
      by: { name: string; actorId: string; bytes: Buffer },
    ) => {
      const { actorId, ...file } = by;
      const given = { lessonId, kind, pupilId, ...file, dataDir: room.dataDir };
      return (await addMaterial(db, given, { actorId, source: "web", silent: false })).id;
    };
    const [teacher, anna, egor] = [cast.smirnova.id, cast.anna.id, cast.egor.id];
    ids = {
      sheet: await lay("homework", null, { name: "Листок <14>.txt", actorId: teacher, bytes: SHEET }),
      work: await lay("work", anna, { name: "решение.txt", actorId: anna, bytes: Buffer.from("x = 2") }),
      foreign: await lay("work", egor, { name: "Егор.txt", actorId: egor, bytes: Buffer.from("x = 3") }),
    };
  });
  afterAll(() => school.db.material.deleteMany());

  test.each([
    ["ru", "Файлы: алгебра (2)", "файлы к уроку", "решение.txt, 1 КБ: своя работа"],
    ["en", "Files: алгебра (2)", "files of the lesson", "решение.txt, 1 KB: own work"],
  ] as const)(
    "a mother opens the sheet of a homework and her daughter's work, from the day too (%s)",
    async (language, of, title, work) => {
      const mother = await room.chat("annaMother", language);
      await mother.writes("/menu");
      await mother.taps("Анна");
      await mother.writes("/homework");
      await mother.taps(of);
      expect(mother.text).toContain(title);
      expect(mother.text).toContain("Листок 14.txt, 1 ");
      expect(mother.text).toContain(work);
      await mother.taps("Листок");
      expect(Buffer.from(mother.file as Uint8Array)).toEqual(SHEET);
      await mother.taps("решение");
      expect(Buffer.from(mother.file as Uint8Array).toString()).toBe("x = 2");
      await mother.writes("/today");
      await mother.taps(of);
      expect(mother.text).toContain(title);
    },
  );

  test("nobody gets another pupil's work, nor a file under the wrong name", async () => {
    const mother = await room.chat("annaMother");
    await mother.forges("files.work", [ids.foreign]);
    expect(await mother.isRefused()).toBe(true);
    await mother.forges("files.open", [ids.work]);
    expect(mother.toast).toContain("Такого файла нет");
    await mother.forges("files.list", [school.cast.egor.id, ids.sheet]);
    expect(await mother.isRefused()).toBe(true);
    expect(mother.file).toBeUndefined();
  });

  test.each(["initials", "ping"] as const)(
    "at %s no file and no name of one leaves, but the way to it",
    async (level) => {
      await setLevel(school.db, level);
      const mother = await room.chat("annaMother");
      await mother.writes("/homework");
      if (level === "initials") {
        await mother.taps("А. К.");
        expect(mother.text).toContain("К урокам есть файлы");
      }
      expect(mother.labels).toContain("Открыть дневник");
      await mother.forges("files.open", [ids.sheet]);
      expect(mother.text).toContain("открываются в дневнике на сайте");
      await mother.forges("files.list", [school.cast.anna.id, ids.sheet]);
      expect(mother.text).not.toContain("Листок");
      expect(mother.file).toBeUndefined();
    },
  );
});

test("A day without lessons says so, and leads on to the next one", async () => {
  const vera = await room.chat("vera");
  await vera.writes("/week");
  await vera.taps("Неделя позже");
  await vera.taps("Пт 01.10");
  expect(vera.text).toContain("<b>Пятница, 1 октября</b>");
  expect(vera.labels).toContain("Пн 04.10");
  await vera.forges("day.show", [school.cast.vera.id, "2027-09-25"]);
  expect(vera.text).toBe("<b>Суббота, 25 сентября</b>\nУроков нет.");
  expect(vera.labels).toEqual(["Сегодня", "Пн 27.09", "Неделя", "‹ Меню"]);
});

test("Вера reads her own diary, without her name, and nobody else's", async () => {
  const vera = await room.chat("vera");
  await vera.writes("/today");
  expect(vera.text).toContain("<b>Пятница, 24 сентября</b>");
  expect(vera.labels).toEqual(["Вчера", "Пн 27.09", "Неделя", "‹ Меню"]);
  await vera.forges("day.show", [school.cast.anna.id]);
  expect(await vera.isRefused()).toBe(true);
});

test("Of many marks eight are a page, the newest first", async () => {
  const days = ["06", "08", "10", "13", "15", "17", "20", "22"].map((day) => `2027-09-${day}`);
  for (const day of days) await school.put("egor", "algebra", { day, value: "3" });
  const mother = await room.chat("egorMother");
  await mother.writes("/marks");
  await mother.taps("Алгебра");
  const linesOf = (text: string) => text.split("\n").filter((line) => /^\d\d\.09:/.test(line));
  expect(linesOf(mother.text)).toHaveLength(8);
  expect(linesOf(mother.text)[0]).toContain("24.09: <b>2</b>");
  await mother.taps(mother.labels.find((label) => label.endsWith("›"))!);
  expect(linesOf(mother.text)).toEqual([expect.stringContaining("06.09: <b>3</b>")]);
});

test("A mark whose hold has not ended is not shown yet", async () => {
  await school.put("gleb", "algebra", { day: WEEK.friday, value: "3", at: at(WEEK.friday, 17, 58) });
  const mother = await room.chat("glebMother");
  await mother.writes("/marks");
  expect(mother.text).toContain("Отметок пока нет");
});

test("A barred father has no diary here (R1)", async () => {
  const father = await room.chat("glebFather");
  await father.writes("/today");
  expect(father.text).toContain("Сейчас вам не открыт дневник");
  await father.forges("day.show", [school.cast.gleb.id]);
  expect(await father.isRefused()).toBe(true);
});

test("The class teacher opens the diary on the site, not here as a family would", async () => {
  const gromova = await room.chat("gromova");
  await gromova.writes("/menu");
  expect(gromova.text).toBe("<b>Что открыть?</b>");
  expect(gromova.labels).toContain("Мой класс: что ждёт");
  expect(gromova.labels).not.toContain("Отметки");
  await gromova.taps("Мой класс");
  expect(gromova.text).not.toContain("Что открыть?");
  await gromova.forges("marks.list", [school.cast.anna.id]);
  expect(gromova.toast + gromova.text).toContain("открывают семья и сам ученик");
});

test("In English the screens are English", async () => {
  const mother = await room.chat("annaMother", "en");
  await mother.writes("/menu");
  await mother.taps("Анна");
  await mother.writes("/marks");
  expect(mother.text).toContain("marks, quarter 1");
  await mother.writes("/homework");
  expect(mother.text).toContain("<u>Monday");
  await mother.writes("/menu");
  expect(mother.labels).toContain("Final marks");
});

describe.each(READERS)("%s", (reader) => {
  describe.each(LANGUAGES)("in %s", (language) => {
    /** Every screen of the diary: what each command shows, and what lies behind the marks. */
    async function walk(): Promise<string[]> {
      const chat = await room.chat(reader, language);
      const seen: string[] = [];
      const see = () => seen.push([chat.text, ...chat.labels].join("\n"));
      await chat.writes("/menu");
      if (chat.labels[1]?.startsWith("А")) await chat.taps(chat.labels[1]);
      for (const command of COMMANDS) {
        await chat.writes(command);
        see();
      }
      await chat.writes("/marks");
      for (const label of [/^Алгебра/, / · 22\.09/, /^‹/, /^(Что если|What if)/, /^\+ 5/]) {
        const found = chat.labels.find((one) => label.test(one));
        if (found) await chat.taps(found);
        see();
      }
      return seen;
    }

    test("at `initials` no screen names a surname, a class, a title, a teacher's words or a reason", async () => {
      await setLevel(school.db, "initials");
      const seen = (await walk()).join("\n");
      expect(seen).not.toMatch(
        /Кравцов|Мельников|Анна|Вера|Михаил|Смирнова|7А|Петров|№ 14|§|упр\.|болезнь|illness/,
      );
      expect(seen).toContain(language === "ru" ? "4,33" : "4.33");
      expect(seen).toContain(language === "ru" ? "причина названа" : "reason");
    });

    test("at `ping` no screen says anything of a child, and each leads to the site", async () => {
      await setLevel(school.db, "ping");
      for (const screen of await walk()) {
        expect(screen).not.toMatch(
          /Кравцов|Мельников|Анна|Вера|А\. К\.|В\. М\.|лгебра|4[,.]33|сентября|September/,
        );
        expect(screen).toContain(language === "ru" ? "Открыть дневник" : "Open the diary");
      }
    });
  });
});
