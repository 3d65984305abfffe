import { readdirSync, readFileSync } from "node:fs";
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import type { ComponentChildren } from "preact";
import type { Language } from "../src/deliveries/message.ts";

export const LANGUAGES = ["ru", "en"] as const satisfies Language[];

export interface Words {
  language: Language;
  /** Throws where the key or one of its arguments is missing: half a sentence is never sent. */
  say(key: string, args?: Record<string, FluentVariable>): string;
  /** The same with markup in place of some arguments; everything else is escaped by whoever renders it. */
  rich(
    key: string,
    args: Record<string, FluentVariable>,
    markup: Record<string, ComponentChildren>,
  ): ComponentChildren;
  /** «две отметки»: the key gets `n` for its plural and `count` for the word. */
  counted(key: string, n: number, args?: Record<string, FluentVariable>): string;
  /** «четверг, 26 ноября» */
  weekday(isoDay: string): string;
  /** «26 ноября» */
  day(isoDay: string): string;
  /** «26 ноября 2026 года», for documents. */
  fullDay(isoDay: string): string;
  /** «23–27 ноября», «30 ноября – 4 декабря»; of one day the day. */
  days(from: string, to: string): string;
  /** «26.11», for the margin. */
  shortDay(isoDay: string): string;
  /** Hundredths: 433 → «4,33» */
  average(hundredths: number): string;
  /** A subject inside a sentence: «алгебра»; English writes it as the school does. */
  subject(text: string): string;
  /** First letter as inside a sentence and at its beginning; «ИЗО» stays «ИЗО». */
  lower(text: string): string;
  upper(text: string): string;
  /** «Анна, Егор и Вера» */
  list(names: string[]): string;
}

/** `ru.ftl`, and what was parted from it by what it speaks of: `ru-attendance.ftl`. */
const FOLDER = new URL("./locales/", import.meta.url);
const LOCALES: Record<Language, string> = { ru: "ru-RU", en: "en-GB" };
// A private-use character never stands in a sentence, so a piece of markup can wait behind it.
const OPEN = "\uE000";
const CLOSE = "\uE001";

const loaded = new Map<Language, Words>();

export function wordsIn(language: Language): Words {
  const words = loaded.get(language) ?? loadWords(language);
  loaded.set(language, words);
  return words;
}

function loadWords(language: Language): Words {
  const locale = LOCALES[language];
  const bundle = new FluentBundle(locale, { useIsolating: false });
  for (const file of readdirSync(FOLDER).filter((name) => name.startsWith(language))) {
    const [broken] = bundle.addResource(new FluentResource(readFileSync(new URL(file, FOLDER), "utf8")));
    if (broken) throw broken;
  }

  const say = (key: string, args: Record<string, FluentVariable> = {}): string => {
    const pattern = bundle.getMessage(key)?.value;
    if (!pattern) throw new Error(`the words in "${language}" have no "${key}"`);
    return bundle.formatPattern(pattern, args);
  };
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    return (isoDay: string) => format.format(utc(isoDay));
  };
  const day = dates({ day: "numeric", month: "long" });
  const range = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" });
  const decimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const lower = (text: string) => (isAbbreviation(text) ? text : swapFirst(text, "toLowerCase"));
  const names = new Intl.ListFormat(locale, { type: "conjunction" });

  return {
    language,
    say,
    rich(key, args, markup) {
      const pieces = Object.values(markup);
      const holders = Object.keys(markup).map((name, at) => [name, `${OPEN}${at}${CLOSE}`]);
      return say(key, { ...args, ...Object.fromEntries(holders) })
        .split(new RegExp(`${OPEN}(\\d+)${CLOSE}`))
        .map((part, at) => (at % 2 === 0 ? part : pieces[Number(part)]));
    },
    counted: (key, n, args) => say(key, { ...args, n, count: say("numeral", { n }) }),
    weekday: dates({ weekday: "long", day: "numeric", month: "long" }),
    day,
    fullDay: (isoDay) => say("full-day", { day: day(isoDay), year: isoDay.slice(0, 4) }),
    days: (from, to) => range.formatRange(utc(from), utc(to)),
    shortDay: (isoDay) => `${isoDay.slice(8)}.${isoDay.slice(5, 7)}`,
    average: (hundredths) => decimal.format(hundredths / 100),
    subject: (text) => (language === "ru" ? lower(text) : text),
    lower,
    upper: (text) => swapFirst(text, "toUpperCase"),
    list: (items) => names.format(items),
  };
}

function utc(isoDay: string): Date {
  return new Date(`${isoDay}T00:00:00Z`);
}

function isAbbreviation(text: string): boolean {
  return /^\p{Lu}[\p{Lu}\p{N}]/u.test(text);
}

function swapFirst(text: string, way: "toLowerCase" | "toUpperCase"): string {
  const [first = ""] = text;
  return first[way]() + text.slice(first.length);
}
