import {
  endsRow,
  hasName,
  isPair,
  isStrong,
  isValueWord,
  type Reader,
  readNumber,
  tokenAt,
} from "./reader.ts";
import { asDigits } from "./spelling.ts";
import { AND, noteOf } from "./vocabulary.ts";

/** Questions about what stands ahead; nothing is taken. */

/** Does somebody with a value, a note or a name begin here by a number, or several with one? */
export function startsEntry(reader: Reader, index: number): boolean {
  return startsSingleEntry(reader, index) || startsNumberGroup(reader, index);
}

export function startsSingleEntry(reader: Reader, index: number): boolean {
  if (tokenAt(reader, index).kind === "numberSign") return true;
  const number = readNumber(reader, index);
  if (!number) return false;
  const after = tokenAt(reader, number.next);
  if (isPair(after)) return saysSomething(reader, number.next + 1);
  if (["dot", "close", "tab"].includes(after.kind) && hasName(reader, pastBlanks(reader, number.next + 1)))
    return true;
  if (after.kind === "word") return noteOf(after.word) !== null || hasName(reader, number.next);
  return isSpacePair(reader, index);
}

function saysSomething(reader: Reader, index: number): boolean {
  const token = tokenAt(reader, index);
  if (token.kind === "number" || token.kind === "plus") return true;
  return (
    token.kind === "word" &&
    (noteOf(token.word) !== null ||
      isValueWord(reader, token) ||
      asDigits(token.word) !== null ||
      hasName(reader, index))
  );
}

/** «3 5» that stands alone between commas. */
export function isSpacePair(reader: Reader, index: number): boolean {
  const before = tokenAt(reader, index - 1);
  const isFirst =
    index === 0 ||
    isStrong(before) ||
    before.kind === "numberSign" ||
    (before.kind === "colon" && tokenAt(reader, index - 2).kind === "word");
  if (!isFirst || tokenAt(reader, index).kind !== "number") return false;
  const value = tokenAt(reader, index + 1).kind === "tab" ? index + 2 : index + 1;
  return isValueWord(reader, tokenAt(reader, value)) && isStrong(tokenAt(reader, value + 1));
}

/** «1, 2, 3: 4»: the colon binds the list. */
export function startsNumberGroup(reader: Reader, index: number): boolean {
  // What a run of numbers comes to is the same from each of them: it is looked at once.
  if (index >= reader.noGroup.from && index < reader.noGroup.until) return false;
  let next = index;
  let count = 0;
  for (;;) {
    const number = readNumber(reader, next);
    const token = number && tokenAt(reader, number.next);
    if (token?.kind === "colon") return count > 0;
    count += 1;
    if (number && token?.kind === "number") next = number.next;
    else if (number && token && (token.kind === "comma" || AND.test(token.word))) next = number.next + 1;
    else {
      reader.noGroup = { from: index, until: next };
      return false;
    }
  }
}

/** «нет: …», «оп Ким»: a list of people follows what is said of them. */
export function startsList(reader: Reader, index: number): boolean {
  const token = tokenAt(reader, index);
  if (token.kind !== "word" || noteOf(token.word) === null) return false;
  const after = tokenAt(reader, index + 1);
  return (
    isPair(after) || after.kind === "number" || after.kind === "numberSign" || hasName(reader, index + 1)
  );
}

/** The next token that is neither a tab nor a dot. */
export function pastBlanks(reader: Reader, index: number): number {
  let next = index;
  while (["tab", "dot"].includes(tokenAt(reader, next).kind)) next += 1;
  return next;
}

/** The end of what stands together; with `isRow` past commas too. */
export function pastSegment(reader: Reader, index: number, until: "comma" | "row" = "comma"): number {
  const ends = until === "row" ? endsRow : isStrong;
  let next = index;
  while (!ends(tokenAt(reader, next))) next += 1;
  return next;
}
