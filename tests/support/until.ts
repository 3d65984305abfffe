import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";

export interface UntilOptions {
  timeoutMs?: number;
  everyMs?: number;
  /** What is waited for, in the words of the failure. */
  what?: string;
}

type Truthy<T> = Exclude<T, false | null | undefined | 0 | "">;

/** Asks until the answer is truthy and returns it. A condition that throws counts as "not yet" and is the failure's cause. */
export async function until<T>(
  condition: () => T | Promise<T>,
  options: UntilOptions = {},
): Promise<Truthy<T>> {
  const { timeoutMs = 10_000, everyMs = 10, what = condition.toString() } = options;
  const deadline = performance.now() + timeoutMs;
  const late = Symbol("late");
  let last: unknown = "no answer yet";
  let cause: unknown;
  for (;;) {
    const timer = new AbortController();
    try {
      // A condition that hangs must not outlive the deadline either.
      const answer = await Promise.race([
        condition(),
        sleep(Math.max(0, deadline - performance.now()), late, { signal: timer.signal }),
      ]);
      if (answer === late) break;
      if (answer) return answer as Truthy<T>;
      last = answer;
      cause = undefined;
    } catch (error) {
      last = error instanceof Error ? error.message : error;
      cause = error;
    } finally {
      timer.abort();
    }
    if (performance.now() >= deadline) break;
    await sleep(everyMs);
  }
  throw new Error(`Waited ${timeoutMs} ms for ${what}; last seen: ${inspect(last, { depth: 4 })}`, { cause });
}
