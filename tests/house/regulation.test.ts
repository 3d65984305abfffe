import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
/** R1 to R51 and R60 to R64, but for the numbers the regulation leaves out. */
const ALL = [...range(1, 51), ...range(60, 64)].map((n) => `R${n}`);

interface Row {
  number: string;
  keptBy: string;
  tests: string[];
}

const rows = readFileSync(join(ROOT, "docs/regulation.md"), "utf8")
  .split("\n")
  .flatMap((line): Row[] => {
    const [, number = "", , keptBy = "", tests = ""] = line.split("|").map((cell) => cell.trim());
    return /^R\d+$/.test(number) ? [{ number, keptBy, tests: filesIn(tests) }] : [];
  });

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function filesIn(cell: string): string[] {
  return [...cell.matchAll(/`([\w/.-]+\/[\w.-]+\.tsx?)`/g)].map(([, file]) => file!);
}

test("The page lists every number of the regulation once", () => {
  const numbers = rows.map(({ number }) => number).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  expect(numbers).toEqual(ALL);
});

test("What keeps a requirement is there, and so are its tests", () => {
  const gone = rows.flatMap(({ number, keptBy, tests }) =>
    [...filesIn(keptBy), ...tests]
      .filter((file) => !existsSync(join(ROOT, file)))
      .map((file) => `${number} of docs/regulation.md names ${file}, which is not there.`),
  );
  expect(gone).toEqual([]);
});

test("What is not open has a test, and each of its tests names the number", () => {
  const bare = rows
    .filter(({ keptBy, tests }) => !keptBy.startsWith("open") && tests.length === 0)
    .map(({ number }) => `${number} of docs/regulation.md names no test: write one, or call it open.`);
  const silent = rows.flatMap(({ number, tests }) =>
    tests
      .filter((file) => existsSync(join(ROOT, file)))
      .filter((file) => !new RegExp(`\\b${number}\\b`).test(readFileSync(join(ROOT, file), "utf8")))
      .map((file) => `${file} keeps ${number} by docs/regulation.md and does not say so.`),
  );
  expect([...bare, ...silent]).toEqual([]);
});
