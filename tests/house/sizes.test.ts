import { expect, test } from "vitest";
import { filesUnder, readSource } from "./tree.ts";

const LONGEST = 300;

test("No file is longer than one can read in one go", () => {
  const files = [
    ...filesUnder(["src", "workers", "bots", "templates", "prisma"], [".ts", ".tsx", ".js", ".css", ".ftl"]),
    readSource("main.ts"),
    readSource("setup.mjs"),
  ];
  const long = files
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > LONGEST);
  expect(
    long.map(
      ({ path, lines }) =>
        `${path} has ${lines} lines, more than ${LONGEST}: part it by what it speaks of, and name the new file after that.`,
    ),
  ).toEqual([]);
});
