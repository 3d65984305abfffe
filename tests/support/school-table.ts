import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { SMALL } from "../src/imports/small-por.ts";

/** What a family of the table must hear, worked out from the file alone and not by the import that is on trial. */
export interface TableFamily {
  key: string;
  way: "email" | "telegram" | "paper";
  /** Empty on paper. */
  address: string;
  /** `Заглушка-0001 Ученица` */
  pupil: string;
  className: string;
  final: string;
}

export interface SchoolTable {
  path: string;
  isReal: boolean;
  name: string;
  families: TableFamily[];
  on(way: TableFamily["way"]): TableFamily[];
}

// The real table lies beside the repository and is never copied into it.
const REAL = join(import.meta.dirname, "../../../shared/data/student-por.csv");
const LETTERS: Record<string, string> = { GP: "Г", MS: "М" };
const CHAT_ID_BASE = 999_660_000_000;
const OLDEST_LEVEL = 11;
/** Who is fifteen sits in the eighth class, and so on up. */
const AGE_LESS_LEVEL = 7;

/** The real school table where it is, else the small one of the same shape. */
export function openSchoolTable(): SchoolTable {
  const isReal = existsSync(REAL);
  const path = isReal ? REAL : SMALL;
  const families = readFamilies(path);
  return {
    path,
    isReal,
    name: basename(path),
    families,
    on: (way) => families.filter((family) => family.way === way),
  };
}

function readFamilies(path: string): TableFamily[] {
  const [header = "", ...lines] = readFileSync(path, "utf8").trimEnd().split(/\r?\n/);
  const columns = header.split(",");
  let connected = 0;
  return lines.map((line, index) => {
    const cells = line.split(",");
    const cell = (column: string) => cells[columns.indexOf(column)]!;
    const key = String(index + 1).padStart(4, "0");
    if (cell("internet") === "yes") connected += 1;
    const way = cell("internet") === "no" ? "paper" : connected % 2 === 1 ? "email" : "telegram";
    const level = Math.min(Number(cell("age")) - AGE_LESS_LEVEL, OLDEST_LEVEL);
    return {
      key,
      way,
      address: { email: `family-${key}@por.invalid`, telegram: String(CHAT_ID_BASE + index + 1), paper: "" }[
        way
      ],
      pupil: `Заглушка-${key} ${cell("sex") === "F" ? "Ученица" : "Ученик"}`,
      className: `${level}${LETTERS[cell("school")]}`,
      final: cell("G3"),
    };
  });
}
