import { startsEntry } from "./looking.ts";
import { ANY_CASE, type Matches, partsOf } from "./names.ts";
import type { QuickPupil } from "./quick-marks.ts";
import {
  hasName,
  isPair,
  isStrong,
  isValueWord,
  type Named,
  placeOf,
  type Read,
  type Reader,
  readNumber,
  tokenAt,
} from "./reader.ts";
import { asDigits } from "./spelling.ts";
import { AND, noteOf } from "./vocabulary.ts";
import { readWhat, toWhat } from "./whats.ts";

/** Of more than so many who are near nobody can choose. */
const MOST_GUESSES = 5;
const NOBODY: Matches = new Map();

/** Somebody by name («Иванов Н.», «9. Иванов») or by «№ 9». A plain number alone is nobody yet. */
export function readWho(reader: Reader, index: number): Read<Named> | null {
  const sign = tokenAt(reader, index).kind === "numberSign" ? 1 : 0;
  const number = readNumber(reader, index + sign);
  if (number) return readNumberAndName(reader, { index, number, hasSign: sign === 1 });
  return readInitialsFirst(reader, index) ?? readName(reader, index);
}

/** A misspelt or shortened name, where something is said of it or a list of people is expected. */
export function readGuess(reader: Reader, index: number, where: "entry" | "list"): Read<Named> | null {
  const token = tokenAt(reader, index);
  if (token.kind !== "word" || hasName(reader, index)) return null;
  const near = reader.names.near(token.word);
  if (near.length === 0 || near.length > MOST_GUESSES) return null;
  if (where === "entry" && !readWhat(reader, toWhat(reader, index + 1).next)) return null;
  const matches: Matches = new Map(near.map((pupil) => [pupil, ANY_CASE]));
  return {
    thing: {
      ...placeOf(reader, index, index + 1),
      matches,
      isGuess: true,
      isDoubtful: false,
      hasOtherNumber: false,
    },
    next: index + 1,
  };
}

export function byNumber(reader: Reader, number: Read<number>, from: number): Named {
  const { at, length } = placeOf(reader, from, number.next);
  return {
    at,
    length,
    matches: reader.names.byNumber.get(number.thing) ?? NOBODY,
    isGuess: false,
    isDoubtful: false,
    hasOtherNumber: false,
  };
}

/**
 * `all`: people and numbers of whom nothing more is said. `names`: the same without plain numbers. `excepted`: what
 * stands behind the last is not said of them. `one`: a single one, whatever stands behind it.
 */
type Want = "all" | "names" | "excepted" | "one";

/** People one after the other: «Сидоров, Ким и 7». Ends before whoever has something said of them. */
export function readWhos(reader: Reader, index: number, want: Want = "all"): Read<Named[]> {
  const thing: Named[] = [];
  let end = index;
  let next = index;
  for (;;) {
    const who = readListed(reader, next, want);
    const isSpokenOf = want === "all" || want === "names";
    if (!who || (isSpokenOf && saysMore(reader, next, who.next))) return { thing, next: end };
    thing.push(who.thing);
    end = who.next;
    if (want === "one") return { thing, next: end };
    next = pastJoints(reader, end);
    if (want === "excepted" && isValueForAll(reader, next, next > end)) return { thing, next: end };
  }
}

function pastJoints(reader: Reader, index: number): number {
  let next = index;
  while (["comma", "tab"].includes(tokenAt(reader, next).kind) || AND.test(tokenAt(reader, next).word))
    next += 1;
  return next;
}

/** «всем кроме Иванова 5», «всем, кроме Иванова, 5». */
function isValueForAll(reader: Reader, index: number, isParted: boolean): boolean {
  const token = tokenAt(reader, index);
  if (token.kind !== "number") return false;
  return !isParted || (isValueWord(reader, token) && isStrong(tokenAt(reader, index + 1)));
}

function readListed(reader: Reader, index: number, want: Want): Read<Named> | null {
  const number = tokenAt(reader, index).kind === "number" ? readNumber(reader, index) : null;
  // «…, 4: Лаптев» begins the next list.
  if (number && isPair(tokenAt(reader, number.next))) return null;
  if (number && !startsEntry(reader, index))
    return want === "names" ? null : { thing: byNumber(reader, number, index), next: number.next };
  return readWho(reader, index) ?? readGuess(reader, index, "list");
}

/** «…, Ким 5» does not belong to the list before it any more; «… 3 7 12» does. */
function saysMore(reader: Reader, from: number, index: number): boolean {
  const { next } = toWhat(reader, index);
  const token = tokenAt(reader, next);
  const isAfterName = tokenAt(reader, from).kind !== "number";
  if (token.kind === "number") return (isAfterName || next > index) && !startsEntry(reader, next);
  if (token.kind !== "word" || hasName(reader, next) || AND.test(token.word)) return false;
  return noteOf(token.word) !== null || isValueWord(reader, token);
}

interface Numbered {
  index: number;
  number: Read<number>;
  hasSign: boolean;
}

