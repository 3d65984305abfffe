import { describe, expect, test } from "vitest";
import type { Choices, QuickContext } from "../../../src/quick-marks/quick-marks.ts";
import { readQuickMarks } from "../../../src/quick-marks/quick-marks.ts";
import { SEVENTH_A, told, with7A } from "../../support/quick-class.ts";

/** What a teacher types about a class → what is understood of it. */
type Rows = [typed: string, understood: string, choices?: Choices][];

const OTHER_SUBGROUP = with7A({
  roman: { isOfLesson: false },
  egor: { isOfLesson: false },
  nikita: { isOfLesson: false },
});
const OTHER_SUBGROUP_ROWS: Rows = [
  ["Ким 5", "! notOfLesson «Ким» Ким"],
  ["11-5", "! notOfLesson «11» Ким"],
  ["всем 5", "всем 5 кроме Иванов, Ким, Лаптев"],
  ["Иванов 5", "! notOfLesson «Иванов» Иванов"],
  ["Иванова 5", "Иванова 5"],
  ["нет Иванова", "Иванова н · весь класс"],
  ["Ким н", "! notOfLesson «Ким» Ким"],
  ["дз Киму: §5", "! notOfLesson «Киму» Ким"],
  ["Лаптев 5, Орлова 4", "Орлова 4 · ! notOfLesson «Лаптев» Лаптев"],
  ["10-12: 4", "Иванова 4 · Кравцова 4 · ! notOfLesson «10-12» Ким"],
];

const ABSENT = with7A({ roman: { isAbsent: true }, egor: { isAbsent: true } });
const ABSENT_ROWS: Rows = [
  ["Ким 5", "Ким 5 · ! absent «Ким» Ким"],
  ["всем 5", "всем 5 кроме Ким, Лаптев · ! leftOut «всем 5» Ким Лаптев"],
  ["все есть", "весь класс · ! back «все есть» Ким Лаптев"],
  ["все есть кроме Ким", "Ким н · весь класс · ! back «все есть кроме Ким» Лаптев"],
  ["нет: Ким", "Ким н · весь класс · ! back «нет: Ким» Лаптев"],
  ["Ким есть, всем 5", "всем 5 кроме Лаптев · Ким есть · ! leftOut «всем 5» Лаптев"],
  ["Ким оп 5 мин, Ким 4", "Ким 4 · Ким оп 5"],
  ["всем 5 кроме Ким", "всем 5 кроме Ким, Лаптев · ! leftOut «всем 5 кроме Ким» Лаптев"],
  ["Лаптев есть 4", "✗ unclear «Лаптев есть 4»"],
];

const NAMESAKES = with7A({
  nikita: { patronymic: "Петрович" },
  maria: { surname: "Иванов", givenName: "Матвей", patronymic: "Олегович" },
  roman: { surname: "Иванов", givenName: "Матвей", patronymic: "Петрович" },
});
const NAMESAKES_ROWS: Rows = [
  ["Иванов 5", "кто «Иванов»: Иванов Никита | Иванов Матвей | Иванов Матвей"],
  ["Иванов Н 5", "Иванов Никита 5"],
  ["Иванов Никита 5", "Иванов Никита 5"],
  ["Иванов Матвей 5", "кто «Иванов Матвей»: Иванов Матвей | Иванов Матвей"],
  ["Иванов М. 5", "кто «Иванов М.»: Иванов Матвей | Иванов Матвей"],
  ["Иванов М.П. 5", "Иванов Матвей 5"],
  ["Иванов М. О. 5", "Иванов Матвей 5"],
  ["М.О. Иванов 5", "Иванов Матвей 5"],
  ["Иванов Матвей Петрович 5", "Иванов Матвей 5"],
  ["Матвею Иванову 4", "кто «Матвею Иванову»: Иванов Матвей | Иванов Матвей"],
  ["11 Иванов 5", "Иванов Матвей 5"],
  ["9. Иванов 5", "кто «Иванов»: Иванов Никита | Иванов Матвей | Иванов Матвей"],
  [
    "Иванов 5, Иванов 4",
    "кто «Иванов»: Иванов Никита | Иванов Матвей | Иванов Матвей · кто «Иванов»: Иванов Никита | Иванов Матвей | Иванов Матвей",
  ],
  [
    "Иванов 4, остальным 5",
    "всем 5 кроме Иванов Никита, Иванов Матвей, Иванов Матвей · кто «Иванов»: Иванов Никита | Иванов Матвей | Иванов Матвей",
  ],
  ["нет Иванова", "кто «Иванова»: Иванов Никита | Иванов Матвей | Иванов Матвей"],
  ["Иванов 5", "Иванов Матвей 5", { "0": "roman" }],
  ["Иванов 5, Иванов 4", "Иванов Никита 4 · Иванов Матвей 5", { "0": "roman", "10": "nikita" }],
  ["Иванов 4, остальным 5", "всем 5 кроме Иванов Никита · Иванов Никита 4", { "0": "nikita" }],
  ["нет Иванова", "Иванов Матвей н · весь класс", { "4": "maria" }],
  ["Иванов 5", "кто «Иванов»: Иванов Никита | Иванов Матвей | Иванов Матвей", { "0": "anna" }],
];

