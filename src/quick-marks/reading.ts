import { readGroup, readValueFirst } from "./entries.ts";
import { pastSegment } from "./looking.ts";
import { namesOf } from "./names.ts";
import { readNumbered, readSpanEntry } from "./numbers.ts";
import { readProse, startsProse } from "./prose.ts";
import type { QuickContext } from "./quick-marks.ts";
import { endsRow, fault, hasName, isStrong, placeOf, type Reader, readNumber, tokenAt } from "./reader.ts";
import { readEveryone, readList } from "./rolls.ts";
import { tokensOf } from "./tokens.ts";
import { readHeading } from "./turning.ts";
import { FOR, FROM, NOT, POLITE, scaleOf, workKindOf } from "./vocabulary.ts";

/** Reads a text from its beginning to its end; whom its words mean is settled afterwards. */
export function readText(text: string, context: QuickContext): Reader {
  const reader = openReader(text, context);
  let next = beginRow(reader, 0);
  while (tokenAt(reader, next).kind !== "end") {
    const before = next;
    next = readOne(reader, next);
    // Whatever a piece of the grammar does, the reading goes on.
    if (next <= before) next = before + 1;
  }
  return reader;
}

function openReader(text: string, context: QuickContext): Reader {
  return {
    text,
    tokens: tokensOf(text),
    context,
    names: namesOf(context.pupils),
    scale: scaleOf(context.scale),
    said: [],
    lineFrom: 0,
    runFrom: 0,
    hasCommaInLine: false,
    workKind: context.workKind,
    switchedTo: null,
    turn: null,
    hasHeading: false,
    wholeRoll: null,
    homework: null,
    tasks: [],
    topic: null,
    numbers: [],
    noGroup: { from: 0, until: 0 },
    warnings: [],
    faults: [],
  };
}

function readOne(reader: Reader, index: number): number {
  const token = tokenAt(reader, index);
  if (endsRow(token)) return beginRow(reader, index + 1);
  if (token.kind === "comma") {
    reader.runFrom = reader.said.length;
    reader.hasCommaInLine = true;
    return index + 1;
  }
  if (token.kind === "comment") {
    reader.warnings.push({ kind: "ignored", pupilIds: [], ...placeOf(reader, index, index + 1) });
    return index + 1;
  }
  if (token.kind === "numberSign" || readNumber(reader, index)) return readNumbered(reader, index);
  return token.kind === "word" ? readWord(reader, index) : index + 1;
}

function beginRow(reader: Reader, index: number): number {
  reader.lineFrom = reader.said.length;
  reader.runFrom = reader.said.length;
  reader.hasCommaInLine = false;
  return readHeading(reader, index);
}

function readWord(reader: Reader, index: number): number {
  const { word } = tokenAt(reader, index);
  if (hasName(reader, index)) return readGroup(reader, index);
  const found =
    readProse(reader, index) ??
    readKind(reader, index) ??
    readEveryone(reader, index) ??
    readValueFirst(reader, index) ??
    readList(reader, index) ??
    (FROM.test(word) ? readSpanEntry(reader, index) : null);
  if (found !== null) return found;
  if (POLITE.test(word)) return index + 1;
  const group = readGroup(reader, index);
  return group > index + 1 ? group : unknown(reader, index);
}

/** What stands behind a word that nobody understands could mean anything: it is not read to the next comma. */
function unknown(reader: Reader, index: number): number {
  const isNegation = NOT.test(tokenAt(reader, index).word);
  const end = isNegation ? pastSegment(reader, index, "row") : pastSegment(reader, index);
  let next = index + 1;
  while (next < end && !startsProse(reader, next)) next += 1;
  return fault(reader, "unknown", { from: index, next });
}

/** «кр», «кр:», «за кр»: for what follows; at the end of a row for what stands before it. */
function readKind(reader: Reader, index: number): number | null {
  const hasFor = FOR.test(tokenAt(reader, index).word);
  const at = hasFor ? index + 1 : index;
  const { word } = tokenAt(reader, at);
  if (hasName(reader, at) || (!hasFor && /^д\/?з$/.test(word))) return null;
  const code = workKindOf(word, reader.context.workKinds);
  if (code === null) return null;
  const next = pastWorkNumber(reader, pastWork(reader, at + 1));
  const isBehind = reader.said.length > reader.runFrom && !isStrong(tokenAt(reader, index - 1));
  if (isBehind && isStrong(tokenAt(reader, next))) return sayKindBehind(reader, { code, hasFor, next });
  reader.workKind = code;
  reader.switchedTo = code;
  return next;
}

/** «контрольная работа», «сам. раб.», «ответ на уроке». */
function pastWork(reader: Reader, index: number): number {
  let next = index;
  if (tokenAt(reader, next).kind === "dot" && /^р(?:аб.*)?$/.test(tokenAt(reader, next + 1).word)) next += 1;
  if (/^р(?:аб.*)?$/.test(tokenAt(reader, next).word)) next += 1;
  if (tokenAt(reader, next).word === "на" && tokenAt(reader, next + 1).word === "уроке") next += 2;
  return next;
}

/** «кр №2:»: the number of the work is no pupil's. */
function pastWorkNumber(reader: Reader, index: number): number {
  const [sign, number, colon] = [0, 1, 2].map((step) => tokenAt(reader, index + step).kind);
  if (sign !== "numberSign" || number !== "number" || colon !== "colon") return index;
  reader.warnings.push({ kind: "ignored", pupilIds: [], ...placeOf(reader, index, index + 2) });
  return index + 3;
}

interface KindBehind {
  code: string;
  hasFor: boolean;
  next: number;
}

/** Of «3-5, 7-4 кр» nobody knows whether the first is meant too; «за» ties it to its own. */
function sayKindBehind(reader: Reader, { code, hasFor, next }: KindBehind): number {
  const isOfRun = hasFor || !reader.hasCommaInLine || !endsRow(tokenAt(reader, next));
  const from = isOfRun ? reader.runFrom : reader.lineFrom;
  const spoken = reader.said.slice(from);
  if (isOfRun) {
    for (const said of spoken) said.workKind = code;
    return next;
  }
  const { at } = spoken[0]!;
  const { at: end, length } = tokenAt(reader, next - 1);
  reader.said.length = from;
  reader.runFrom = from;
  reader.faults.push({ kind: "unclear", at, length: end + length - at, example: "" });
  return next;
}