function readNumberAndName(reader: Reader, { index, number, hasSign }: Numbered): Read<Named> | null {
  const joints = jointsAfter(reader, number.next);
  const named = hasName(reader, joints.next) ? readName(reader, joints.next) : null;
  if (!named) return hasSign ? { thing: byNumber(reader, number, index), next: number.next } : null;
  const { matches } = named.thing;
  const listed = reader.names.byNumber.get(number.thing) ?? NOBODY;
  const pupil = [...listed.keys()].find((known) => matches.has(known));
  // «9. Иванов» may count the lines of a list of its own; «9 Иванов» and «№ 9 Иванов» speak of the class list.
  const isListNumber = hasSign || joints.kind !== "ordinal";
  if (isListNumber && pupil) named.thing.matches = new Map([[pupil, ANY_CASE]]);
  else if (hasSign || joints.kind === "tab") named.thing.hasOtherNumber = true;
  // «5 Иванов 4 Ким» could be a five for Иванов.
  else if (joints.kind === "none") named.thing.isDoubtful = true;
  return named;
}

function jointsAfter(reader: Reader, index: number): { next: number; kind: "none" | "tab" | "ordinal" } {
  let next = index;
  let kind: "none" | "tab" | "ordinal" = "none";
  for (;;) {
    const token = tokenAt(reader, next);
    if (token.kind === "tab") kind = kind === "none" ? "tab" : kind;
    else if (token.kind === "dot" || token.kind === "close" || isPair(token)) kind = "ordinal";
    else return { next, kind };
    next += 1;
  }
}

/** «Н. Иванов», «Н.П. Иванов». */
function readInitialsFirst(reader: Reader, index: number): Read<Named> | null {
  const initials: string[] = [];
  let next = index;
  while (initials.length < 2 && isDottedLetter(reader, next)) {
    initials.push(tokenAt(reader, next).word);
    next += 2;
  }
  if (initials.length === 0 || !hasName(reader, next)) return null;
  const named = readName(reader, next);
  if (!named) return null;
  for (const [position, letter] of initials.entries()) keepInitial(named.thing, letter, position);
  return { thing: { ...named.thing, ...placeOf(reader, index, named.next) }, next: named.next };
}

function readName(reader: Reader, index: number): Read<Named> | null {
  const token = tokenAt(reader, index);
  const known = token.kind === "word" ? reader.names.byForm.get(token.word) : undefined;
  if (!known) return null;
  const named: Named = {
    at: 0,
    length: 0,
    matches: new Map(known),
    isGuess: false,
    isDoubtful: false,
    hasOtherNumber: false,
  };
  let next = index + 1;
  let initials = 0;
  for (;;) {
    const further = readFurtherName(reader, next, named) ?? readInitial(reader, next, { named, initials });
    if (further === null) break;
    if (!hasName(reader, further - 1)) initials += 1;
    next = further;
  }
  // «Иванов Олег» with no Олег among them, «Иванов Петрова»: somebody is meant who is not understood.
  if (hasName(reader, next)) named.isDoubtful = true;
  return { thing: { ...named, ...placeOf(reader, index, next) }, next };
}

/** The other half of a double surname, a given name, a patronymic. */
function readFurtherName(reader: Reader, index: number, named: Named): number | null {
  const isHyphen = tokenAt(reader, index).kind === "dash" && tokenAt(reader, index).isGlued;
  const at = isHyphen ? index + 1 : index;
  const token = tokenAt(reader, at);
  if (isHyphen && !token.isGlued) return null;
  const others = token.kind === "word" ? reader.names.byForm.get(token.word) : undefined;
  const both = [...named.matches].filter(([pupil]) => others?.has(pupil));
  if (both.length === 0 || token.word === tokenAt(reader, index - 1).word) return null;
  named.matches = new Map(both);
  return at + 1;
}

/** «Н.» and «Н» before a value: with a value or note behind it it is no «н». */
function readInitial(
  reader: Reader,
  index: number,
  { named, initials }: { named: Named; initials: number },
): number | null {
  const token = tokenAt(reader, index);
  if (token.kind !== "word" || token.word.length !== 1 || initials > 1 || AND.test(token.word)) return null;
  const isDotted = isDottedLetter(reader, index);
  if (!isDotted && !isInitialByWhatFollows(reader, index)) return null;
  keepInitial(named, token.word, initials);
  return isDotted ? index + 2 : index + 1;
}

function isInitialByWhatFollows(reader: Reader, index: number): boolean {
  const { raw, word } = tokenAt(reader, index);
  if (raw === word && (noteOf(word) !== null || asDigits(word) !== null)) return false;
  if (isDottedLetter(reader, index + 1)) return true;
  const { next } = toWhat(reader, index + 1);
  return !isStrong(tokenAt(reader, index + 1)) && readWhat(reader, next) !== null;
}

function isDottedLetter(reader: Reader, index: number): boolean {
  const [letter, dot] = [tokenAt(reader, index), tokenAt(reader, index + 1)];
  const isCapital = letter.raw !== letter.raw.toLowerCase();
  return letter.kind === "word" && letter.word.length === 1 && isCapital && dot.kind === "dot" && dot.isGlued;
}

/** Nobody left: the letter contradicts the name. */
function keepInitial(named: Named, letter: string, position: number): void {
  const begins = ({ givenName, patronymic }: QuickPupil) =>
    partsOf((position === 0 ? givenName : patronymic) ?? "")[0]?.startsWith(letter) ?? false;
  const left = [...named.matches].filter(([pupil]) => begins(pupil));
  if (left.length === 0) named.isDoubtful = true;
  else named.matches = new Map(left);
}