const TWO_CLASSES = with7A({ egor: { number: 11 } });
const TWO_CLASSES_ROWS: Rows = [
  ["11-5", "кто «11»: Ким | Лаптев"],
  ["Ким 5", "Ким 5"],
  ["11 Лаптев 5", "Лаптев 5"],
  ["10-12: 4", "Иванова 4 · Кравцова 4 · кто «10-12»: Ким | Лаптев"],
  ["10-12: 4", "Иванова 4 · Кравцова 4 · Лаптев 4", { "0": "egor" }],
  ["нет: 11", "кто «11»: Ким | Лаптев"],
];

const PASS_FAIL = { ...SEVENTH_A, scale: ["зачёт", "незачёт"] };
const PASS_FAIL_ROWS: Rows = [
  ["Ким зач", "Ким зачёт"],
  ["Ким зачёт", "Ким зачёт"],
  ["Ким незачет", "Ким незачёт"],
  ["3-зачтено", "Васильев зачёт"],
  ["всем зачёт", "всем зачёт"],
  ["Ким 5", "! notInScale «5»"],
];

const TWENTY = { ...SEVENTH_A, scale: Array.from({ length: 21 }, (_, value) => String(value)) };
const TWENTY_ROWS: Rows = [
  ["Ким 15", "Ким 15"],
  ["3-20", "Васильев 20"],
  ["3-21", "! notInScale «21»"],
  ["3-0", "Васильев 0"],
  ["10:15", "Иванова 15"],
  ["12-оп 10", "✗ unclear «12-оп 10»"],
  ["12-оп 10 мин", "Кравцова оп 10"],
];

const FIRST_CLASS = { ...SEVENTH_A, scale: [], allowsHomework: false };
const FIRST_CLASS_ROWS: Rows = [
  ["Ким 5", "✗ noMarks «Ким 5»"],
  ["всем 5", "✗ noMarks «всем 5»"],
  ["Ким н", "Ким н"],
  ["все есть", "весь класс"],
  ["дз: читать", "✗ noHomework «дз: читать»"],
  ["тема: Буква А", "тема: Буква А"],
];

const SURNAMES = with7A({
  timur: { surname: "Лоза" },
  matvey: { surname: "Ю" },
  kirill: { surname: "Smith" },
  artyom: { surname: "Соловей" },
  roman: { surname: "Сидорчук" },
  egor: { surname: "Черных" },
  ruslan: { surname: "Ли" },
  gleb: { surname: "Достоевский" },
  denis: { surname: "О’Коннор" },
  pavel: { surname: "Крупская", givenName: "Анна" },
  leila: { surname: "Шевченко" },
  stepan: { surname: "Мамед оглы" },
  lev: { surname: "Кравец" },
});
const SURNAMES_ROWS: Rows = [
  ["Сидорчуку 5", "Сидорчук 5"],
  ["Сидорчук 5", "Сидорчук 5"],
  ["Сидорчука 4", "Сидорчук 4"],
  ["Черных 5", "Черных 5"],
  ["Черным 5", "может быть «Черным»: Черных"],
  ["Достоевскому 5", "Достоевский 5"],
  ["Достоевского нет", "Достоевский н"],
  ["Крупской 5", "Крупская 5"],
  ["Крупскую 5", "Крупская 5"],
  ["О’Коннор 5", "О’Коннор 5"],
  ["О'Коннору 5", "О’Коннор 5"],
  ["Оконнор 5", "О’Коннор 5"],
  ["Мамед оглы 4", "Мамед оглы 4"],
  ["Кравцу 4", "Кравец 4"],
  ["Кравецу 4", "Кравец 4"],
  ["Шевченко 5", "Шевченко 5"],
  ["Ли 4", "Ли 4"],
  ["Соловью 4", "Соловей 4"],
  ["Соловьём 4", "Соловей 4"],
  ["Лозе 3", "Лоза 3"],
  ["Лозу 3", "Лоза 3"],
  ["Smith 5", "Smith 5"],
  ["smithу 5", "Smith 5"],
  ["Ю 5", "Ю 5"],
  ["Ю-5", "Ю 5"],
  ["Ю н", "Ю н"],
];

