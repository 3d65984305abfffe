import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readMapping } from "../../../src/imports/imports.ts";
import { fileOf, MAPPING, mappingWith } from "./small-por.ts";

const good = JSON.parse(readFileSync(MAPPING, "utf8"));

describe("A wrong mapping is one sentence with the path", () => {
  const cases: [what: string, change: Record<string, unknown>, sentence: string][] = [
    ["a part that is missing", { key: undefined }, "key: этого нет, а нужно: объект { … }"],
    ["a word nobody knows", { keys: 1 }, "весь файл: лишнее: «keys»"],
    [
      "a prefix with a space",
      { source: { ...good.source, name: "my school" } },
      "source.name: нужны строчные латинские буквы, цифры и дефис, до 20 знаков",
    ],
    [
      "an encoding nobody reads",
      { source: { ...good.source, encoding: "koi8-r" } },
      "source.encoding: нужно одно из: «utf-8», «windows-1251»",
    ],
    ["two keys at once", { key: { row: true, column: "id" } }, "key: нужно ровно одно из column, row"],
    [
      "a day that does not exist",
      { schoolYear: { ...good.schoolYear, endsOn: "2027-02-30" } },
      "schoolYear.endsOn: нужна дата вида 2026-09-01",
    ],
    [
      "a year that ends before it begins",
      { schoolYear: { ...good.schoolYear, endsOn: "2026-05-26" } },
      "schoolYear.endsOn: год кончается раньше, чем начался",
    ],
    [
      "a level of class 12",
      { class: { ...good.class, level: { value: 12 } } },
      "class.level.value: нужно не больше 11",
    ],
    [
      "a level in words",
      { class: { ...good.class, level: { column: "age", values: { "15": "восьмой" } } } },
      "class.level.values.15: нужно: число",
    ],
    [
      "a field from two places",
      { class: { ...good.class, letter: { value: "А", column: "school" } } },
      "class.letter: нужно ровно одно из value, template, column",
    ],
    [
      "a slot nobody fills",
      { pupil: { ...good.pupil, surname: { template: "Заглушка-{name}" } } },
      "pupil.surname.template: в шаблоне можно писать только {key} и {row}",
    ],
    [
      "a made-up name that looks like a real one",
      { pupil: { ...good.pupil, surname: { value: "Иванов" } } },
      "pupil.surname: фамилия-заглушка должна быть шаблоном с {key}, чтобы её не спутать с настоящей",
    ],
    [
      "a way of contact nobody delivers",
      { contacts: { ...good.contacts, way: { value: "pigeon" } } },
      'contacts.way.value: нужно "email", "telegram", "paper", "none" или { "alternate": ["email", "telegram"] }',
    ],
    [
      "a way without an address",
      { contacts: { ...good.contacts, telegram: undefined } },
      "contacts.telegram: этот способ выбран, а адрес не описан",
    ],
    [
      "contacts of nobody",
      { guardian: undefined, consents: [] },
      "contacts: контакты принадлежат родителю, а guardian не описан",
    ],
    [
      "a scale that is not described",
      { results: [{ ...good.results[2], scale: "five" }] },
      "results.0.scale: шкалы «five» нет в scales",
    ],
    [
      "a translation beyond the scale",
      { results: [{ ...good.results[2], values: { best: "21" } }] },
      "results.0.values.best: значения «21» нет на шкале «twenty»",
    ],
    [
      "a term mark without its term",
      { results: [{ ...good.results[0], term: undefined }] },
      "results.0.term: номер периода нужен отметке за период, и только ей",
    ],
    [
      "a term nobody described",
      { results: [{ ...good.results[0], term: 4 }] },
      "results.0.term: периода 4 нет в terms",
    ],
    [
      "two columns for one mark",
      { results: [good.results[2], { ...good.results[2], column: "G2" }] },
      "results.1.column: столбец G2 описывает ту же отметку, что и другой столбец",
    ],
    [
      "two terms of one number",
      { terms: [...good.terms, good.terms[0]] },
      "terms.4: период с этим номером для этих параллелей уже описан",
    ],
  ];

  it.each(cases)("%s", async (_what, change, sentence) => {
    await expect(readMapping(mappingWith(change))).rejects.toThrow(`Описание «mapping.json», ${sentence}`);
  });

  it("no JSON at all, and no file at all", async () => {
    await expect(readMapping(fileOf("{ key: 1 }", "m.json"))).rejects.toThrow(
      "Описание «m.json» не читается как JSON",
    );
    await expect(readMapping("/nowhere/m.json")).rejects.toThrow(
      "Описания «m.json» нет. Проверьте путь после --mapping.",
    );
  });
});
