import type { FakeTelegram } from "./fake-telegram.ts";
import { type RunningProcess, startProcess } from "./processes.ts";

export interface WorkerSurroundings {
  databaseUrl: string;
  telegram: FakeTelegram;
  redisUrl?: string | undefined;
}

/** A post office as a process of its own, talking to the local servers. */
export function startWorkerProcess({
  databaseUrl,
  telegram,
  redisUrl,
}: WorkerSurroundings): Promise<RunningProcess> {
  return startProcess(["serve", "--only", "workers"], {
    env: {
      DATABASE_URL: databaseUrl,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      LOG_LEVEL: "error",
      SECRET: "a secret of thirty-two characters",
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    },
    ready: /Почтовая служба работает/,
  });
}
