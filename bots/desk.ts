import type { Api } from "grammy";
import type { Db } from "../src/db.ts";
import type { Settings } from "../src/settings.ts";

/** What every part of the bot works with. */
export interface Desk {
  db: Db;
  settings(): Promise<Settings>;
  publicUrl: string;
  secret: string;
  /** Every call of it waits for its turn; see paced.ts. */
  api: Api;
  /** The bot's own name without the @; empty in the demo's window. */
  botName: string;
  readFile(id: string): Promise<Uint8Array>;
  dataDir: string;
}
