import { claimNight, makeNightly } from "../src/backup/nights.ts";
import type { Config } from "../src/config.ts";
import type { Db } from "../src/db.ts";
import { log } from "../src/log.ts";
import { getSettings } from "../src/settings.ts";

// In: the night. Out: the school in one file in BACKUP_DIR, and the oldest files let go; R26.
// If it dies here no half of a file has its name, and another worker begins anew three hours later.

/** Without a folder for backups a step does nothing. */
export function openNights(opening: { db: Db; config: Config; databaseUrl: string }): {
  step(): Promise<number>;
  /** Waits for the one under way. */
  stop(): Promise<void>;
} {
  const { db, config, databaseUrl } = opening;
  const { dir, passphrase } = config.backup;
  let making = Promise.resolve();
  return {
    async step() {
      const day = dir ? await claimNight(db, (await getSettings(db)).timeZone) : null;
      // Not waited for: a large school takes longer than a step of a loop may.
      if (dir && day)
        making = makeNightly(db, { ...config, databaseUrl, passphrase }, { dir, day }).then(
          () => log.info("backup made"),
          (error: Error) => log.error({ reason: error.message }, "no backup was made"),
        );
      return 0;
    },
    stop: () => making,
  };
}
