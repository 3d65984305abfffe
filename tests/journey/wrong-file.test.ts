import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Db, openDb } from "../../src/db.ts";
import { MAPPING, photograph, SMALL, smallWithCell } from "../src/imports/small-por.ts";
import { testDatabase } from "../support/database.ts";
import { runProgram } from "../support/program.ts";

// Every wrong file has its sentence in tests/src/imports; here is what a person at the terminal gets of it.

const MB = 1024 * 1024;
/** The start of the program alone; loading this file would take a multiple of its 50 MB. */
const SECONDS_TO_REFUSE = 15;
/** What two runs of the same program may differ by. */
const SPREAD_MB = 40;
const PEAK = join(mkdtempSync(join(tmpdir(), "vestnik-wrong-")), "peak");
/** Writes the most memory the program held, in kilobytes, when it ends. */
const NOTE_PEAK = `import { writeFileSync } from "node:fs";
process.once("exit", () => writeFileSync(${JSON.stringify(PEAK)}, String(process.resourceUsage().maxRSS)));`;

vi.setConfig({ testTimeout: 60_000 });

let db: Db;
let env: Record<string, string>;

beforeAll(async () => {
  const database = await testDatabase();
  db = openDb(database.url, 2);
  env = {
    DATABASE_URL: database.url,
    SECRET: "a secret of thirty-two characters",
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(NOTE_PEAK)}`,
  };
  return async () => {
    await db.$disconnect();
    await database.drop();
  };
});
afterAll(() => rmSync(join(PEAK, ".."), { recursive: true }));

const write = (name: string, content: string | Buffer) => {
  const path = join(PEAK, "..", name);
  writeFileSync(path, content);
  return path;
};

/** The sentences on stderr of a refused import; the database must be as it was. */
async function refusal(file: string, mapping = MAPPING) {
  const before = await photograph(db);
  const { code, stdout, stderr, seconds } = await runProgram(
    ["import", file, "--mapping", mapping, "--apply"],
    env,
  );
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/\n$/);
  expect(stderr).not.toMatch(/Error|^\s+at /m);
  expect(await photograph(db)).toEqual(before);
  return {
    sentences: stderr.trimEnd().split("\n"),
    seconds,
    peakMb: Number(readFileSync(PEAK, "utf8")) / 1024,
  };
}

test("A wrong cell: a sentence for each, with its place and what belongs there", async () => {
  const lines = smallWithCell(7, "G3", "abc").split("\n");
  const file = write("marks.csv", lines.with(1, lines[1]!.replace(/,\d+$/, ",")).join("\n"));
  expect((await refusal(file)).sentences).toEqual([
    "Строка 2, столбец G3: пусто, а нужно целое число от 0 до 20.",
    "Строка 7, столбец G3: «abc», а нужно целое число от 0 до 20.",
  ]);
});

test("A file in another encoding: one sentence that says how to save it", async () => {
  const cells = Buffer.from([0xc8, 0xe2, 0xe0, 0xed]);
  const { sentences } = await refusal(write("old.csv", Buffer.concat([readFileSync(SMALL), cells])));
  expect(sentences).toHaveLength(1);
  expect(sentences[0]).toMatch(/^Файл «old\.csv» не в кодировке UTF-8: .* Сохраните его как «CSV UTF-8»/);
});

test("A mapping that is not JSON: one sentence that names it", async () => {
  const { sentences } = await refusal(SMALL, write("mapping.json", "school: GP"));
  expect(sentences).toHaveLength(1);
  expect(sentences[0]).toMatch(/^Описание «mapping\.json» не читается как JSON: /);
});

test("50 MB of garbage: one sentence, at once, and the file is not read into memory", async () => {
  const missing = await refusal(join(PEAK, "..", "nothing.csv"));
  expect(missing.sentences).toEqual(["Файла «nothing.csv» нет. Проверьте путь."]);

  const garbage = await refusal(write("garbage.csv", randomBytes(50 * MB)));
  expect(garbage.sentences).toEqual([
    "Файл «garbage.csv» весит 50 МБ, а принимается не больше 20 МБ: похоже, это не таблица школы.",
  ]);
  process.stdout.write(
    `50 MB refused in ${garbage.seconds.toFixed(1)} s with ${garbage.peakMb.toFixed(0)} MB at most, a file that is not there in ${missing.seconds.toFixed(1)} s with ${missing.peakMb.toFixed(0)} MB\n`,
  );
  expect(garbage.seconds).toBeLessThan(SECONDS_TO_REFUSE);
  expect(garbage.peakMb - missing.peakMb).toBeLessThan(SPREAD_MB);
});
