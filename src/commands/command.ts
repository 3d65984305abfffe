import type { Config } from "../config.ts";
import type { Db } from "../db.ts";

/** What main.ts gives to a command of the console. */
export interface Console {
  db: Db;
  config: Config;
  /** Writes one line to the person at the terminal. */
  say(line: string): void;
}

/** Runs a command with what stands behind its name. Returns the exit code: 0 done, 1 refused with a sentence. */
export type Command = (args: string[], console: Console) => Promise<number>;
