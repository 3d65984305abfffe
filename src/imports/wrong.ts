/** One thing wrong in one place of a file. */
export interface Wrong {
  /** As a spreadsheet counts: the header is row 1. */
  row: number;
  /** Empty: the row as a whole. */
  column: string | null;
  value: string;
  expected: string;
}

const SHOWN_LETTERS = 40;
const SHOWN_LINES = 20;

/** «Строка 17, столбец G3: «abc», а нужно целое число от 0 до 20.» */
function sayWrong({ row, column, value, expected }: Wrong): string {
  if (column === null) return `Строка ${row}: ${value || "пусто"}, а нужно ${expected}.`;
  return `Строка ${row}, столбец ${column}: ${value === "" ? "пусто" : `«${shorten(value)}»`}, а нужно ${expected}.`;
}

/** The first ones in words, the rest as a number. */
export function sayAllWrong(wrong: Wrong[]): string[] {
  const lines = wrong.slice(0, SHOWN_LINES).map(sayWrong);
  return wrong.length > SHOWN_LINES ? [...lines, `…и ещё ${wrong.length - SHOWN_LINES}.`] : lines;
}

/** What stands in a wrong file may be meant for the terminal, not for the reader. */
function shorten(value: string): string {
  const clean = value.replace(/\p{Cc}/gu, "�");
  return clean.length > SHOWN_LETTERS ? `${clean.slice(0, SHOWN_LETTERS)}…` : clean;
}
