import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { BadInput } from "../errors.ts";
import { countUnannounced } from "../finals/finals.ts";
import {
  applyImport,
  type Counts,
  countChanges,
  type PlannedImport,
  planImport,
  plural,
  readMapping,
  THINGS,
  type Thing,
} from "../imports/imports.ts";
import type { Command } from "./command.ts";

const USAGE = "npm run import -- ФАЙЛ.csv --mapping ОПИСАНИЕ.json [--apply]";

const WORDS: Record<Thing, string> = {
  years: "Учебный год",
  terms: "Учебные периоды",
  buildings: "Здания",
  classes: "Классы",
  subjects: "Предметы",
  scales: "Шкалы",
  pupils: "Ученики",
  guardians: "Родители",
  enrolments: "Зачисления в класс",
  guardianships: "Кто чей родитель",
  statements: "Заявления",
  consents: "Согласия",
  emails: "Контакты: почта",
  telegrams: "Контакты: Telegram",
  papers: "Контакты: бумага",
  termMarks: "Отметки за период",
  finalMarks: "Итоговые отметки",
};

/** Shows what a file would change; with `--apply` changes it. @throws BadInput a sentence for everything wrong, nothing changed */
export const importFile: Command = async (args, { db, say }) => {
  const { file, mapping: path, apply } = readArgs(args);
  const planned = await planImport(db, file, await readMapping(path));
  for (const line of sayPlan(planned)) say(line);
  if (countChanges(planned.counts) === 0) {
    say("В журнале уже всё так, как в файле. Ничего не изменилось и никому ничего не отправлено.");
    return 0;
  }
  if (!apply) {
    say("Это просмотр: в журнале ничего не изменилось. Чтобы внести, повторите команду с --apply.");
    return 0;
  }
  const counts = await applyImport(db, planned, showProgress);
  say(`Внесено: ${sayChanges(counts)}. Никому ничего не отправлено.`);
  const unannounced = await countUnannounced(db, "final");
  if (unannounced > 0)
    say(
      `Итоговых отметок, о которых семьи ещё не знают: ${unannounced}. Объявить их: npm run publish -- --finals`,
    );
  return 0;
};

function readArgs(args: string[]): { file: string; mapping: string; apply: boolean } {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  if (file === undefined) throw new BadInput(`Не сказано, какой файл загрузить: ${USAGE}`);
  if (more.length > 0) throw new BadInput(`Файл должен быть один, а лишнее здесь «${more[0]}»: ${USAGE}`);
  if (!values.mapping) throw new BadInput(`Не сказано, по какому описанию читать файл: ${USAGE}`);
  return { file: locate(file), mapping: locate(values.mapping), apply: values.apply ?? false };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { mapping: { type: "string" }, apply: { type: "boolean" } },
    });
  } catch {
    throw new BadInput(`Команда написана не так: ${USAGE}`);
  }
}

/** npm runs its scripts in the folder of package.json, wherever the person stands. */
function locate(path: string): string {
  const here = resolve(path);
  const typedIn = process.env.INIT_CWD;
  return existsSync(here) || !typedIn ? here : resolve(typedIn, path);
}

function sayPlan({ file, rows, columns, mapping, plan, counts, notes }: PlannedImport): string[] {
  const { source, schoolYear, ignore, key } = mapping;
  const keys = key.row ? "номер строки" : `столбец ${key.column}`;
  return [
    `Файл ${file}: ${plural(rows, "строка", "строки", "строк")}, ${plural(columns, "столбец", "столбца", "столбцов")}.`,
    `Источник «${source.name}»: ${source.title}. Ученика узнаём по ключу: ${keys}.`,
    `Учебный год ${schoolYear.name}. Классы: ${plan.classes
      .map(({ level, letter }) => level + letter)
      .sort(inOrder)
      .join(", ")}.`,
    ...sayStandIns(mapping),
    ...ignore.map(({ columns: left, why }) => `Не берём ${left.join(", ")}: ${why}.`),
    "",
    `${"".padEnd(22)}${["новых", "изменится", "так и есть"].map((word) => word.padStart(12)).join("")}`,
    ...THINGS.filter((thing) => sum(counts, thing) > 0).map((thing) => sayRow(WORDS[thing], counts[thing])),
    "",
    ...notes,
  ];
}

/** What the file does not hold and the description stands in for. */
function sayStandIns({ pupil, guardian, contacts }: PlannedImport["mapping"]): string[] {
  const named = [pupil.placeholder && "ученики", guardian?.placeholder && "родители"].filter(Boolean);
  const names =
    named.length > 0
      ? [`Имён в файле нет: ${named.join(" и ")} получат имена-заглушки и будут так помечены.`]
      : [];
  if (!contacts) return names;
  const { statement } = contacts;
  return [
    ...names,
    statement
      ? `Контакты подтверждает заявление № ${statement.number.replaceAll("{key}", "…")} от ${statement.date.split("-").reverse().join(".")}.`
      : "Заявления за контактами нет: они останутся неподтверждёнными, и на них ничего не отправится.",
  ];
}

function sayRow(word: string, { fresh, changed, same }: Counts[Thing]): string {
  return word.padEnd(22) + [fresh, changed, same].map((count) => String(count || "·").padStart(12)).join("");
}

function sum(counts: Counts, thing: Thing): number {
  return counts[thing].fresh + counts[thing].changed + counts[thing].same;
}

function inOrder(one: string, other: string): number {
  return one.localeCompare(other, "ru", { numeric: true });
}

function sayChanges(counts: Counts): string {
  const fresh = THINGS.reduce((total, thing) => total + counts[thing].fresh, 0);
  const changed = THINGS.reduce((total, thing) => total + counts[thing].changed, 0);
  return `${plural(fresh, "новая запись", "новые записи", "новых записей")}, ${plural(changed, "изменённая", "изменённые", "изменённых")}`;
}

/** One line that counts up on a terminal; a log file gets none. */
function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const percent = Math.floor((done / total) * 100);
  process.stderr.write(`\rВносим: ${done} из ${total} (${percent} %)${done === total ? "\r\x1b[K" : ""}`);
}
