import { startsEntry, startsSingleEntry } from "./looking.ts";
import {
  hasName,
  isPair,
  isStrong,
  isValueWord,
  placeOf,
  type Read,
  type Reader,
  tokenAt,
  type What,
} from "./reader.ts";
import { asDigits } from "./spelling.ts";
import { AND, codeOf, GETS, isCame, MINUTES, NOT, noteOf, UP_TO } from "./vocabulary.ts";

const LONGEST_LATE_MINUTES = 90;

/** Passes over what stands between somebody and a value: «-», «:», a tab, «получил». */
export function toWhat(reader: Reader, index: number): Read<{ hasColon: boolean; hasDash: boolean }> {
  const thing = { hasColon: false, hasDash: false };
  let next = index;
  for (;;) {
    const token = tokenAt(reader, next);
    const isPassed =
      isPair(token) ||
      token.kind === "tab" ||
      token.kind === "dot" ||
      (token.kind === "word" && GETS.test(token.word) && !saysOnTheSpot(reader, next));
    if (!isPassed) return { thing, next };
    if (token.kind === "colon") thing.hasColon = true;
    if (token.kind === "dash" || token.kind === "pair") thing.hasDash = true;
    next += 1;
  }
}

/** «5», «4/5», «5-», «н», «оп 10 мин», «5/оп»; null: nothing of that stands here. */
export function readWhat(reader: Reader, index: number): Read<What> | null {
  const what = emptyWhat();
  let next = readPiece(reader, index, what);
  if (next === null) return null;
  for (;;) {
    const joint = tokenAt(reader, next);
    const goesOn =
      joint.kind === "slash" ||
      (AND.test(joint.word) && what.note === null && isValueWord(reader, tokenAt(reader, next + 1)));
    // «5/4, 9: 3»: the four belongs to the five, not to the list behind it.
    const isNext = joint.kind === "slash" ? startsSingleEntry : startsEntry;
    if (!goesOn || isNext(reader, next + 1)) break;
    const further: number | null = readPiece(reader, next + 1, what);
    if (further === null) break;
    next = further;
  }
  next = readDecimals(reader, next, what);
  Object.assign(what, placeOf(reader, index, next));
  return { thing: what, next };
}

function emptyWhat(): What {
  return {
    at: 0,
    length: 0,
    values: [],
    unfit: [],
    signs: [],
    note: null,
    lateMinutes: null,
    isGenitive: false,
    isUnclear: false,
  };
}

/** One value or note with its signs and minutes, written into `what`; where it ends. */
function readPiece(reader: Reader, index: number, what: What): number | null {
  const token = tokenAt(reader, index);
  if (token.kind === "plus") {
    if (tokenAt(reader, index + 1).kind !== "number") return null;
    what.signs.push(placeOf(reader, index, index + 1));
    return readPiece(reader, index + 1, what);
  }
  if (token.kind === "number") return readNumberValue(reader, index, what);
  if (token.kind !== "word" || hasName(reader, index)) return null;
  return readWordPiece(reader, index, what);
}

function readNumberValue(reader: Reader, index: number, what: What): number {
  const { word } = tokenAt(reader, index);
  const code = codeOf(word, reader.scale);
  if (code === null) what.unfit.push(placeOf(reader, index, index + 1));
  else what.values.push(code);
  return readSigns(reader, index + 1, what);
}

function readWordPiece(reader: Reader, index: number, what: What): number | null {
  const { word } = tokenAt(reader, index);
  const following = tokenAt(reader, index + 1);
  if (NOT.test(word)) {
    const isAbsent = isCame(following.word);
    const code = codeOf(`не${following.word}`, reader.scale);
    if (isAbsent) note(what, "absent");
    else if (code !== null) what.values.push(code);
    else return null;
    return index + 2;
  }
  if (saysOnTheSpot(reader, index)) {
    note(what, "present");
    return index + 2;
  }
  const code = codeOf(word, reader.scale);
  if (code !== null) {
    what.values.push(code);
    return readSigns(reader, index + 1, what);
  }
  const noted = noteOf(word);
  if (noted !== null) {
    note(what, noted);
    what.isGenitive ||= word.startsWith("нет");
    return noted === "late" ? readMinutes(reader, index + 1, what) : index + 1;
  }
  const digits = word.length === 1 ? asDigits(word) : null;
  if (digits === null) return null;
  const like = codeOf(digits, reader.scale);
  if (like === null) what.unfit.push(placeOf(reader, index, index + 1));
  else what.values.push(like);
  return readSigns(reader, index + 1, what);
}

/** «н/есть» is two things at once. */
function note(what: What, noted: NonNullable<What["note"]>): void {
  if (what.note !== null && what.note !== noted) what.isUnclear = true;
  what.note = noted;
}

function saysOnTheSpot(reader: Reader, index: number): boolean {
  return tokenAt(reader, index).word === "на" && tokenAt(reader, index + 1).word === "месте";
}

/** «5-», «4+»: a sign touches its value and nothing behind it. */
function readSigns(reader: Reader, index: number, what: What): number {
  let next = index;
  for (;;) {
    const token = tokenAt(reader, next);
    const behind = tokenAt(reader, next + 1);
    const isFree = !behind.isGlued || isStrong(behind) || !["number", "word"].includes(behind.kind);
    const isSign = token.isGlued && (token.kind === "plus" || (token.kind === "dash" && isFree));
    if (!isSign) return next;
    what.signs.push(placeOf(reader, next, next + 1));
    next += 1;
  }
}

/** «оп10», «оп 10 мин», «оп (10)»; a number that could be a mark or the next pupil stays where it is. */
function readMinutes(reader: Reader, index: number, what: What): number {
  let next = index;
  while (isPair(tokenAt(reader, next)) || tokenAt(reader, next).word === "на") next += 1;
  const number = tokenAt(reader, next);
  if (number.kind !== "number") return index;
  const hasUnit = MINUTES.test(tokenAt(reader, next + 1).word);
  const isPlain = codeOf(number.word, reader.scale) === null && !startsEntry(reader, next);
  const isAttached = next === index && (number.isGlued || number.isBracketed);
  if (!hasUnit && !isPlain && !isAttached) return index;
  what.lateMinutes = Number(number.word);
  if (what.lateMinutes < 1 || what.lateMinutes > LONGEST_LATE_MINUTES) what.isUnclear = true;
  return hasUnit ? next + 2 : next + 1;
}

/** «4,5» and «4.5» are no mark, and who wrote them may have meant two. */
function readDecimals(reader: Reader, index: number, what: What): number {
  const [joint, number] = [tokenAt(reader, index), tokenAt(reader, index + 1)];
  const isNumber =
    (joint.kind === "comma" || joint.kind === "dot") && joint.isGlued && number.kind === "number";
  if (!isNumber || !number.isGlued || startsSingleEntry(reader, index + 1)) return index;
  if (tokenAt(reader, index - 1).kind !== "number") return index;
  what.isUnclear = true;
  return index + 2;
}

/** «с 1 по 5»: its end, and what it spans. */
export function readSpan(reader: Reader, index: number): Read<{ from: number; to: number }> | null {
  const [from, upTo, to] = [1, 2, 3].map((step) => tokenAt(reader, index + step));
  if (from!.kind !== "number" || !UP_TO.test(upTo!.word) || to!.kind !== "number") return null;
  return { thing: { from: Number(from!.word), to: Number(to!.word) }, next: index + 4 };
}
