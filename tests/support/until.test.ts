import { expect, test } from "vitest";
import { until } from "./until.ts";

test("The first truthy answer is returned, and a throw counts as not yet", async () => {
  let asked = 0;
  const answer = await until(async () => {
    asked += 1;
    if (asked === 1) throw new Error("no connection");
    return asked > 2 ? { asked } : null;
  });
  expect(answer).toEqual({ asked: 3 });
});

test("The failure says what was waited for and what was seen last", async () => {
  const waiting = until(() => [].length, { timeoutMs: 30, what: "a letter" });
  await expect(waiting).rejects.toThrow("Waited 30 ms for a letter; last seen: 0");
});

test("A condition that hangs does not outlive the deadline", async () => {
  const waiting = until(() => new Promise<boolean>(() => {}), { timeoutMs: 30, what: "an answer" });
  await expect(waiting).rejects.toThrow("for an answer; last seen: 'no answer yet'");
});
