import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askFirst } from "../../src/marks/wanted.ts";
import { readRefusals, refusalIn } from "../../templates/refusals.ts";
import { importsOf, readSource, type SourceFile } from "../house/tree.ts";

const ROOT = join(import.meta.dirname, "../..");
const REFUSES = /\bnew (?:BadInput|Closed|Conflict|ConfirmFirst|Forbidden|NotFound)\(/;
const LITERAL = /"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\$]|\\.|\$\{(?:[^{}`]|\{[^{}]*\})*\})*)`/g;
const NAMED = /\$\{(?:[^{}`]|\{[^{}]*\})*\}/g;
/** Marks are written as the journal has them. */
const MARKS = /осв|н\/а|незач|зач/g;

/** Everything the bot runs. */
function reached(): SourceFile[] {
  const found = new Map<string, SourceFile>();
  const todo = ["bots/main.ts"];
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    if (found.has(path) || !/\.tsx?$/.test(path) || !existsSync(join(ROOT, path))) continue;
    const file = readSource(path);
    found.set(path, file);
    todo.push(...importsOf(file).flatMap(({ to, typeOnly }) => (typeOnly ? [] : [to])));
  }
  return [...found.values()];
}

/** Russian sentences of the files that refuse anything, `{}` for what they name. */
function sentencesOf({ text }: SourceFile): string[] {
  const code = text.replace(/^\s*(?:\*|\/\/|\/\*).*$/gm, "");
  return [...code.matchAll(LITERAL)]
    .map(([, plain, named]) => (plain ?? named ?? "").replace(NAMED, "{}"))
    .filter((literal) => /^[А-ЯЁ«].*\s.*[.?!]$/.test(literal));
}

const said = new Set(
  reached()
    .filter(({ path, text }) => /^(?:src|bots)\//.test(path) && REFUSES.test(text))
    .flatMap(sentencesOf),
);
const refusals = new Map(readRefusals());

test("Whatever a verb refuses to somebody in the bot has its English in templates/locales/refusals.en.txt", () => {
  expect(said.size).toBeGreaterThan(100);
  expect([...said].filter((sentence) => !refusals.has(sentence))).toEqual([]);
});

test("English refusals hold no Russian, and name as much as the Russian ones", () => {
  const gaps = (text: string) => text.split("{}").length;
  for (const [russian, english] of refusals) {
    expect([russian, english.replace(MARKS, "")]).toEqual([russian, expect.not.stringMatching(/[а-яё]|^$/i)]);
    expect([russian, gaps(english) <= gaps(russian)]).toEqual([russian, true]);
  }
});

test("A sentence that names days names them in English too; to Russian readers nothing changes", () => {
  const closed = "День урока, 26.11.2026, закрыт. Отметку можно изменить только по акту через завуча.";
  expect(refusalIn("en", closed)).toBe(
    "The day of the lesson, 26.11.2026, is closed. The mark can be changed by an act only, through the deputy head.",
  );
  expect(refusalIn("ru", closed)).toBe(closed);
  for (const [russian, english] of refusals)
    expect(refusalIn("en", russian.replaceAll("{}", "7"))).toBe(english.replaceAll("{}", "7"));
});

test("What is asked back about a 1 and an absent pupil at once has its English as well", () => {
  const wanted = [
    { pupilId: "anna", value: "1", valueId: null },
    { pupilId: "roman", value: "4", valueId: null },
  ];
  let asked = "";
  try {
    askFirst(wanted, new Set(["roman"]), []);
  } catch (error) {
    asked = (error as Error).message;
  }
  expect(refusalIn("en", asked)).toBe(
    "A 1 was set, which is rare. If it is meant, confirm it; if not, correct it. Somebody noted as absent has a mark. If it is right, confirm it; if not, remove it.",
  );
});
