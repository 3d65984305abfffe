import type { FinalStory, MarkStory, Period, Standing } from "../../src/deliveries/message.ts";
import type { PupilFinal } from "../../src/journal/progress.ts";
import type { Words } from "../words.ts";

const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"];
const LOWEST = 200;
const HIGHEST = 500;

/** A number to Fluent where the mark has a name of its own («пятёрка»), text everywhere else. */
export function named(value: string): number | string {
  return /^[1-5]$/.test(value) ? Number(value) : value;
}

/** «контрольная «Многочлены»» */
export function work(story: Pick<MarkStory, "work">, words: Words): string {
  const kind = workKind(story, words);
  const title = story.work.title?.replaceAll("«", "„").replaceAll("»", "“");
  return title ? words.say("work", { kind, title }) : kind;
}

/** «контрольная», where a line must stay short. */
export function workKind(story: Pick<MarkStory, "work">, words: Words): string {
  return words.lower(story.work.kind);
}

/** «исправлено по акту № 14: ошибка при подсчёте»; empty without an act. */
export function corrected(story: MarkStory | FinalStory, words: Words): string {
  if (story.act === null) return "";
  const act = actOf(story);
  return act ? words.say("corrected", { act }) : words.say("corrected-bare");
}

/** «Отметка отменена по акту № 14: ошибка при подсчёте.» */
export function cancelled(story: MarkStory, words: Words): string {
  if (story.act === null) return words.say("cancelled");
  const act = actOf(story);
  return act ? words.say("cancelled-by-act", { act }) : words.say("cancelled-by-act-bare");
}

function actOf(story: MarkStory | FinalStory): string {
  return (story.act ?? "").trim().replace(/\.$/, "");
}

/** «Контрольная «Многочлены», четверг, 26 ноября.» */
export function workOnDay(story: MarkStory, words: Words): string {
  return words.say("work-day", { work: words.upper(work(story, words)), day: words.weekday(story.date) });
}

/** «Изложение, 19 ноября, исправлено по акту № 14: ошибка при подсчёте.» */
export function workCorrected(story: MarkStory, words: Words): string {
  const parts = { work: words.upper(work(story, words)), day: words.day(story.date) };
  const act = corrected(story, words);
  return act ? words.say("work-day-corrected", { ...parts, corrected: act }) : words.say("work-day", parts);
}

/** «Средний балл 4,33, сейчас выходит 4. До пятёрки — две пятёрки подряд.»; empty when nothing is known. */
export function meaning(standing: Standing | null, words: Words): string {
  if (!standing) return "";
  const average = words.average(standing.average);
  const { comesOut: mark, disputed: upper } = standing;
  if (mark === null) return words.say("standing-plain", { average });
  const now = upper
    ? words.say("standing-disputed", { average, lower: mark, upper })
    : words.say("standing", { average, mark });
  return sentences(now, forecast(standing, words));
}

/** «Средний 4,33, выходит 4.» */
export function shortMeaning(standing: Standing | null, words: Words): string {
  if (!standing) return "";
  const average = words.average(standing.average);
  const { comesOut: mark, disputed: upper } = standing;
  if (mark === null) return words.say("standing-short-plain", { average });
  return upper
    ? words.say("standing-short-disputed", { average, lower: mark, upper })
    : words.say("standing-short", { average, mark });
}

/** «До пятёрки — две пятёрки подряд.» */
export function forecast({ lift, next }: Pick<Standing, "lift" | "next">, words: Words): string {
  if (lift) {
    const marks = words.upper(words.counted("marks-of", 1, { value: named(lift.of) }));
    return words.say("lift", { marks, average: words.average(lift.average) });
  }
  if (!next) return "";
  const marks = words.counted("marks-of", next.need, { value: named(next.of) });
  return words.say("forecast", {
    goal: words.say("mark-goal", { value: named(next.value) }),
    marks: words.language === "en" ? words.upper(marks) : marks,
    n: next.need,
  });
}

/** «Средний балл 4,40 по 15 отметкам, пятёрка у нас от 4,50.» */
export function finalMeaning(standing: Standing | null, words: Words): string {
  if (!standing) return "";
  const args = { average: words.average(standing.average), n: standing.marks };
  const { comesOut: lower, disputed: upper, next } = standing;
  if (lower && upper) return words.say("final-standing-disputed", { ...args, lower, upper });
  if (next?.from === undefined) return words.say("final-standing", args);
  return words.say("final-standing-from", {
    ...args,
    next: words.say("mark-name", { value: named(next.value) }),
    from: words.average(next.from),
  });
}

/** «Выставлена 26 ноября.», «Изменена 26 ноября по акту № 14: ошибка при подсчёте.» */
export function finalDay(story: FinalStory, words: Words): string {
  const day = words.day(story.date);
  const isNew = story.kind === "final.set";
  if (story.act === null)
    return isNew ? words.say("final-entered", { day }) : words.say("final-changed", { day });
  const act = actOf(story) ? ` ${actOf(story)}` : "";
  const args = { day, act };
  return isNew ? words.say("final-entered-by-act", args) : words.say("final-changed-by-act", args);
}

/** «за II четверть», «экзамен» */
export function period({ period }: Pick<FinalStory, "period">, words: Words): string {
  return words.say("period", { kind: period.kind, ...numbered(period) });
}

/** Of a final mark as the journal keeps it. */
export function periodOf(final: Pick<PupilFinal, "kind" | "termKind" | "termNumber" | "year">): Period {
  const { kind, termKind, termNumber, year } = final;
  if (termKind) return { kind: termKind, number: termNumber ?? 0 };
  return { kind: kind === "term" ? "final" : kind, year };
}

/** «алгебра за II четверть» */
export function subjectPeriod(story: FinalStory, subject: string, words: Words): string {
  return words.say("subject-period", { kind: story.period.kind, subject, period: period(story, words) });
}

function numbered(period: Period): { number: number; roman: string } {
  const number = "number" in period ? period.number : 0;
  return { number, roman: ROMAN[number - 1] ?? String(number) };
}

/** The average a blue line is drawn for, where the scale runs from 2 to 5. */
export function lineOf(standing: Standing | null): number | null {
  if (!standing || standing.comesOut === null) return null;
  return standing.average >= LOWEST && standing.average <= HIGHEST ? standing.average : null;
}

/** Sentences, or the empty ones among them left out. */
export function sentences(...parts: string[]): string {
  return parts.filter(Boolean).join(" ");
}

/** Parts of one sentence: «было 4, изложение». */
export function commas(...parts: string[]): string {
  return parts.filter(Boolean).join(", ");
}
