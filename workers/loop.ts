import pg from "pg";
import { log } from "../src/log.ts";

const RECONNECT_MS = 500;
/** After a failure (the database restarts, say) a loop tries again after this, for ever. */
const AFTER_FAILURE_MS = 500;
/** A step that has found no end by now waits for something that never comes: it is left alone, and the loop goes on. */
const LONGEST_STEP_MS = 60_000;

export interface Loop {
  wake(): void;
  stop(): Promise<void>;
}

/** Runs a step again and again: at once while it finds something to do, else after `everyMs` or when woken. */
export function startLoop(name: string, everyMs: number, step: () => Promise<number>): Loop {
  let stopped = false;
  let woken = false;
  let rouse: () => void = () => {};
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      if (woken || stopped) return resolve();
      const timer = setTimeout(resolve, ms);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!stopped) {
      woken = false;
      try {
        if ((await withinTime(step())) === 0) await rest(everyMs);
      } catch (error) {
        log.warn({ loop: name, reason: (error as Error).name }, "step failed, trying again");
        await rest(AFTER_FAILURE_MS);
      }
    }
  };
  const done = run();
  const wake = () => {
    woken = true;
    rouse();
  };
  return {
    wake,
    async stop() {
      stopped = true;
      wake();
      await done;
    },
  };
}

/** @throws Error named StepLost past the longest time */
async function withinTime<T>(step: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const lost = new Error("no end in sight");
      lost.name = "StepLost";
      reject(lost);
    }, LONGEST_STEP_MS);
  });
  try {
    return await Promise.race([step, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Wakes loops by PostgreSQL's NOTIFY; what is lost while the connection is down is found by their own rhythm. */
export function startWaking(databaseUrl: string, loops: Record<string, Loop>): { stop(): Promise<void> } {
  let stopped = false;
  let client: pg.Client | undefined;
  const listen = async (): Promise<void> => {
    while (!stopped) {
      const next = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
      try {
        next.on("notification", ({ channel }) => loops[channel]?.wake());
        next.on("error", () => {
          if (client === next && !stopped) void listen();
        });
        await next.connect();
        for (const channel of Object.keys(loops)) await next.query(`listen ${channel}`);
        client = next;
        for (const loop of Object.values(loops)) loop.wake();
        return;
      } catch {
        next.end().catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      }
    }
  };
  const listening = listen();
  return {
    async stop() {
      stopped = true;
      await listening;
      await client?.end().catch(() => {});
    },
  };
}
