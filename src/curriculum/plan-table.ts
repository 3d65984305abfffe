import { type Column, dayOf, headingOf, readTable, type TableRow, type WrongCell } from "../tables/tables.ts";

/** A line of a lesson plan: what is taught in so many lessons. */
export interface PlanLineData {
  topic: string;
  hours: number;
  homework: string | null;
  /** ISO day of its first lesson, if the plan has dates. */
  plannedOn: string | null;
}

const COLUMNS = {
  number: { headings: ["№", "№ п/п", "№ урока", "номер"], optional: true },
  topic: { headings: ["Тема", "Тема урока", "Темы"] },
  hours: { headings: ["Часы", "Часов", "Кол-во часов", "Количество часов"], optional: true },
  homework: { headings: ["Домашнее задание", "ДЗ", "Задание"], optional: true },
  plannedOn: { headings: ["Дата", "Дата по плану", "Дата проведения"], optional: true },
} as const satisfies Record<string, Column>;
type Key = keyof typeof COLUMNS;

export const PLAN_HEADINGS = (Object.keys(COLUMNS) as Key[]).map((key) => headingOf(COLUMNS[key]));

const LONGEST_TOPIC = 500;
const LONGEST_HOMEWORK = 4000;
const MOST_HOURS = 40;
const WORDS = /[\p{L}\p{N}]/u;

/**
 * The lines of a plan as its teacher keeps them in a spreadsheet; without hours a line is one lesson. A row with nothing but
 * a topic and no number, where others have one, is the heading of a part and no lesson.
 * @throws BadInput the file as a whole is no such table
 */
export async function readPlanTable(bytes: Buffer): Promise<{ lines: PlanLineData[]; wrong: WrongCell[] }> {
  const rows = await readTable<Key>(bytes, COLUMNS);
  const areNumbered = rows.some(({ cells }) => cells.number !== "");
  const wrong: WrongCell[] = [];
  const lessons = rows.filter(({ cells }) => !areNumbered || !isHeading(cells));
  const lines = lessons.map((row) => lineOf(row, wrong));
  return { lines, wrong };
}

function isHeading({ topic, ...others }: TableRow<Key>["cells"]): boolean {
  return topic !== "" && Object.values(others).every((cell) => cell === "");
}

function lineOf({ row, cells }: TableRow<Key>, wrong: WrongCell[]): PlanLineData {
  const check = (key: Key, isRight: boolean, expected: string) => {
    if (!isRight)
      wrong.push({ row, column: headingOf(COLUMNS[key]), value: cells[key].slice(0, 100), expected });
  };
  const topic = cells.topic.replace(/\s+/g, " ").trim();
  const plannedOn = cells.plannedOn === "" ? null : (dayOf(cells.plannedOn) ?? null);
  check("topic", WORDS.test(topic) && topic.length <= LONGEST_TOPIC, `тема урока до ${LONGEST_TOPIC} знаков`);
  const hours = cells.hours === "" ? 1 : Number(cells.hours.replace(",", "."));
  check(
    "hours",
    Number.isInteger(hours) && hours >= 1 && hours <= MOST_HOURS,
    `целое число от 1 до ${MOST_HOURS}`,
  );
  check("homework", cells.homework.length <= LONGEST_HOMEWORK, `задание до ${LONGEST_HOMEWORK} знаков`);
  check("plannedOn", cells.plannedOn === "" || plannedOn !== null, "дата вида 15.10.2026 или пусто");
  return { topic, hours, homework: cells.homework || null, plannedOn };
}
