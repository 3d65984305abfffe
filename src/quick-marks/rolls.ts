import { pastSegment, startsEntry, startsList } from "./looking.ts";
import {
  fault,
  isPair,
  isStrong,
  type Named,
  placeOf,
  type Read,
  type Reader,
  readNumber,
  type Said,
  tokenAt,
  type What,
} from "./reader.ts";
import type { Token } from "./tokens.ts";
import { AND, EVERYONE, EXCEPT, NOBODY, noteOf, saysWholeRoll, THE_REST, workKindOf } from "./vocabulary.ts";
import { readWhat, toWhat } from "./whats.ts";
import { readWhos } from "./whos.ts";

/** «всем 5 кроме Иванов», «все есть», «остальным 4»; null: it is not of everybody. */
export function readEveryone(reader: Reader, index: number): number | null {
  const { word } = tokenAt(reader, index);
  if (!EVERYONE.test(word) && !THE_REST.test(word)) return null;
  const isTwice = THE_REST.test(tokenAt(reader, index + 1).word);
  const who = isTwice || THE_REST.test(word) ? "rest" : "everyone";
  const except: Named[] = [];
  let next = isTwice ? index + 2 : index + 1;
  const before = readExcept(reader, next, { except, want: "excepted" });
  next = before ?? next;
  if (before !== null && tokenAt(reader, next).kind === "comma") next += 1;
  const what = readWhat(reader, toWhat(reader, next).next);
  if (!what) return fault(reader, "unclear", { from: index, next: pastSegment(reader, next) });
  const after = readExcept(reader, what.next, { except, want: "all" });
  next = after ?? what.next;
  if (what.thing.isUnclear || !isCleanEnd(reader, next) || except.some(({ isDoubtful }) => isDoubtful))
    return fault(reader, "unclear", { from: index, next: pastSegment(reader, next, "row") });
  sayAll(reader, { who, except, what: what.thing }, { from: index, next });
  return next;
}

function sayAll(
  reader: Reader,
  { who, except, what }: Pick<Said, "who" | "except" | "what">,
  { from, next }: { from: number; next: number },
): void {
  const place = placeOf(reader, from, next);
  reader.said.push({ ...place, who, except, what, workKind: reader.workKind });
  if (what.note !== "present") return;
  reader.wholeRoll ??= place;
  // Whoever is excepted from «все есть» is not there.
  if (except.length > 0) {
    const absent: What = { ...what, note: "absent", isGenitive: true };
    reader.said.push({ ...place, who: except, except: [], what: absent, workKind: reader.workKind });
  }
}

/**
 * «, кроме Иванова и 7»: its end; null: nobody is excepted. With nobody behind «кроме» it ends before that word, and
 * all of it is unclear. `excepted`: the value behind the last of them is not theirs («всем кроме Иванова 5»).
 */
function readExcept(
  reader: Reader,
  index: number,
  { except, want }: { except: Named[]; want: "all" | "excepted" },
): number | null {
  const at = tokenAt(reader, index).kind === "comma" ? index + 1 : index;
  if (!EXCEPT.test(tokenAt(reader, at).word)) return null;
  const from = isPair(tokenAt(reader, at + 1)) ? at + 2 : at + 1;
  const people = readWhos(reader, from, want);
  except.push(...people.thing);
  if (people.thing.length > 0) return people.next;
  // «всем 5 кроме Иванов 4»: he has his own, and that alone takes him out of «всем».
  const isOwn =
    want === "all" && (startsEntry(reader, from) || readWhos(reader, from, "one").thing.length > 0);
  return isOwn ? from : at;
}

/** «всем 5 кроме тех, …», «всем 5 9»: what stands behind could change who is meant. */
function isCleanEnd(reader: Reader, index: number): boolean {
  const token = tokenAt(reader, index);
  if (token.kind === "number") return startsEntry(reader, index);
  if (token.kind !== "word") return true;
  if (EXCEPT.test(token.word)) return false;
  const isKind = workKindOf(token.word, reader.context.workKinds) !== null || token.word === "за";
  return isKind || AND.test(token.word) || startsList(reader, index) || reader.names.byForm.has(token.word);
}

