import { describe, expect, test } from "vitest";
import { checkNewPassword, oneTimePassword } from "../../../src/access/passwords.ts";
import { BadInput } from "../../../src/errors.ts";

describe("A new password", () => {
  test.each(["четыре рыжих кота", "Correct horse 7", "kx7m-4pqd-w9hn", "smirnova пьёт чай"])(
    "may be %j",
    (password) => {
      expect(() => checkNewPassword(password, "smirnova")).not.toThrow();
    },
  );

  test.each([
    ["of nine characters", "abcd-efgh"],
    ["of a novel", "а б в г ".repeat(100)],
    ["that everybody tries first", "Qwerty12345"],
    ["that everybody tries first in Russia", "ЙЦУКЕНГШЩЗ"],
    ["of three characters over and over", "1212121212123"],
    ["that is the login with figures", "Smirnova2026"],
  ])("is not one %s", (_, password) => {
    expect(() => checkNewPassword(password, "smirnova")).toThrow(BadInput);
  });
});

test("A password for a slip is easy to read, passes as a password, and never comes twice", () => {
  const passwords = Array.from({ length: 500 }, oneTimePassword);
  expect(new Set(passwords).size).toBe(500);
  for (const password of passwords) expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/);
  expect(() => checkNewPassword(passwords[0]!, "smirnova")).not.toThrow();
});
