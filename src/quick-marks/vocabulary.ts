import type { QuickContext } from "./quick-marks.ts";
import { fold, wordsOfName } from "./spelling.ts";

/** What teachers write beside names and numbers, folded. A pattern stands for every ending. */
const words = (...patterns: string[]) => new RegExp(`^(?:${patterns.join("|")})$`);

export type NoteWord = "absent" | "late" | "present" | "reason";

const NOTES: [note: NoteWord, pattern: RegExp][] = [
  ["absent", words("н", "нет", "нету", "нб", "н/б", "отс", "отсут[а-я]*")],
  ["late", words("оп", "опозд[а-я]*")],
  ["present", words("есть", "здесь", "тут", "присут[а-я]*", "приш(?:ел|ла|ли)", "был[аои]?", "явил[а-я]*")],
  ["reason", words("б", "бол(?:еет|еют|ен|ьна|ьны|езнь|ел|ела)", "заболел[аи]?", "уп", "нп")],
];
/** After «не»: was not here. */
const CAME = words("был[аои]?", "приш(?:ел|ла|ли)", "явил[а-я]*", "присут[а-я]*");
const TO_BE_SAID_OF_ALL = words("нет", "нету", "отсут[а-я]*");

const VALUES: [code: string, pattern: RegExp][] = [
  ["5", words("отл", "отлично", "пять", "пятерк[а-я]*")],
  ["4", words("хор", "хорошо", "четыре", "четверк[а-я]*")],
  ["3", words("уд", "удовл", "удовлетворительно", "три", "тройк[а-я]*")],
  ["2", words("неуд", "неудовлетворительно", "два", "двойк[а-я]*")],
  ["1", words("единиц[а-я]*")],
  ["зач", words("зачет[а-я]*", "зачтено")],
  ["незач", words("незачет[а-я]*", "незачтено")],
  ["осв", words("освоб[а-я]*")],
  ["н/а", words("неаттест[а-я]*", "н/а")],
];

export const EVERYONE = words("все", "всем", "всех", "каждому");
export const THE_REST = words("остальные", "остальным", "остальных");
export const EXCEPT = words("кроме", "без", "исключая");
export const AND = words("и", "да");
export const NOBODY = words("никто", "никого", "нет", "нету");
export const NOT = words("не", "ни");
export const MINUTES = words("м", "мин", "минут[а-я]?");
export const HOMEWORK = words("дз", "д/з", "домашка", "домашку", "задание", "задано");
export const TOPIC = words("тема", "тему", "тема:");
export const FOR = words("за");
export const FROM = words("с", "от");
export const UP_TO = words("по", "до");
export const LESSON = words("урок[а-я]?", "уроке", "уроку");
export const CLASS = words("класс[а-я]?", "кл");
/** Between somebody and a value. */
export const GETS = words(
  "получ[а-я]*",
  "на",
  "по",
  "ставлю",
  "оценк[а-я]*",
  "отметк[а-я]*",
  "балл[а-я]*",
  "сегодня",
);
/** Where something could begin. */
export const POLITE = words(
  "привет",
  "здравствуйте",
  "добрый",
  "день",
  "пожалуйста",
  "спасибо",
  "сегодня",
  "оценк[а-я]*",
  "отметк[а-я]*",
  "а",
  "и",
  "еще",
  "у",
  "на",
  "за",
  "поставь(?:те)?",
  "запиши(?:те)?",
);

export function noteOf(word: string): NoteWord | null {
  return NOTES.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}

/** A list of these is the whole roll. */
export function saysWholeRoll(word: string): boolean {
  return TO_BE_SAID_OF_ALL.test(word);
}

export function isCame(word: string): boolean {
  return CAME.test(word);
}

/** The code of the school's scale that is written so; null: it is none. */
export function codeOf(word: string, scale: ReadonlyMap<string, string>): string | null {
  const code = scale.get(word);
  if (code !== undefined) return code;
  const alias = VALUES.find(([, pattern]) => pattern.test(word))?.[0];
  return (alias !== undefined && scale.get(alias)) || null;
}

/** Folded code → the code as the journal writes it; a school that writes «зачёт» is understood by «зач» too. */
export function scaleOf(codes: string[]): Map<string, string> {
  const aliases = codes.flatMap((code) =>
    VALUES.filter(([, pattern]) => pattern.test(fold(code))).map(([alias]) => [alias, code] as const),
  );
  return new Map([...aliases, ...codes.map((code) => [fold(code), code] as const)]);
}

/** What is short for a kind of work → how its name begins. */
const KIND_ABBREVIATIONS: Record<string, string> = {
  кр: "контрольн",
  "к/р": "контрольн",
  ср: "самостоятельн",
  "с/р": "самостоятельн",
  лр: "лаборатор",
  "л/р": "лаборатор",
  пр: "практическ",
  "п/р": "практическ",
  др: "домашн",
  "д/р": "домашн",
  дом: "домашн",
  дз: "домашн",
  "д/з": "домашн",
  кл: "классн",
  сам: "самостоятельн",
  лаб: "лаборатор",
  соч: "сочинени",
  изл: "изложени",
  отв: "ответ",
  уст: "ответ",
  устно: "ответ",
};
const SHORTEST_KIND = 4;
/** «контрольную» and «контрольная» differ in no more. */
const LONGEST_ENDING = 3;

/** Code of the kind of work that a word names: «кр», «контр», «контрольную»; null: none of this school. */
export function workKindOf(word: string, kinds: QuickContext["workKinds"]): string | null {
  const beginning = KIND_ABBREVIATIONS[word] ?? (word.length >= SHORTEST_KIND ? word : null);
  if (!beginning) return null;
  return kinds.find(({ name }) => isNamed(beginning, wordsOfName(name)[0]!))?.code ?? null;
}

/** A word with a meaning of its own here, values aside. */
export function isOurs(word: string, kinds: QuickContext["workKinds"]): boolean {
  const patterns = [EVERYONE, THE_REST, EXCEPT, NOT, HOMEWORK, TOPIC, FOR, FROM, LESSON, GETS, POLITE];
  return (
    patterns.some((pattern) => pattern.test(word)) ||
    noteOf(word) !== null ||
    workKindOf(word, kinds) !== null
  );
}

function isNamed(word: string, name: string): boolean {
  if (name.startsWith(word)) return true;
  const stem = Math.max(SHORTEST_KIND, name.length - LONGEST_ENDING);
  return word.startsWith(name.slice(0, stem)) && word.length <= name.length + LONGEST_ENDING;
}
