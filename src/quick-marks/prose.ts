import { endsRow, fault, hasName, isPair, placeOf, type Reader, tokenAt } from "./reader.ts";
import { EXCEPT, HOMEWORK, LESSON, NOT, noteOf, TOPIC } from "./vocabulary.ts";
import { readWhat, toWhat } from "./whats.ts";
import { readWhos } from "./whos.ts";

const NOT_SET = /^(?:нет|нету|не задано|не задаю|не задавать|ничего|без задания|[-–—]+|0)[.!]?$/i;
/** A line that goes on with the homework of the line before. */
const GOES_ON = new Set([
  "§",
  "стр",
  "упр",
  "зад",
  "задача",
  "задачи",
  "номер",
  "п",
  "пар",
  "учебник",
  "тетрадь",
]);

/** «дз: §14 №5», «дз Иванову: …», «тема: …»: free words to the end of the line; null: none of them. */
export function readProse(reader: Reader, index: number): number | null {
  const token = tokenAt(reader, index);
  if (hasName(reader, index)) return null;
  if (TOPIC.test(token.word)) return readTopic(reader, index);
  if (NOT.test(token.word) && /^зада(?:но|ю|ла|л)$/.test(tokenAt(reader, index + 1).word))
    return noHomework(reader, index, index + 2);
  if (EXCEPT.test(token.word) && HOMEWORK.test(tokenAt(reader, index + 1).word))
    return noHomework(reader, index, index + 2);
  const length = homeworkLength(reader, index);
  return length === 0 ? null : readHomework(reader, index, index + length);
}

/** How many tokens say «домашнее задание». */
function homeworkLength(reader: Reader, index: number): number {
  const { word } = tokenAt(reader, index);
  if (HOMEWORK.test(word)) return 1;
  if (word === "на" && tokenAt(reader, index + 1).word === "дом") return 2;
  if (!/^дом(?:ашнее)?$/.test(word)) return 0;
  const next = tokenAt(reader, index + 1).kind === "dot" ? index + 2 : index + 1;
  return /^зад(?:ание)?$/.test(tokenAt(reader, next).word) ? next - index + 1 : 0;
}

function noHomework(reader: Reader, from: number, next: number): number {
  reader.homework = { ...placeOf(reader, from, next), text: null };
  return next;
}

function readHomework(reader: Reader, index: number, from: number): number {
  const people = readWhos(reader, from);
  const isForOne = people.thing.length > 0 && isPair(tokenAt(reader, people.next)) && hasName(reader, from);
  const begin = isForOne ? people.next : from;
  const next = pastProse(reader, begin);
  const text = textOf(reader, begin, next);
  if (text === "") return fault(reader, "noText", { from: index, next });
  const place = placeOf(reader, index, next);
  if (isForOne && people.thing.some(({ isDoubtful }) => isDoubtful))
    return fault(reader, "unclear", { from: index, next });
  if (isForOne) reader.tasks.push({ ...place, who: people.thing, text });
  else reader.homework = { ...place, text: NOT_SET.test(text) ? null : text };
  if (readsLikeMarks(reader, begin)) reader.warnings.push({ kind: "looksLikeMarks", pupilIds: [], ...place });
  return next;
}

function readTopic(reader: Reader, index: number): number {
  const from = LESSON.test(tokenAt(reader, index + 1).word) ? index + 2 : index + 1;
  const next = pastProse(reader, from);
  reader.topic = { ...placeOf(reader, index, next), text: textOf(reader, from, next) || null };
  return next;
}

/** «дз: Иванов 5» was perhaps meant as marks for homework. */
function readsLikeMarks(reader: Reader, index: number): boolean {
  const { next } = toWhat(reader, index);
  return hasName(reader, next) && readWhat(reader, toWhat(reader, next + 1).next) !== null;
}

/** To the end of the line, of the lines that go on with it, or to where the next of its kind begins. */
function pastProse(reader: Reader, index: number): number {
  let next = index;
  for (;;) {
    const token = tokenAt(reader, next);
    if (token.kind === "end" || isSection(reader, next)) return next;
    if (token.kind === "line" && !goesOn(reader, next + 1)) return next;
    next += 1;
  }
}

function goesOn(reader: Reader, index: number): boolean {
  const token = tokenAt(reader, index);
  return token.kind === "numberSign" || (token.kind === "word" && GOES_ON.has(token.word));
}

/** «; тема: …», «, нет: …»: a word of ours with a colon, or behind a semicolon. */
function isSection(reader: Reader, index: number): boolean {
  const token = tokenAt(reader, index);
  if (token.kind !== "word" || token.isGlued) return false;
  const isOurs = TOPIC.test(token.word) || HOMEWORK.test(token.word) || noteOf(token.word) !== null;
  const isAnnounced = tokenAt(reader, index + 1).kind === "colon" || endsRow(tokenAt(reader, index - 1));
  return isOurs && isAnnounced;
}

function textOf(reader: Reader, from: number, next: number): string {
  const start = tokenAt(reader, from - 1);
  const raw = reader.text.slice(start.at + start.length, tokenAt(reader, next).at);
  return raw
    .replace(/^[\s:=–—-]+(?=\S)/, "")
    .replace(/[\s;,]+$/, "")
    .replace(/^[\s:]+$/, "");
}

/** Homework or a topic that begins here with a colon: words before it end. */
export function startsProse(reader: Reader, index: number): boolean {
  return isSection(reader, index) && noteOf(tokenAt(reader, index).word) === null;
}
