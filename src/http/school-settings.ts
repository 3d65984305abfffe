import { audit } from "../audit.ts";
import type { Db } from "../db.ts";
import type { By } from "../outbox/events.ts";
import { getSettings, readWish, type Settings, setSettings } from "../settings.ts";

export interface Wishes {
  changes: Record<string, unknown>;
  /** The order behind them: «приказ № 14 от 26.11.2026». */
  act?: string | undefined;
}

/** Changes settings of the school from now on, all or nothing; returns what is in force. @throws BadInput a key or a value */
export async function changeSettings(db: Db, { changes, act }: Wishes, by: By): Promise<Settings> {
  const wishes = Object.entries(changes).map(([key, value]) => readWish(key, value));
  await db.$transaction(async (tx) => {
    await setSettings(tx, Object.assign({}, ...wishes), {
      actedById: by.actorId!,
      ...(act ? { act } : {}),
    });
    await audit(tx, by, { action: "settings.changed", details: { keys: Object.keys(changes) } });
  });
  return getSettings(db);
}
