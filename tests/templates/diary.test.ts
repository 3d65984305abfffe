import { expect, test } from "vitest";
import { type DiaryPageDay, renderDiaryPages } from "../../templates/print/diary.ts";
import { leftOut, noPdfText, textOf } from "../support/pdf.ts";

const school = { name: "Школа № 214", city: "Красноярск", address: "ул. Мира, 1", phone: "" };
const pupil = { surname: "Усманова", givenName: "Лейла", className: "7А" };
const DATES = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"];

const lesson = (more: Partial<DiaryPageDay["lessons"][number]> = {}): DiaryPageDay["lessons"][number] => ({
  ...{
    number: 1,
    subject: "Алгебра",
    homework: [],
    homeworkFiles: 0,
    noHomework: false,
    marks: [],
    absence: null,
    isCancelled: false,
  },
  ...more,
});
const weekOf = (lessons: DiaryPageDay["lessons"]) =>
  DATES.map((date) => ({ date, lessons: date === "2026-11-28" ? [] : lessons }));
const pagesIn = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;

test("R61: seven lessons a day for six days are one spread", async () => {
  const lessons = Array.from({ length: 7 }, (_, at) =>
    lesson({ number: at + 1, homework: ["§ 23, № 481, 483 (а–в)"], marks: ["4"] }),
  );
  const pdf = await renderDiaryPages({ school, pupil, days: DATES.map((date) => ({ date, lessons })) });
  expect(pagesIn(pdf)).toBe(1);
});

test.skipIf(noPdfText)(
  `R61: a page of the diary says lessons, homework, marks and absences of each day${leftOut}`,
  async () => {
    const lessons = [
      lesson({ homework: ["№ 481", "и ещё № 500"], marks: ["4", "5"] }),
      lesson({ number: 2, subject: "История", noHomework: true, absence: "absent" }),
      lesson({ number: 3, subject: "Физика", marks: ["3"], absence: "late" }),
      lesson({ number: 4, subject: "Музыка", homework: ["не важно"], isCancelled: true }),
    ];
    const text = textOf(await renderDiaryPages({ school, pupil, days: weekOf(lessons) }));
    for (const line of [
      /Дневник: Усманова Лейла, 7А +Неделя 23 ноября — 28 ноября 2026 года/,
      /Понедельник, 23 ноября +Что задано +Отметка +Четверг, 26 ноября/,
      /1 +Алгебра +№ 481 и ещё № 500 +4, 5/,
      /2 +История +не задано +н/,
      /3 +Физика +оп 3/,
      /4 +Музыка +урока нет/,
      /Суббота, 28 ноября/,
      /Уроков нет/,
      /Подпись родителя/,
    ])
      expect(text).toMatch(line);
    expect(text).not.toContain("не важно");
  },
);

test.skipIf(noPdfText)(
  `Whatever is typed goes on to the next page and no word is lost${leftOut}`,
  async () => {
    const lessons = Array.from({ length: 8 }, (_, at) =>
      lesson({ number: at + 1, subject: "Ж".repeat(60), homework: [`слово${at} `.repeat(120).trim()] }),
    );
    const pdf = await renderDiaryPages({ school, pupil, days: weekOf(lessons) });
    expect(pagesIn(pdf)).toBeGreaterThan(1);
    for (let at = 0; at < lessons.length; at++)
      expect(textOf(pdf).match(new RegExp(`слово${at}`, "g"))).toHaveLength(120 * 5);
  },
);
