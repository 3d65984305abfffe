import { randomBytes } from "node:crypto";
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Db, openDb } from "../../../src/db.ts";
import { BadInput } from "../../../src/errors.ts";
import { testDatabase } from "../../support/database.ts";
import {
  columnAt,
  fileOf,
  MAPPING,
  mappingWith,
  photograph,
  runImport,
  smallWith,
  smallWithCell,
} from "./small-por.ts";

let db: Db;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  db = openDb(database.url, 2);
});
afterAll(async () => {
  await db.$disconnect();
  await drop();
});

/** The words of the refusal; the database must be as it was. */
async function refusal(file: string, mapping = MAPPING): Promise<string> {
  const before = await photograph(db);
  const error = await runImport(db, file, "--mapping", mapping, "--apply").then(
    () => new Error("It was accepted."),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(BadInput);
  expect(await photograph(db)).toEqual(before);
  return (error as BadInput).message;
}

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const XLSX = Buffer.concat([Buffer.from("PK\u0003\u0004"), randomBytes(200)]);
const CP1251 = Buffer.concat([
  Buffer.from("school,sex\nGP,"),
  Buffer.from([0xc8, 0xe2, 0xe0, 0xed]),
  Buffer.from("\n"),
]);

describe("A wrong file ends in one clear sentence and an untouched database", () => {
  const cases: [what: string, content: string | Buffer, sentence: string | RegExp][] = [
    [
      "a missing column",
      smallWith((cells) => cells.slice(0, -1)),
      "В первой строке файла «school.csv» нет того, что называет описание: «G3».",
    ],
    [
      "letters where a mark belongs",
      smallWithCell(7, "G3", "abc"),
      "Строка 7, столбец G3: «abc», а нужно целое число от 0 до 20.",
    ],
    [
      "a mark beyond the scale",
      smallWithCell(13, "G1", "21"),
      "Строка 13, столбец G1: «21», а нужно целое число от 0 до 20.",
    ],
    [
      "a mark with a fraction",
      smallWithCell(2, "G1", "10.5"),
      "Строка 2, столбец G1: «10.5», а нужно целое число от 0 до 20.",
    ],
    [
      "an empty cell",
      smallWithCell(2, "G2", ""),
      "Строка 2, столбец G2: пусто, а нужно целое число от 0 до 20.",
    ],
    [
      "a word the description does not translate",
      smallWithCell(4, "internet", "maybe"),
      "Строка 4, столбец internet: «maybe», а нужно одно из: «yes», «no».",
    ],
    [
      "a wrong word that three fields are read from",
      smallWithCell(4, "guardian", "aunt"),
      "Строка 4, столбец guardian: «aunt», а нужно одно из: «mother», «father», «other».",
    ],
    [
      "letters where an age belongs",
      smallWithCell(3, "age", "sixteen"),
      "Строка 3, столбец age: «sixteen», а нужно одно из: «15», «16», «17», «18», «19», «20», «21», «22».",
    ],
    [
      "letters of windows-1251",
      CP1251,
      'Файл «school.csv» не в кодировке UTF-8: строка 2, байт 0xC8. Сохраните его как «CSV UTF-8» или назовите кодировку в описании: "source": { "encoding": "windows-1251" }.',
    ],
    [
      "a picture named .csv",
      PNG,
      "Файл «school.csv» не CSV, а картинка PNG. Сохраните таблицу как «CSV UTF-8».",
    ],
    [
      "an Excel book named .csv",
      XLSX,
      "Файл «school.csv» не CSV, а книга Excel (xlsx) или архив zip. Сохраните таблицу как «CSV UTF-8».",
    ],
    [
      "a program named .csv",
      Buffer.from("\u007fELF\u0002\u0001\u0001\u0000\u0000"),
      "Файл «school.csv» не текст: байт 8 нулевой. Сохраните таблицу как «CSV UTF-8».",
    ],
    ["an empty file", "", "Файл «school.csv» пуст."],
    ["a file of blank lines", "\n\n  \n", "Файл «school.csv» пуст."],
    [
      "a header and nothing below",
      smallWith((cells) => cells).split("\n")[0]!,
      "В файле «school.csv» только заголовок и ни одной строки под ним.",
    ],
    [
      "a column nobody described",
      smallWith((cells, line) => [...cells, line === 1 ? "phone" : "1"]),
      "В файле «school.csv» есть столбец, о котором описание молчит: «phone». Опишите его или внесите в ignore с причиной.",
    ],
    [
      "a column twice",
      smallWith((cells, line) => [...cells, line === 1 ? "G3" : "1"]),
      "В файле «school.csv» дважды есть столбец «G3». Оставьте один.",
    ],
    [
      "a column without a name",
      smallWith((cells, line) => [...cells, line === 1 ? "" : "1"]),
      "В файле «school.csv» столбец 34 без названия. Назовите его.",
    ],
    [
      "a row that is too short",
      smallWith((cells, line) => (line === 5 ? cells.slice(1) : cells)),
      "Строка 5: 32 значения, а нужно 33, по числу столбцов.",
    ],
    [
      "a row that is too long",
      smallWith((cells, line) => (line === 6 ? [...cells, "?"] : cells)),
      "Строка 6: 34 значения, а нужно 33, по числу столбцов.",
    ],
    [
      "a blank row in the middle",
      smallWith((cells, line) => (line === 6 ? [""] : cells)),
      "Строка 6: пусто, а нужно заполнить её или убрать.",
    ],
    [
      "quotes that never end",
      smallWithCell(4, "G1", '"10'),
      /^В файле «school.csv» строка \d+: кавычки открыты и не закрыты как следует\.$/,
    ],
    [
      "readable garbage",
      "lorem ipsum\n".repeat(1000),
      /^В первой строке файла «school.csv» нет того, что называет описание: «school», /,
    ],
    [
      "far too many lines",
      "a\n".repeat(60_000),
      "В файле «school.csv» больше 50000 строк: похоже, это не таблица школы.",
    ],
  ];

  it.each(cases)("%s", async (_what, content, sentence) => {
    const said = await refusal(fileOf(content));
    if (typeof sentence === "string") expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
    expect(said.split("\n")).toHaveLength(1);
  });

  it("50 MB of garbage are refused before they are read", async () => {
    const path = fileOf(randomBytes(1024));
    const handle = openSync(path, "r+");
    ftruncateSync(handle, 50 * 1024 * 1024);
    writeSync(handle, randomBytes(1024), 0, 1024, 49 * 1024 * 1024);
    closeSync(handle);
    const started = performance.now();
    expect(await refusal(path)).toBe(
      "Файл «school.csv» весит 50 МБ, а принимается не больше 20 МБ: похоже, это не таблица школы.",
    );
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("19 MB of random bytes are refused in one sentence", async () => {
    const said = await refusal(fileOf(randomBytes(19 * 1024 * 1024)));
    expect(said).toMatch(/^Файл «school.csv» не .*\.$/);
  });

  it("a file that is not there, and a folder", async () => {
    expect(await refusal("/nowhere/marks.csv")).toBe("Файла «marks.csv» нет. Проверьте путь.");
    expect(await refusal(import.meta.dirname)).toBe("«imports» не файл. Укажите таблицу CSV.");
  });

  it("the same key twice names both rows", async () => {
    const mapping = mappingWith({ key: { column: "health" } });
    const file = fileOf(
      smallWith((cells, line) => (line === 1 ? cells : cells.with(columnAt("health"), String(line % 11)))),
    );
    expect(await refusal(file, mapping)).toBe(
      "Строка 13, столбец health: «2», а нужно ключ, которого ещё не было (он уже есть в строке 2).",
    );
  });

  it("a UTF-8 file described as windows-1251", async () => {
    const mapping = mappingWith({
      source: { name: "por", title: "проверка", encoding: "windows-1251" },
    });
    expect(await refusal(fileOf(smallWithCell(3, "Mjob", "врач")), mapping)).toBe(
      "Описание называет кодировку windows-1251, а файл «school.csv» в UTF-8. Уберите encoding из описания.",
    );
  });

  it("many wrong cells are named up to twenty, in the order of the file", async () => {
    const file = fileOf(
      smallWith((cells, line) =>
        line === 1
          ? cells
          : cells.with(columnAt("G1"), "x").with(columnAt("G3"), `\u001b[31m${"y".repeat(60)}`),
      ),
    );
    const lines = (await refusal(file)).split("\n");
    expect(lines).toHaveLength(21);
    expect(lines[0]).toBe("Строка 2, столбец G1: «x», а нужно целое число от 0 до 20.");
    expect(lines[1]).toBe(`Строка 2, столбец G3: «�[31m${"y".repeat(35)}…», а нужно целое число от 0 до 20.`);
    expect(lines[20]).toBe("…и ещё 4.");
  });
});

describe("A wrong command ends in a sentence", () => {
  const USAGE = "npm run import -- ФАЙЛ.csv --mapping ОПИСАНИЕ.json [--apply]";
  it.each([
    ["no file", [], `Не сказано, какой файл загрузить: ${USAGE}`],
    ["no mapping", ["a.csv"], `Не сказано, по какому описанию читать файл: ${USAGE}`],
    ["two files", ["a.csv", "b.csv"], `Файл должен быть один, а лишнее здесь «b.csv»: ${USAGE}`],
    ["an unknown option", ["a.csv", "--force"], `Команда написана не так: ${USAGE}`],
  ])("%s", async (_what, args, sentence) => {
    await expect(runImport(db, ...args)).rejects.toThrow(sentence);
  });
});
