import type { Matches, Names } from "./names.ts";
import type { Fault, FaultKind, Place, QuickContext, Turn, Understanding } from "./quick-marks.ts";
import { asDigits } from "./spelling.ts";
import type { Token } from "./tokens.ts";
import { codeOf, type NoteWord, noteOf } from "./vocabulary.ts";

/** Somebody named in the text, not yet found in the class for certain. */
export interface Named extends Place {
  /** Empty: a number that the list does not have. */
  matches: Matches;
  isGuess: boolean;
  /** Words or a number beside the name contradict it: nothing may be noted. */
  isDoubtful: boolean;
  /** Beside it stands the number of somebody else. */
  hasOtherNumber: boolean;
}

/** What is to be noted. */
export interface What extends Place {
  values: string[];
  /** Values that the scale does not have. */
  unfit: Place[];
  signs: Place[];
  note: NoteWord | null;
  lateMinutes: number | null;
  /** «Иванова нет»: the name before it may stand in the genitive. */
  isGenitive: boolean;
  isUnclear: boolean;
}

export interface Said extends Place {
  who: Named[] | "everyone" | "rest";
  except: Named[];
  what: What;
  workKind: string | null;
}

/** What is given out by a piece of the grammar: it ends before token `next`. */
export interface Read<Thing> {
  thing: Thing;
  next: number;
}

export interface Reader {
  text: string;
  tokens: Token[];
  context: QuickContext;
  names: Names;
  /** Folded code → code. */
  scale: Map<string, string>;
  said: Said[];
  /** In `said`: where the line and the run between two commas began. */
  lineFrom: number;
  runFrom: number;
  hasCommaInLine: boolean;
  workKind: string | null;
  switchedTo: string | null;
  turn: Turn | null;
  /** The lesson at hand was named. */
  hasHeading: boolean;
  /** Where the roll as a whole was said. */
  wholeRoll: Place | null;
  homework: Understanding["homework"];
  tasks: (Place & { who: Named[]; text: string })[];
  topic: Understanding["topic"];
  /** By token, as far as it was asked. */
  numbers: (Read<number> | null | undefined)[];
  /** Tokens that no list of numbers with a colon begins at. */
  noGroup: { from: number; until: number };
  warnings: Understanding["warnings"];
  faults: Fault[];
}

export function tokenAt(reader: Reader, index: number): Token {
  return reader.tokens[Math.max(0, Math.min(index, reader.tokens.length - 1))]!;
}

/** From token `from` to before token `next`. */
export function placeOf(reader: Reader, from: number, next: number): Place {
  const { at } = tokenAt(reader, from);
  const last = tokenAt(reader, Math.max(from, next - 1));
  return { at, length: last.at + last.length - at };
}

/** Notes that the tokens up to before `next` are not understood. */
export function fault(
  reader: Reader,
  kind: FaultKind,
  { from, next }: { from: number; next: number },
): number {
  reader.faults.push({ kind, ...placeOf(reader, from, next), example: "" });
  return next;
}

/** Ends what stands together. */
export function isStrong({ kind }: Token): boolean {
  return kind === "comma" || endsRow({ kind });
}

export function endsRow({ kind }: Pick<Token, "kind">): boolean {
  return kind === "stop" || kind === "line" || kind === "end";
}

export function isPair({ kind }: Token): boolean {
  return kind === "dash" || kind === "colon" || kind === "pair";
}

export function hasName(reader: Reader, index: number): boolean {
  const token = tokenAt(reader, index);
  return token.kind === "word" && reader.names.byForm.has(token.word);
}

export function isValueWord(reader: Reader, { kind, word }: Token): boolean {
  return (kind === "word" || kind === "number") && codeOf(word, reader.scale) !== null;
}

const LONGEST_NUMBER = 4;
const BEYOND_EVERY_LIST = 99_999;

/** A number of the list, «1О» and «З» too where a value follows. */
export function readNumber(reader: Reader, index: number): Read<number> | null {
  // Most tokens are asked several times over.
  const known = reader.numbers[index];
  if (known !== undefined) return known;
  const number = findNumber(reader, index);
  reader.numbers[index] = number;
  return number;
}

function findNumber(reader: Reader, index: number): Read<number> | null {
  const token = tokenAt(reader, index);
  let digits = token.kind === "number" ? token.word : digitsOfWord(reader, index);
  if (digits === null) return null;
  let next = index + 1;
  const after = tokenAt(reader, next);
  if (token.kind === "number" && after.kind === "word" && after.isGlued) {
    const more = asDigits(after.word);
    if (more !== null && isPair(tokenAt(reader, next + 1))) {
      digits += more;
      next += 1;
    }
  }
  const last = tokenAt(reader, next);
  if (next > index + 1 || token.kind === "word") {
    if (last.kind === "number" && last.isGlued) {
      digits += last.word;
      next += 1;
    }
  }
  return { thing: digits.length > LONGEST_NUMBER ? BEYOND_EVERY_LIST : Number(digits), next };
}

function digitsOfWord(reader: Reader, index: number): string | null {
  const { kind, word } = tokenAt(reader, index);
  if (kind !== "word" || reader.names.byForm.has(word)) return null;
  const digits = asDigits(word);
  const [after, beyond] = [tokenAt(reader, index + 1), tokenAt(reader, index + 2)];
  if (digits === null || !after.isGlued) return null;
  if (after.kind === "number") return digits;
  return isPair(after) && (beyond.kind === "number" || noteOf(beyond.word)) ? digits : null;
}
