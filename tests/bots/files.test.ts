import { describe, expect, test } from "vitest";
import { FEATURES } from "../../bots/bot.ts";
import type { CastKey } from "../../prisma/cast.ts";
import { setLevel } from "../support/level.ts";
import { staffSchool } from "../support/staff-chat.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
const PHOTO = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const PAGE_TWO = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 4, 5, 6]);
const PDF = Buffer.from("%PDF-1.7 a sheet");
const PROGRAM = Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00]);

const staff = staffSchool({
  at: TUESDAY,
  features: FEATURES,
  async clean({ db }) {
    await db.$executeRaw`truncate "Material", "IndividualTask", "Event" cascade`;
    await db.lesson.updateMany({ data: { homework: null, noHomework: false } });
  },
});

const { chat } = staff;
const id = (person: CastKey) => staff.school.cast[person].id;
const algebra = () =>
  staff.school.db.lesson.findUniqueOrThrow({ where: { id: staff.school.today.algebra.id } });
const kept = () => staff.school.db.material.findMany({ orderBy: { addedAt: "asc" } });
const audited = (action: string, person: CastKey) =>
  staff.school.db.auditEntry.count({ where: { action, actorId: id(person), via: "bot" } });

describe("R49: a teacher", () => {
  test.each([
    [
      "ru",
      "или пришлите файл",
      "Приложен к заданию: фото 24 ноября.jpg",
      "Отметки пишите как обычно",
      "файл учителя",
    ],
    [
      "en",
      "or send a file",
      "Attached to the homework: photo 24 November.jpg",
      "Type marks as usual",
      "the teacher's file",
    ],
  ] as const)(
    "lays a photo on the homework, its words under it, and a mother finds both (%s)",
    async (language, ask, laid, next, told) => {
      const smirnova = await chat("smirnova", language);
      await smirnova.writes("/task");
      expect(smirnova.text).toContain(ask);
      const before = await audited("material.added", "smirnova");
      await smirnova.snaps(PHOTO, "§ 14, № 5");
      expect(smirnova.text).toContain(laid);
      expect(smirnova.text).toContain(next);
      await smirnova.again();
      expect((await algebra()).homework).toBe("§ 14, № 5");
      expect(await kept()).toMatchObject([
        {
          kind: "homework",
          pupilId: null,
          addedById: id("smirnova"),
          lessonId: staff.school.today.algebra.id,
        },
      ]);
      expect(await audited("material.added", "smirnova")).toBe(before + 1);
      const mother = await chat("egorMother", language);
      await mother.writes("/homework");
      expect(mother.text).toContain(`§ 14, № 5; ${told}`);
      await mother.taps(language === "ru" ? "Файлы: алгебра" : "Files: алгебра");
      await mother.taps(laid.slice(laid.indexOf(":") + 2));
      expect(mother.file).toEqual(PHOTO);
    },
  );

  test("has no words for it: the file alone stands in the homework of the day and of tomorrow", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.writes("/task");
    await smirnova.snaps(PHOTO);
    expect(smirnova.text).toContain("Словами задания пока нет");
    const mother = await chat("egorMother");
    await mother.writes("/homework");
    expect(mother.text).toContain("Алгебра: файл учителя");
    await mother.writes("/today");
    expect(mother.text).toContain("задано: файл учителя");
    await smirnova.writes("§ 15");
    expect((await algebra()).homework).toBe("§ 15");
  });

  test("sends a second page and then marks, which are not taken for homework", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.writes("/task");
    await smirnova.snaps(PHOTO, "§ 14");
    await smirnova.snaps(PAGE_TWO);
    expect(await kept()).toHaveLength(2);
    await smirnova.writes("3-5");
    expect(smirnova.labels).toContain("Сохранить");
    expect((await algebra()).homework).toBe("§ 14");
  });

  test("takes a wrong one away and sends the right one", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.writes("/task");
    await smirnova.snaps(PHOTO);
    await smirnova.taps("Убрать этот файл");
    expect(smirnova.text).toContain("Файл убран.");
    expect(await kept()).toEqual([]);
    await smirnova.sends(PDF);
    expect(await kept()).toMatchObject([{ name: "scan.pdf" }]);
  });

  test("keeps no program, whatever it is called, and neither its words", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.writes("/task");
    await smirnova.sends(PROGRAM, "§ 14");
    expect(smirnova.text).toContain("Такие файлы не хранятся");
    expect(await kept()).toEqual([]);
    expect((await algebra()).homework).toBeNull();
  });

  test("reads what was handed in; where names stay inside it waits on the site", async () => {
    await handIn("anna", PHOTO);
    const smirnova = await chat("smirnova");
    await smirnova.writes("/lesson");
    expect(smirnova.text).toContain("Сдано работ: 1");
    await smirnova.taps("Файлы и работы");
    expect(smirnova.text).toContain("12 Кравцова А.: фото 24 ноября.jpg");
    await smirnova.taps("фото");
    expect(smirnova.file).toEqual(PHOTO);
    await setLevel(staff.school.db, "initials");
    await smirnova.forges("lesson.files", [staff.school.today.algebra.id]);
    expect(smirnova.text).toContain("открываются в дневнике на сайте");
    expect(smirnova.labels).toEqual(["К уроку"]);
  });

  test("cannot lay one on a lesson of a colleague, nor take away what is not theirs", async () => {
    await handIn("anna", PHOTO);
    const [work] = await kept();
    const kim = await chat("tkachev");
    for (const [act, args] of [
      ["lesson.files", [staff.school.today.algebra.id]],
      ["lesson.unlay", [work!.id, staff.school.today.algebra.id]],
    ] as const) {
      await kim.forges(act, [...args]);
      expect([act, await kim.isRefused()]).toEqual([act, true]);
    }
    expect(await kept()).toHaveLength(1);
  });
});

