import { readGroup, readValueFirst, say } from "./entries.ts";
import { isSpacePair, pastBlanks, startsEntry, startsNumberGroup } from "./looking.ts";
import {
  endsRow,
  fault,
  hasName,
  isPair,
  isValueWord,
  type Named,
  placeOf,
  type Read,
  type Reader,
  readNumber,
  tokenAt,
  type What,
} from "./reader.ts";
import { noteOf } from "./vocabulary.ts";
import { readSpan, readWhat, toWhat } from "./whats.ts";
import { byNumber, readWho } from "./whos.ts";

/** Longer ranges are a slip: no class is so large. */
const LONGEST_RANGE = 60;

/** Whatever begins with a number of the list. */
export function readNumbered(reader: Reader, index: number): number {
  const from = tokenAt(reader, index).kind === "numberSign" ? index + 1 : index;
  const number = readNumber(reader, from);
  if (!number) return index + 1;
  const first = readValueFirst(reader, index);
  if (first !== null) return first;
  if (readWho(reader, from)) return readGroup(reader, index);
  if (startsNumberGroup(reader, from)) return readNumberGroup(reader, from);
  const joint = tokenAt(reader, number.next);
  if (isTime(reader, number)) {
    const next = pastDate(reader, number.next + 2);
    reader.warnings.push({ kind: "ignored", pupilIds: [], ...placeOf(reader, index, next) });
    return next;
  }
  const isListed =
    ["dot", "close"].includes(joint.kind) && (index === 0 || endsRow(tokenAt(reader, index - 1)));
  if (isPair(joint) || isListed) return readPair(reader, index, number);
  const what = readWhat(reader, pastBlanks(reader, number.next));
  if (
    what &&
    (isSpacePair(reader, from) || what.thing.note !== null || tokenAt(reader, index).kind === "numberSign")
  )
    return say(reader, { from: index, who: [byNumber(reader, number, index)], what });
  return fault(reader, "noPupil", { from: index, next: pastNumbers(reader, index) });
}

/** «10:15», «8.40», «25.11»: a number nobody needs. */
function isTime(reader: Reader, number: Read<number>): boolean {
  const [joint, minutes] = [tokenAt(reader, number.next), tokenAt(reader, number.next + 1)];
  if (joint.kind !== "colon" && joint.kind !== "dot") return false;
  return (
    joint.isGlued &&
    minutes.isGlued &&
    minutes.kind === "number" &&
    minutes.length === 2 &&
    !isValueWord(reader, minutes)
  );
}

/** The year of «25.11.2026». */
function pastDate(reader: Reader, index: number): number {
  const [dot, year] = [tokenAt(reader, index), tokenAt(reader, index + 1)];
  return dot.kind === "dot" && dot.isGlued && year.kind === "number" && year.isGlued ? index + 2 : index;
}

function readPair(reader: Reader, index: number, number: Read<number>): number {
  const range = readRange(reader, index, number);
  if (range !== null) return range;
  const isListed = tokenAt(reader, number.next).kind === "close";
  const { next, thing } = toWhat(reader, isListed ? number.next + 1 : number.next);
  const what = readWhat(reader, next);
  if (!what) return fault(reader, "noValue", { from: index, next });
  const last = reader.said.at(-1);
  // «1-5, 7: 4»: a range in a list, or a five for the first?
  if (
    thing.hasColon &&
    last &&
    tokenAt(reader, index - 1).kind === "comma" &&
    isDashed(reader, last.at, index)
  ) {
    reader.said.pop();
    reader.faults.push({
      kind: "unclear",
      at: last.at,
      length: tokenAt(reader, what.next - 1).at + tokenAt(reader, what.next - 1).length - last.at,
      example: "",
    });
    return what.next;
  }
  return say(reader, { from: index, who: [byNumber(reader, number, index)], what });
}

/** The entry that ended before the comma was «1-5». */
function isDashed(reader: Reader, at: number, comma: number): boolean {
  const first = tokenAt(reader, comma - 4);
  return first.at === at && first.kind === "number" && tokenAt(reader, comma - 3).kind === "dash";
}

/** «1-5: 4»: a dash between two numbers and a colon behind them. */
function readRange(reader: Reader, index: number, number: Read<number>): number | null {
  const to = tokenAt(reader, number.next + 1);
  if (tokenAt(reader, number.next).kind !== "dash" || to.kind !== "number") return null;
  const behind = tokenAt(reader, number.next + 2);
  if (!isPair(behind) || (behind.kind === "dash" && !isRangeDash(reader, number.next + 2))) return null;
  const { next } = toWhat(reader, number.next + 2);
  const what = readWhat(reader, next);
  if (behind.kind !== "colon" && behind.kind !== "pair")
    return fault(reader, "unclear", { from: index, next: what?.next ?? next });
  if (!what) return fault(reader, "noValue", { from: index, next });
  return sayRange(reader, {
    from: index,
    end: number.next + 2,
    span: { from: number.thing, to: Number(to.word) },
    what,
  });
}

/** «1-5 - 4» may be a range; «3-5 - 7-4», «3-5-» and «3-5 - Ким 4» are not. */
function isRangeDash(reader: Reader, index: number): boolean {
  const after = tokenAt(reader, index + 1);
  if (after.kind === "word") return !hasName(reader, index + 1) && noteOf(after.word) !== null;
  return after.kind === "number" && !startsEntry(reader, index + 1);
}

/** «с 1 по 5: 4». */
export function readSpanEntry(reader: Reader, index: number): number | null {
  const span = readSpan(reader, index);
  if (!span) return null;
  const what = readWhat(reader, toWhat(reader, span.next).next);
  if (!what) return fault(reader, "noValue", { from: index, next: span.next });
  return sayRange(reader, { from: index, end: span.next, span: span.thing, what });
}

interface Range {
  from: number;
  end: number;
  span: { from: number; to: number };
  what: Read<What>;
}

function sayRange(reader: Reader, { from, end, span, what }: Range): number {
  const size = span.to - span.from + 1;
  if (size < 2 || size > LONGEST_RANGE) return fault(reader, "unclear", { from, next: what.next });
  const who = Array.from({ length: size }, (_, step) =>
    byNumber(reader, { thing: span.from + step, next: end }, from),
  );
  return say(reader, { from, who, what });
}

function readNumberGroup(reader: Reader, index: number): number {
  const who: Named[] = [];
  let next = index;
  while (tokenAt(reader, next).kind !== "colon") {
    const number = readNumber(reader, next);
    if (number) who.push(byNumber(reader, number, next));
    next = number?.next ?? next + 1;
  }
  const what = readWhat(reader, toWhat(reader, next).next);
  if (!what) return fault(reader, "noValue", { from: index, next });
  return say(reader, { from: index, who, what });
}

/** Bare numbers that belong to nobody, as one. */
function pastNumbers(reader: Reader, index: number): number {
  let next = index + 1;
  let end = next;
  for (;;) {
    const { kind } = tokenAt(reader, next);
    if (kind === "number" && !startsEntry(reader, next)) end = next + 1;
    else if (!["tab", "comma", "slash", "plus", "dash", "dot"].includes(kind)) return end;
    next += 1;
  }
}
