import { expect, test } from "vitest";
import { openPrecedence } from "../../workers/precedence.ts";

test("A digest sets out when both absences before it have left, and an absence that says so twice counts once", async () => {
  const precedence = openPrecedence();
  const leaves = [precedence.enter(), precedence.enter()];
  const setOut: string[] = [];
  const digest = precedence.clear().then(() => setOut.push("digest"));
  leaves[0]!();
  leaves[0]!();
  await Promise.resolve();
  expect(setOut).toEqual([]);
  leaves[1]!();
  await digest;
  expect(setOut).toEqual(["digest"]);
});

test("Where nothing is urgent a digest sets out at once", async () => {
  await openPrecedence().clear();
});