/** The pupil's mother, or they themselves, hand in what the day's algebra asked for. */
async function handIn(as: CastKey, ...pages: Buffer[]) {
  await staff.school.db.lesson.update({
    where: { id: staff.school.today.algebra.id },
    data: { homework: "§ 14" },
  });
  const reader = await chat(as);
  await reader.writes("/hand");
  await reader.taps("Алгебра");
  for (const page of pages) await reader.snaps(page);
  return reader;
}

describe("R49: a family", () => {
  test.each([
    ["anna", "ru", "Алгебра", "По какому предмету?", "Пришлите работу", "Работа сдана: фото 24 ноября.jpg"],
    [
      "egorMother",
      "ru",
      "Алгебра",
      "По какому предмету?",
      "Пришлите работу",
      "Работа сдана: фото 24 ноября.jpg",
    ],
    [
      "anna",
      "en",
      "Алгебра",
      "In which subject?",
      "Send the work",
      "The work is handed in: photo 24 November.jpg",
    ],
    [
      "egorMother",
      "en",
      "Алгебра",
      "In which subject?",
      "Send the work",
      "The work is handed in: photo 24 November.jpg",
    ],
  ] as const)("%s hands in two pages (%s)", async (as, language, subject, which, send, taken) => {
    await staff.school.db.lesson.update({
      where: { id: staff.school.today.algebra.id },
      data: { homework: "§ 14" },
    });
    const pupilId = as === "anna" ? id("anna") : id("egor");
    const reader = await chat(as, language);
    await reader.writes("/hand");
    expect(reader.text).toContain(which);
    await reader.taps(subject);
    expect(reader.text).toContain(send);
    await reader.snaps(PHOTO);
    expect(reader.text).toContain(taken);
    await reader.again();
    await reader.snaps(PAGE_TWO);
    expect(await kept()).toMatchObject([
      { kind: "work", pupilId, addedById: id(as), lessonId: staff.school.today.algebra.id },
      { kind: "work", pupilId },
    ]);
    expect(await audited("material.added", as)).toBeGreaterThan(0);
  });

  test("finds the way from the homework, and takes a wrong page away", async () => {
    const anna = await handIn("anna", PHOTO);
    await anna.taps("Убрать этот файл");
    expect(anna.text).toContain("Файл убран.");
    expect(await kept()).toEqual([]);
    await anna.snaps(PAGE_TWO);
    expect(await kept()).toHaveLength(1);
    await anna.writes("/homework");
    await anna.taps("Сдать работу");
    expect(anna.labels).toContain("Алгебра");
  });

  test("words in place of a file end the waiting, and what is no document is not kept", async () => {
    const anna = await handIn("anna", PROGRAM);
    expect(anna.text).toContain("Такие файлы не хранятся");
    await anna.writes("x = 2");
    expect(anna.text).toContain("По какому предмету?");
    await anna.snaps(PHOTO);
    expect(anna.text).toContain("никуда не приложен");
    expect(await kept()).toEqual([]);
  });

  test("at initials no name of a file is said, at ping nothing is asked", async () => {
    await setLevel(staff.school.db, "initials");
    const anna = await handIn("anna", PHOTO);
    expect(anna.text).toBe("Работа сдана. Можно прислать ещё.");
    await setLevel(staff.school.db, "ping");
    await anna.writes("/hand");
    expect(anna.labels).toContain("Открыть дневник");
    await anna.snaps(PAGE_TWO);
    expect(await kept()).toHaveLength(1);
  });

  test("hands in nothing for a foreign pupil, nor on a foreign lesson (R1, R51)", async () => {
    const mother = await chat("annaMother");
    await mother.forges("files.hand", [id("egor"), staff.school.today.algebra.id]);
    expect(await mother.isRefused()).toBe(true);
    const foreign = await staff.school.db.lesson.findFirstOrThrow({
      where: { classId: { not: staff.school.cast.classes.sevenA.id } },
    });
    await mother.forges("files.hand", [id("anna"), foreign.id]);
    await mother.snaps(PHOTO);
    expect(mother.text).toContain("Такого урока у этого ученика нет");
    const anna = await handIn("anna", PHOTO);
    const [work] = await kept();
    expect(anna.labels).toContain("Убрать этот файл");
    const stranger = await chat("egorMother");
    await stranger.forges("files.remove", [work!.id]);
    expect(await stranger.isRefused()).toBe(true);
    expect(await kept()).toHaveLength(1);
  });
});

