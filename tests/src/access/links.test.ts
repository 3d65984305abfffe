import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { readConfirm, readStop, signConfirm, signStop } from "../../../src/access/links.ts";

const SECRET = "a secret of the tests, at least 32 characters";
const personId = randomUUID();

test("The link of a letter names its receiver to whoever has the secret", () => {
  expect(readStop(SECRET, signStop(SECRET, personId))).toBe(personId);
});

test("A link signed with another secret opens nothing", () => {
  expect(readStop(SECRET, signStop("another secret", personId))).toBeNull();
});

test("The signature of one person does not fit another", () => {
  const [, signature] = signStop(SECRET, personId).split(".");
  const [other] = signStop(SECRET, randomUUID()).split(".");
  expect(readStop(SECRET, `${other}.${signature}`)).toBeNull();
});

test.each(["", ".", "x", "a.b", "a.b.c", "ы.ы", "%00"])("Rubbish opens nothing: %j", (token) => {
  expect(readStop(SECRET, token)).toBeNull();
});

test("A link fits into a mail header and an address line", () => {
  expect(signStop(SECRET, personId)).toMatch(/^[\w.-]{60,70}$/);
});

test("The link of a question ends when it says, and its end cannot be moved", () => {
  const until = new Date("2026-12-03T03:00:00Z");
  const token = signConfirm(SECRET, personId, until);
  const before = new Date(until.getTime() - 1000);
  expect(readConfirm(SECRET, token, before)).toBe(personId);
  expect(readConfirm(SECRET, token, until)).toBeNull();
  expect(readConfirm(SECRET, token.replace(/\.\w+\./, ".zzzzzz."), before)).toBeNull();
});

test("A link of one purpose never opens the door of another", () => {
  const later = new Date(Date.now() + 60_000);
  expect(readConfirm(SECRET, signStop(SECRET, personId), new Date())).toBeNull();
  expect(readStop(SECRET, signConfirm(SECRET, personId, later))).toBeNull();
});
