import { expect, test } from "vitest";
import { readQuickMarks } from "../../src/quick-marks/quick-marks.ts";
import { SEVENTH_A } from "../support/quick-class.ts";
import { say } from "./crew.ts";

const LENGTH = 2_000;
const MOST_MS = 5;
/** Four times the text may take so many times as long; looking ahead again and again would take sixteen. */
const MOST_GROWTH = 10;
const RUNS = 200;

/** All but the first make the grammar look ahead, over and over. */
const TEXTS: Record<string, string> = {
  "a class's marks": SEVENTH_A.pupils
    .map(({ number, surname }) => `${number}. ${surname} 5/4, ${number}-3; `)
    .join("\n"),
  names: "Ким, ",
  "bare numbers": "1 и ",
  "numbers and commas": "1,2,",
  "values first": "5: Ким, ",
  misspelt: "Ивнаов 5 ",
  "misspelt, line by line": SEVENTH_A.pupils
    .map(({ surname }) => `${surname.slice(0, 2)}${surname.slice(3)} 5\n`)
    .join(""),
  unknown: "абв ",
};

test("reads a message of 2,000 characters in under 5 ms of processor time", () => {
  for (const [name, piece] of Object.entries(TEXTS)) {
    const of = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    const ms = costMs(of(LENGTH));
    const four = costMs(of(4 * LENGTH));
    say(
      `quick marks: ${name}: ${LENGTH} characters in ${ms.toFixed(2)} ms (limit ${MOST_MS}), four times as many in ${four.toFixed(2)} ms`,
    );
    expect(ms).toBeLessThan(MOST_MS);
    expect(four / ms).toBeLessThan(MOST_GROWTH);
  }
});

/** Processor time of one reading: pure work, whoever else is on the machine. */
function costMs(text: string): number {
  const context = { ...SEVENTH_A, pupils: [...SEVENTH_A.pupils] };
  for (let run = 0; run < RUNS; run++) readQuickMarks(text, context);
  const before = process.cpuUsage();
  for (let run = 0; run < RUNS; run++) readQuickMarks(text, context);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / RUNS;
}