describe("a file that nobody waits for", () => {
  test.each([
    ["annaMother", "ru", ["Сдать работу", "Предупредить об отсутствии"]],
    ["anna", "ru", ["Сдать работу"]],
    ["smirnova", "ru", ["Домашнее задание классу"]],
    ["annaMother", "en", ["Hand in work", "Report an absence"]],
    ["anna", "en", ["Hand in work"]],
    ["smirnova", "en", ["Homework for the class"]],
  ] as const)("is not kept, and %s is told what it may be for (%s)", async (as, language, uses) => {
    const reader = await chat(as, language);
    await reader.snaps(PHOTO, "3-5");
    expect(reader.text).toContain(language === "ru" ? "не сохранён" : "not kept");
    expect(reader.labels).toEqual(expect.arrayContaining([...uses]));
    expect(reader.labels.length).toBeGreaterThanOrEqual(uses.length);
    expect(await kept()).toEqual([]);
    await reader.taps(uses[0]!);
    expect(reader.text).not.toContain(language === "ru" ? "не сохранён" : "not kept");
  });

  test("leaves alone what was waited for, and has no use for whoever keeps the contacts", async () => {
    const smirnova = await chat("smirnova");
    await smirnova.writes("/topic");
    await smirnova.snaps(PHOTO, "Это не тема");
    expect(smirnova.text).toContain("никуда не приложен");
    await smirnova.writes("Многочлены");
    expect((await algebra()).topic).toBe("Многочлены");
    const administrator = await chat("maltsev");
    await administrator.snaps(PHOTO);
    expect(administrator.text).toContain("бот сейчас не ждёт файлов");
  });
});
