import { pastSegment, startsEntry, startsList } from "./looking.ts";
import {
  fault,
  hasName,
  isPair,
  isStrong,
  isValueWord,
  type Named,
  placeOf,
  type Read,
  type Reader,
  tokenAt,
  type What,
} from "./reader.ts";
import { AND, noteOf } from "./vocabulary.ts";
import { readWhat, toWhat } from "./whats.ts";
import { readGuess, readWho, readWhos } from "./whos.ts";

interface Entry {
  from: number;
  who: Named[];
  what: Read<What>;
}

/** Notes an entry, unless something is left over right behind it: then it is in doubt and nothing of it is noted. */
export function say(reader: Reader, { from, who, what }: Entry): number {
  const end = pastLeftover(reader, what.next);
  if (end !== null) return fault(reader, "unclear", { from, next: end });
  if (who.some(({ isDoubtful }) => isDoubtful))
    return fault(reader, "unclear", { from, next: pastSegment(reader, what.next) });
  if (what.thing.isUnclear) return fault(reader, "unclear", { from, next: what.next });
  const { at, length } = placeOf(reader, from, what.next);
  reader.said.push({
    at,
    length,
    who,
    except: [],
    what: what.thing,
    workKind: reader.workKind,
  });
  return what.next;
}

/** «3-5 9», «1-5 н», «Иванов 4 5», «5: 3, 7»: the end of what belongs to nobody; null: all is well. */
function pastLeftover(reader: Reader, index: number): number | null {
  let end: number | null = null;
  let next = index;
  for (;;) {
    const token = tokenAt(reader, next);
    const isChained = isPair(token) && token.isGlued && tokenAt(reader, next + 1).isGlued;
    const isBlank = ["tab", "comma", "slash", "plus"].includes(token.kind) || isPair(token);
    if (isChained && tokenAt(reader, next + 1).kind === "number") {
      end = next + 2;
      next = end;
    } else if (isBlank) next += 1;
    else if (isLeftover(reader, next)) {
      end = next + 1;
      next = end;
    } else return end;
  }
}

function isLeftover(reader: Reader, index: number): boolean {
  const token = tokenAt(reader, index);
  if (token.kind === "number") return !startsEntry(reader, index) && !isPair(tokenAt(reader, index + 1));
  if (token.kind !== "word" || hasName(reader, index)) return false;
  const before = tokenAt(reader, index - 1);
  if (before.kind === "comma" || startsList(reader, index) || isPair(tokenAt(reader, index + 1)))
    return false;
  return noteOf(token.word) !== null || isValueWord(reader, token);
}

/** «5: Иванов, Ким», «пятёрки: 3, 7»; null: what stands here reads otherwise. */
export function readValueFirst(reader: Reader, index: number): number | null {
  const token = tokenAt(reader, index);
  if (!isValueWord(reader, token) || hasName(reader, index) || !isPair(tokenAt(reader, index + 1)))
    return null;
  const what = readWhat(reader, index);
  if (!what || what.next !== index + 1) return null;
  const { next } = toWhat(reader, index + 1);
  if (token.kind === "number" && !hasName(reader, next)) return null;
  const people = readWhos(reader, next, token.kind === "number" ? "names" : "all");
  if (people.thing.length === 0) return null;
  // «1: Иванов 5, 2: Ким 4» counts its lines.
  const behind = tokenAt(reader, toWhat(reader, people.next).next);
  if (behind.kind === "number" && !isStrong(tokenAt(reader, people.next))) return null;
  if (people.thing.some(({ isDoubtful }) => isDoubtful))
    return fault(reader, "unclear", { from: index, next: pastSegment(reader, people.next) });
  reader.said.push({
    ...placeOf(reader, index, people.next),
    who: people.thing,
    except: [],
    what: what.thing,
    workKind: reader.workKind,
  });
  return people.next;
}

/** «Иванов 5», «Иванов и Ким 5», «Иванов, Ким: 5»: «и» and a colon bind, a comma alone leaves somebody without a value. */
export function readGroup(reader: Reader, index: number): number {
  const members: { named: Named; from: number; next: number; isBound: boolean }[] = [];
  let next = index;
  let isBound = false;
  for (;;) {
    const who = readWho(reader, next) ?? readGuess(reader, next, "entry");
    if (!who) break;
    members.push({ named: who.thing, from: next, next: who.next, isBound });
    const way = toWhat(reader, who.next);
    const what = readWhat(reader, way.next) ?? readAcrossSeparator(reader, index, who.next);
    if (what) return sayGroup(reader, { members, what, way: way.thing, index });
    if (who.thing.isDoubtful)
      return fault(reader, "unclear", { from: index, next: pastSegment(reader, who.next) });
    const joint = tokenAt(reader, who.next);
    isBound = AND.test(joint.word);
    next = who.next;
    if (joint.kind !== "comma" && !isBound) break;
    next += 1;
  }
  for (const { from, next: end } of members) noValue(reader, from, end);
  return members.at(-1)?.next ?? index + 1;
}

interface Group {
  members: { named: Named; from: number; next: number; isBound: boolean }[];
  what: Read<What>;
  way: { hasColon: boolean; hasDash: boolean };
  index: number;
}

function sayGroup(reader: Reader, { members, what, way, index }: Group): number {
  const last = members.at(-1)!;
  if (isOtherReading(reader, { index: last.from, what }))
    return fault(reader, "unclear", { from: index, next: pastSegment(reader, what.next) });
  let first = way.hasColon ? 0 : members.length - 1;
  while (first > 0 && members[first]!.isBound) first -= 1;
  for (const { from, next } of members.slice(0, first)) noValue(reader, from, next);
  const bound = members.slice(first);
  return say(reader, { from: bound[0]!.from, who: bound.map(({ named }) => named), what });
}

/** «Иванов 3-5», «5: Иванов 4: Ким»: the number behind the name begins something else. */
function isOtherReading(reader: Reader, { index, what }: { index: number; what: Read<What> }): boolean {
  if (tokenAt(reader, what.next - 1).kind !== "number") return false;
  const joint = tokenAt(reader, what.next);
  if (!isPair(joint)) return false;
  if (!hasName(reader, what.next + 1)) return joint.kind === "colon" || startsEntry(reader, what.next - 1);
  return joint.kind === "colon" || tokenAt(reader, index).kind === "number";
}

/** «Иванов;5» as a whole line. */
function readAcrossSeparator(reader: Reader, from: number, index: number): Read<What> | null {
  const [before, joint] = [tokenAt(reader, from - 1), tokenAt(reader, index)];
  const isWhole = (from === 0 || before.kind === "line") && (joint.kind === "stop" || joint.kind === "comma");
  const what = isWhole ? readWhat(reader, index + 1) : null;
  return what && ["line", "end"].includes(tokenAt(reader, what.next).kind) ? what : null;
}

function noValue(reader: Reader, from: number, next: number): void {
  const isRow =
    tokenAt(reader, next).kind === "tab" ||
    tokenAt(reader, from - 1).kind === "tab" ||
    tokenAt(reader, from + 1).kind === "tab";
  if (isRow) reader.warnings.push({ kind: "emptyRow", pupilIds: [], ...placeOf(reader, from, next) });
  else fault(reader, "noValue", { from, next });
}
