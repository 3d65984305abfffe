import { type ProcessOptions, type RunningProcess, startProcess } from "./processes.ts";

/** Beside other tests a start may have to wait for its turn. */
const START_MS = 180_000;

export interface Surroundings {
  databaseUrl: string;
  telegram: { token: string; root: string };
  smtp?: { url: string } | undefined;
  redisUrl?: string | undefined;
  /** Of a machine of its own; else the folder of the repository. */
  dataDir?: string | undefined;
  /** Another tree of the same house. */
  root?: string | undefined;
}

/** A post office as a process of its own, talking to the local servers. */
export function startWorkerProcess(surroundings: Surroundings): Promise<RunningProcess> {
  const options = { ...optionsOf(surroundings), ready: /Почтовая служба работает/ };
  return startProcess(["serve", "--only", "workers"], options);
}

/** The bot as a process of its own, asking the local Telegram for updates. */
export function startBotProcess(surroundings: Surroundings): Promise<RunningProcess> {
  return startProcess(["serve", "--only", "bot"], { ...optionsOf(surroundings), ready: /Бот работает/ });
}

/** The journal as a process of its own, on this port. */
export function startWebProcess(surroundings: Surroundings, port: number): Promise<RunningProcess> {
  const { env, ...options } = optionsOf(surroundings);
  return startProcess(["serve", "--only", "web"], {
    ...options,
    env: { ...env, PORT: String(port) },
    ready: /Вестник открыт/,
  });
}

function optionsOf({ databaseUrl, telegram, smtp, redisUrl, dataDir, root }: Surroundings): ProcessOptions {
  return {
    env: {
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: "http://dnevnik.example",
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      LOG_LEVEL: "warn",
      SECRET: "a secret of thirty-two characters",
      ...(smtp ? { SMTP_URL: smtp.url } : {}),
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
      ...(dataDir ? { DATA_DIR: dataDir } : {}),
    },
    readyTimeoutMs: START_MS,
    ...(root ? { root } : {}),
  };
}