const CLASSES: [sentence: string, context: QuickContext, rows: Rows][] = [
  ["Whoever is of the other subgroup gets nothing at this lesson", OTHER_SUBGROUP, OTHER_SUBGROUP_ROWS],
  ["Whoever was noted absent is asked about, and left out by «всем»", ABSENT, ABSENT_ROWS],
  ["Of namesakes it is asked who is meant, unless something tells them apart", NAMESAKES, NAMESAKES_ROWS],
  ["Where a subgroup joins two classes the same number may be two pupils", TWO_CLASSES, TWO_CLASSES_ROWS],
  ["A scale of pass and fail knows no fives", PASS_FAIL, PASS_FAIL_ROWS],
  ["A scale up to 20 makes other numbers marks", TWENTY, TWENTY_ROWS],
  ["In class 1 there are neither marks nor homework", FIRST_CLASS, FIRST_CLASS_ROWS],
  ["Surnames of every kind, in every case", SURNAMES, SURNAMES_ROWS],
];

describe.each(CLASSES)("%s", (_, context, rows) => {
  test.each(rows)("%j", (typed, understood, choices) => {
    expect(told(typed, context, choices)).toBe(understood);
  });
});

describe("The rest of an answer", () => {
  test("A place cuts the quoted piece out of the text, and an example is of the class.", () => {
    const text = "Ким 5\n🙂 Петров 4";
    const [fault] = readQuickMarks(text, SEVENTH_A).faults;
    expect(text.slice(fault!.at, fault!.at + fault!.length)).toBe("Петров 4");
    expect(fault).toMatchObject({ kind: "unknown", example: "Абрамов 5" });
    expect(told(fault!.example)).toBe("Абрамов 5");
  });

  test.each(["3-5-7-4", "дз", "всем 5, Петрова 4", "8В алгебра", "Ким", "9"])(
    "The example given for «%s» is understood itself.",
    (text) => {
      for (const { example } of readQuickMarks(text, SEVENTH_A).faults)
        expect(readQuickMarks(example, SEVENTH_A).faults).toEqual([]);
    },
  );

  test("Another lesson is read again with that lesson's class, the same text.", () => {
    const text = "7Б алгебра\n3-5";
    const { turn } = readQuickMarks(text, SEVENTH_A);
    expect(turn).toMatchObject({ className: "7Б", subject: "алгебра", number: null, at: 0 });
    const here = SEVENTH_A.lessons[2]!;
    expect(told(text, { ...SEVENTH_A, here })).toBe("Васильев 5");
  });

  test("A text that is too long is read to a line's end, and «всем» waits.", () => {
    const text = `всем 5\nКим 4\n${"3-5, ".repeat(3_000)}`;
    const { marks, faults } = readQuickMarks(text, SEVENTH_A);
    expect(marks).toMatchObject([{ pupilId: "roman", values: ["4"] }]);
    expect(faults.map(({ kind, at }) => [kind, at])).toEqual([
      ["heldBack", 0],
      ["tooLong", text.indexOf("3-5")],
    ]);
  });

  test("A list pasted from a spreadsheet, the whole class, is read to the last.", () => {
    const text = SEVENTH_A.pupils
      .map(({ number, surname, givenName }) => `${number}\t${surname} ${givenName}\t${(number % 4) + 2}`)
      .join("\r\n");
    const { marks, warnings, faults, questions } = readQuickMarks(text, SEVENTH_A);
    expect(marks.map(({ values }) => values)).toEqual(
      SEVENTH_A.pupils.map(({ number }) => [String((number % 4) + 2)]),
    );
    expect([...warnings, ...faults, ...questions]).toEqual([]);
  });
});
