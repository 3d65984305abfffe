import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { importFile } from "../../../src/commands/import.ts";
import type { Config } from "../../../src/config.ts";
import type { Db } from "../../../src/db.ts";

/** Twelve made-up families of the shape of the real table: nine with internet, three without. */
export const SMALL = join(import.meta.dirname, "small-por.csv");
export const MAPPING = join(import.meta.dirname, "../../../src/imports/mappings/student-por.json");

let folder: string | undefined;
let files = 0;
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true });
  folder = undefined;
});

/** Writes a file of its own and returns its path. */
export function fileOf(content: string | Buffer, name = "school.csv"): string {
  files += 1;
  folder ??= mkdtempSync(join(tmpdir(), "vestnik-import-"));
  const path = join(mkdtempSync(join(folder, `${files}-`)), name);
  writeFileSync(path, content);
  return path;
}

/** The small file with some lines written differently; lines are numbered from 1, as in a spreadsheet. */
export function smallWith(edit: (cells: string[], line: number) => string[]): string {
  const lines = readFileSync(SMALL, "utf8").trimEnd().split("\n");
  return lines.map((line, index) => edit(line.split(","), index + 1).join(",")).join("\n");
}

/** The small file with one cell written differently. */
export function smallWithCell(line: number, column: string, value: string): string {
  const at = columnAt(column);
  return smallWith((cells, number) => (number === line ? cells.with(at, value) : cells));
}

export function columnAt(column: string): number {
  return readFileSync(SMALL, "utf8").split("\n")[0]!.split(",").indexOf(column);
}

/** The mapping of the real file with a part of it written differently. */
export function mappingWith(change: Record<string, unknown>): string {
  return fileOf(JSON.stringify({ ...JSON.parse(readFileSync(MAPPING, "utf8")), ...change }), "mapping.json");
}

/** What a person at the terminal reads. @throws what main.ts turns into a sentence */
export async function runImport(db: Db, ...args: string[]): Promise<string> {
  const lines: string[] = [];
  const code = await importFile(args, { db, config: {} as Config, say: (line) => lines.push(line) });
  if (code !== 0) throw new Error(`exit code ${code}`);
  return lines.join("\n");
}

/** Every row of every table, as one text each: what is equal here is untouched. */
export async function photograph(db: Db): Promise<Record<string, string>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' order by 1`;
  const photo: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await db.$queryRawUnsafe<{ print: string }[]>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') as print from "${name}" t`,
    );
    photo[name] = row!.print;
  }
  return photo;
}
