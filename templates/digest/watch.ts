import type { SubjectRow } from "../../src/digests/digest.ts";
import type { KnownDigest } from "../content-level.ts";
import { forecast, named, sentences } from "../messages/phrases.ts";
import type { Words } from "../words.ts";
import type { DigestLine } from "./contents.ts";

/** Further away it is a wish, and the column «выходит» has said where things stand. */
const NEAR = 5;

/** «На что смотреть» (R62): what fell and what may fall first, then what is within reach, the nearest first. */
export function watch({ subjects, frequency }: KnownDigest, words: Words): DigestLine[] {
  const known = subjects.filter(({ few }) => !few);
  const ahead = frequency === "weekly" ? [...known].sort((a, b) => needOf(a) - needOf(b)) : [];
  const fallen = known.filter(hasFallen);
  const said = [
    ...fallen.map((row) => warning(fell(row, words))),
    ...known.filter((row) => !hasFallen(row)).map((row) => warning(risk(row, words))),
    ...known.filter((row) => !hasFallen(row)).map((row) => calm(moved(row, words))),
    ...known.map((row) => calm(disputed(row, words))),
    ...ahead
      .filter((row) => !fallen.some((one) => bringsBack(one) && one === row))
      .map((row) => calm(next(row, words))),
  ];
  return said.filter(({ text }) => text);
}

function warning(text: string): DigestLine {
  return { when: "", warns: true, text };
}

function calm(text: string): DigestLine {
  return { when: "", warns: false, text };
}

function hasFallen({ cameOut, comesOut }: SubjectRow): boolean {
  return cameOut !== null && comesOut !== null && Number(comesOut) < Number(cameOut);
}

function bringsBack({ forecast: way, cameOut, disputed: upper }: SubjectRow): boolean {
  return !upper && way !== null && way.possible && way.value === cameOut && way.need <= NEAR;
}

/** «География: выходила 5, теперь 4. Одна пятёрка её вернёт.» */
function fell(row: SubjectRow, words: Words): string {
  const { forecast: way } = row;
  if (!way || !bringsBack(row)) return moved(row, words);
  const marks = words.upper(words.counted("marks-of", way.need, { value: named(way.of) }));
  return sentences(moved(row, words), words.say("digest-back", { marks, n: way.need }));
}

function moved({ subject, cameOut, comesOut }: SubjectRow, words: Words): string {
  if (cameOut === null || comesOut === null) return "";
  return words.say("digest-moved", { subject: words.upper(subject), was: cameOut, mark: comesOut });
}

/** «Английский язык: четвёрка без запаса, две тройки подряд сделают 3.» */
function risk({ subject, comesOut, atRisk }: SubjectRow, words: Words): string {
  if (!atRisk || comesOut === null) return "";
  return words.say("digest-risk", {
    subject: words.upper(subject),
    mark: words.say("mark-name", { value: named(comesOut) }),
    marks: words.counted("marks-of", atRisk.need, { value: named(atRisk.of) }),
    n: atRisk.need,
    worse: atRisk.value,
  });
}

function disputed({ subject, comesOut, disputed: upper }: SubjectRow, words: Words): string {
  if (!upper || comesOut === null) return "";
  return words.say("digest-disputed", { subject: words.upper(subject), lower: comesOut, upper });
}

/** «Алгебра: до пятёрки — две пятёрки подряд. Впереди 18 уроков.» */
function next(row: SubjectRow, words: Words): string {
  const { subject, forecast: way, disputed: upper, lessonsLeft } = row;
  if (!way || needOf(row) > NEAR) return "";
  const left = lessonsLeft ? words.upper(words.counted("digest-lessons-left", lessonsLeft)) : "";
  if (way.possible) {
    const said = words.lower(forecast({ next: way }, words));
    return sentences(words.say("digest-forecast", { subject: words.upper(subject), forecast: said }), left);
  }
  // Said where marks came, not again every week; and where the teacher decides nothing is ruled out.
  if (upper || row.marks.length === 0) return "";
  const mark = words.say("mark-name", { value: named(way.value) });
  return sentences(words.say("digest-impossible", { subject: words.upper(subject), mark }), left);
}

/** What is out of reach comes last. */
function needOf({ forecast: way }: SubjectRow): number {
  if (!way) return Number.POSITIVE_INFINITY;
  return way.possible ? way.need : NEAR;
}
