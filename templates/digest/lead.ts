import type { KnownDigest } from "../content-level.ts";
import { named, sentences } from "../messages/phrases.ts";
import type { Words } from "../words.ts";

/** The Sentence: «11 отметок: четыре пятёрки, … Пропущено два урока, причина уважительная.» */
export function lead(digest: KnownDigest, words: Words): string {
  return sentences(marks(digest, words), missed(digest, words), inTerm(digest, words), late(digest, words));
}

/** The same for a list of letters, without any mark and any reason. */
export function preview(digest: KnownDigest, words: Words): string {
  const bare = { ...digest, marks: [], attendance: { ...digest.attendance, whys: [] } };
  return sentences(marks(bare, words), missed(bare, words));
}

function marks(digest: KnownDigest, words: Words): string {
  const n = digest.subjects.reduce((sum, row) => sum + row.marks.length, 0);
  if (n === 0) return digest.frequency === "weekly" ? words.say("digest-no-marks") : "";
  const sum = words.upper(words.counted("marks", n));
  const values = digest.marks.map(({ value, count }) =>
    words.counted("marks-of", count, { value: named(value) }),
  );
  // A single kind says the number itself: «Пять пятёрок.»
  if (values.length === 1) return `${words.upper(values.join())}.`;
  return values.length > 0 ? `${sum}: ${values.join(", ")}.` : `${sum}.`;
}

function missed({ attendance, frequency }: KnownDigest, words: Words): string {
  if (attendance.missed === 0) return frequency === "weekly" ? words.say("digest-none-missed") : "";
  const lessons = words.upper(words.counted("missed", attendance.missed));
  const [only, ...more] = attendance.whys;
  if (!only) return `${lessons}.`;
  const why = (reason: string) => words.say("digest-why", { reason });
  if (more.length === 0) return words.say("digest-missed-why", { missed: lessons, why: why(only.reason) });
  const whys = attendance.whys.map(({ reason, lessons: n }) =>
    words.say("digest-why-part", { why: why(reason), n }),
  );
  return words.say("digest-missed-whys", { missed: lessons, whys: whys.join(", ") });
}

function inTerm({ attendance: { missed, missedInTerm } }: KnownDigest, words: Words): string {
  return missed > 0 && missedInTerm > missed ? words.say("digest-missed-in-term", { n: missedInTerm }) : "";
}

function late({ attendance }: KnownDigest, words: Words): string {
  return attendance.late > 0 ? words.say("digest-late", { n: attendance.late }) : "";
}
