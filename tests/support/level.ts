import type { Db } from "../../src/db.ts";
import type { ContentLevel } from "../../src/deliveries/message.ts";
import { setSettings } from "../../src/settings.ts";

/** In place of any other: where the clock of a test stands or goes back, an older level would be as new. */
export async function setLevel(db: Db, telegramLevel: ContentLevel): Promise<void> {
  await db.setting.deleteMany({ where: { key: "telegramLevel" } });
  await setSettings(db, { telegramLevel });
}
