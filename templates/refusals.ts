import { readFileSync } from "node:fs";
import type { Language } from "../src/deliveries/message.ts";

/** By the Russian sentence as the code has it, `{}` where it names something; its English below it, indented. */
const FILE = new URL("./locales/refusals.en.txt", import.meta.url);
const GAP = "{}";

interface Refusal {
  pattern: RegExp;
  english: string;
}

let read: Refusal[] | null = null;

/** What a verb says when a rule is broken (src/errors.ts), to somebody who reads this language. */
export function refusalIn(language: Language, sentence: string): string {
  if (language === "ru") return sentence;
  read ??= readRefusals().map(([russian, english]) => ({ pattern: patternOf(russian), english }));
  for (const { pattern, english } of read) {
    const found = pattern.exec(sentence);
    if (found) return fill(english, found.slice(1));
  }
  return sentence;
}

/** Pairs of a Russian sentence and its English. */
export function readRefusals(): [russian: string, english: string][] {
  return readFileSync(FILE, "utf8")
    .trim()
    .split(/\n(?=\S)/)
    .map((entry) => {
      const [russian = "", english = ""] = entry.split("\n");
      return [russian.trim(), english.trim()];
    });
}

function patternOf(russian: string): RegExp {
  const parts = russian.split(GAP).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("(.+?)")}$`, "s");
}

/** What is named keeps its order. */
function fill(english: string, named: string[]): string {
  return english.split(GAP).reduce((text, part, at) => `${text}${named[at - 1] ?? ""}${part}`);
}
