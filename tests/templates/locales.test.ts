import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LANGUAGES, wordsIn } from "../../templates/words.ts";

const templates = new URL("../../templates/", import.meta.url);
const bots = new URL("../../bots/", import.meta.url);

function keysOf(language: string): string[] {
  const folder = new URL("locales/", templates);
  const files = readdirSync(folder).filter((file) => file.startsWith(language));
  const ftl = files.map((file) => readFileSync(new URL(file, folder), "utf8")).join("\n");
  return [...ftl.matchAll(/^([a-z][\w-]*) =/gm)].map(([, key = ""]) => key);
}

/** Keys stand as plain text in the calls, so that a search finds them; those counted come from two lists. */
function keysInCode(): Set<string> {
  const used = new Set(["numeral", "absences", "marks", "finals", "withdrawn"]);
  for (const file of readdirSync(templates, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(file)) continue;
    const source = readFileSync(new URL(file, templates), "utf8");
    for (const [, call = ""] of source.matchAll(/\b(?:say|rich|counted)\(([^){]*)/g)) {
      for (const [, key = ""] of call.matchAll(/"([a-z][\w-]*)"/g)) used.add(key);
    }
  }
  // The bot's own begin alike, wherever they are named; it shares others.
  for (const file of readdirSync(bots, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const source = readFileSync(new URL(file, bots), "utf8");
    for (const [, key = ""] of source.matchAll(/"(bot-[\w-]*)"/g)) used.add(key);
  }
  return used;
}

test("both languages have the same words", () => {
  expect(keysOf("en")).toEqual(keysOf("ru"));
  expect(new Set(keysOf("ru")).size).toBe(keysOf("ru").length);
});

test("the code asks for every word there is and for no other", () => {
  const keys = new Set(keysOf("ru"));
  const used = keysInCode();
  expect([...keys].filter((key) => !used.has(key))).toEqual([]);
  expect([...used].filter((key) => !keys.has(key))).toEqual([]);
});

test("a missing word or a missing piece of it is an error, not half a sentence", () => {
  for (const language of LANGUAGES) {
    expect(() => wordsIn(language).say("no-such-word")).toThrow("no-such-word");
    expect(() => wordsIn(language).say("who", { name: "Анна" })).toThrow();
  }
});

test("small counts are words, and the noun agrees with them", () => {
  const { counted } = wordsIn("ru");
  const marks = (n: number) => counted("marks", n);
  expect([1, 2, 5, 10, 11, 21, 22, 25].map(marks)).toEqual([
    "одна отметка",
    "две отметки",
    "пять отметок",
    "десять отметок",
    "11 отметок",
    "21 отметка",
    "22 отметки",
    "25 отметок",
  ]);
  expect([1, 3, 7].map((n) => counted("marks-of", n, { value: 5 }))).toEqual([
    "одна пятёрка",
    "три пятёрки",
    "семь пятёрок",
  ]);
  expect(counted("marks-of", 2, { value: "20" })).toBe("две отметки 20");
});

test("dates, averages and subjects are written as the family reads them", () => {
  const ru = wordsIn("ru");
  expect(ru.weekday("2026-11-26")).toBe("четверг, 26 ноября");
  expect(ru.day("2026-11-19")).toBe("19 ноября");
  expect(ru.fullDay("2026-11-27")).toBe("27 ноября 2026 года");
  expect(ru.shortDay("2026-11-26")).toBe("26.11");
  expect([433, 300, 1420, 45].map(ru.average)).toEqual(["4,33", "3,00", "14,20", "0,45"]);
  expect(["Алгебра", "ИЗО", "Английский язык", "ОБЗР"].map(ru.subject)).toEqual([
    "алгебра",
    "ИЗО",
    "английский язык",
    "ОБЗР",
  ]);
  expect(wordsIn("en").average(433)).toBe("4.33");
});