/** «нет: Сидоров, Ким», «н: 3, 7», «опоздали: Ким 10 мин»; null: no list. */
export function readList(reader: Reader, index: number): number | null {
  const { word } = tokenAt(reader, index);
  const note = noteOf(word);
  if (note === null) return null;
  const whole = readNobody(reader, index);
  if (whole !== null) return whole;
  if (!startsList(reader, index)) return null;
  const from = toWhat(reader, index + 1).next;
  const what: What = { ...placeOf(reader, index, index + 1), ...NOTHING, note, isGenitive: true };
  const next = note === "late" ? readLate(reader, from, what) : readPeople(reader, from, what);
  if (next === null) return fault(reader, "unclear", { from: index, next: pastSegment(reader, from, "row") });
  if (saysWholeRoll(word)) reader.wholeRoll ??= placeOf(reader, index, next);
  return next;
}

const NOTHING = { values: [], unfit: [], signs: [], lateMinutes: null, isUnclear: false };

function readPeople(reader: Reader, index: number, what: What): number | null {
  const people = readWhos(reader, index);
  if (people.thing.length === 0 || !isListEnd(reader, people.next)) return null;
  if (people.thing.some(({ isDoubtful }) => isDoubtful)) return null;
  reader.said.push({
    ...placeOf(reader, index, people.next),
    who: people.thing,
    except: [],
    what,
    workKind: null,
  });
  return people.next;
}

/** One after the other, each with minutes of their own. */
function readLate(reader: Reader, index: number, what: What): number | null {
  let next = index;
  let end: number | null = null;
  for (;;) {
    const person = readWhos(reader, next, "one");
    const [named] = person.thing;
    if (!named || named.isDoubtful) return end;
    const minutes = readMinutesOf(reader, person.next);
    end = minutes?.next ?? person.next;
    reader.said.push({
      ...placeOf(reader, next, end),
      who: [named],
      except: [],
      what: { ...what, lateMinutes: minutes?.thing ?? null },
      workKind: null,
    });
    next = end;
    while (tokenAt(reader, next).kind === "comma" || AND.test(tokenAt(reader, next).word)) next += 1;
  }
}

function readMinutesOf(reader: Reader, index: number): Read<number> | null {
  const from = toWhat(reader, index).next;
  const number = tokenAt(reader, from);
  const hasUnit = /^м(?:ин.*)?$/.test(tokenAt(reader, from + 1).word);
  return number.kind === "number" && hasUnit ? { thing: Number(number.word), next: from + 2 } : null;
}

/** «нет: 3-5» could be a range or a mark. */
function isListEnd(reader: Reader, index: number): boolean {
  const token = tokenAt(reader, index);
  return isStrong(token) || !isPair(token);
}

/** «отсутствующих нет», «нет отсутствующих», «отсутствуют: нет». */
function readNobody(reader: Reader, index: number): number | null {
  const [first, second] = [tokenAt(reader, index), tokenAt(reader, index + 1)];
  if (!saysWholeRoll(first.word)) return null;
  const isTwice =
    saysWholeRoll(second.word) && first.word.startsWith("отс") !== second.word.startsWith("отс");
  const isColon = isPair(second) && isNobody(tokenAt(reader, index + 2));
  const next = index + (isTwice ? 2 : 3);
  if ((!isTwice && !isColon) || !isStrong(tokenAt(reader, next)) || readNumber(reader, next)) return null;
  const what: What = { ...placeOf(reader, index, next), ...NOTHING, note: "present", isGenitive: false };
  sayAll(reader, { who: "everyone", except: [], what }, { from: index, next });
  return next;
}

function isNobody({ kind, word }: Token): boolean {
  return kind === "dash" || NOBODY.test(word);
}
