import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import type { Alarm } from "./results-known.ts";

const TOO_OLD_MS = 36 * 3_600_000;

/** R26: nightly backups were begun in this school, and the newest whole one is older than 36 hours. One query. */
export async function alarmsOfBackups(db: Db, at: Date = now()): Promise<Alarm[]> {
  const { _max, _min } = await db.nightlyBackup.aggregate({
    _max: { madeAt: true },
    _min: { startedAt: true },
  });
  const since = _max.madeAt ?? _min.startedAt;
  if (!since || since.getTime() > at.getTime() - TOO_OLD_MS) return [];
  return [
    {
      kind: "backup.late",
      count: 1,
      since,
      words:
        "Ночной резервной копии нет больше полутора суток. Проверьте папку BACKUP_DIR: есть ли место и права, и работает ли почтовая служба.",
    },
  ];
}
