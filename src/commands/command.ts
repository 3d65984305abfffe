import type { Config } from "../config.ts";
import type { Db } from "../db.ts";

/** What main.ts gives to a command of the console. */
export interface Console {
  db: Db;
  config: Config;
  /** Writes one line to the person at the terminal. */
  say(line: string): void;
}

/** For a command that needs the database itself, beyond what stands in it. */
export type DatabaseCommand = (args: string[], console: Console & { databaseUrl: string }) => Promise<number>;

/** Runs a command with what stands behind its name. Returns the exit code: 0 done, 1 refused with a sentence. */
export type Command = (args: string[], console: Console) => Promise<number>;
