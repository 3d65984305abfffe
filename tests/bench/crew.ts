import type { Channel } from "../../src/db.ts";
import { publishFinals } from "../../src/finals/finals.ts";
import { setSettings } from "../../src/settings.ts";
import { crowdSchool } from "../support/crowd.ts";
import type { FakeTelegram } from "../support/fake-telegram.ts";
import { until } from "../support/until.ts";
import { startWorkerProcess } from "../support/worker-process.ts";

export interface Wave {
  telegram: FakeTelegram;
  redisUrl: string | undefined;
  families: number;
  processes: number;
  /** Calls a second the token is allowed. */
  permits: number;
}

const CHANNELS: Channel[] = ["telegram"];

/** Announces a wave of finals to families in Telegram through worker processes and waits for the last one. */
export async function runWave({ telegram, redisUrl, families, processes, permits }: Wave): Promise<void> {
  telegram.reset();
  const school = await crowdSchool({ families, channels: CHANNELS });
  await setSettings(school.db, { telegramPermits: permits });
  const started = await Promise.all(
    Array.from({ length: processes }, () =>
      startWorkerProcess({ databaseUrl: school.url, telegram, redisUrl }),
    ),
  );
  try {
    await publishFinals(school.db, "final", { actorId: null, source: "web" });
    await until(() => telegram.ledger.length >= families, {
      timeoutMs: 300_000,
      what: `${families} messages`,
    });
  } finally {
    await Promise.all(started.map((worker) => worker.stop()));
    await school.close();
  }
}

/** Messages a second from the first to the last. */
export function rateOf({ ledger }: FakeTelegram): number {
  return (ledger.length - 1) / ((ledger.at(-1)!.at - ledger[0]!.at) / 1000);
}

export function median(figures: number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)]!;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
