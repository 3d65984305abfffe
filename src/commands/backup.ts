import { resolve } from "node:path";
import { makeBackup } from "../backup/making.ts";
import { clockTime, dayIn, isoDay, now } from "../clock.ts";
import { BadInput } from "../errors.ts";
import { getSettings } from "../settings.ts";
import type { DatabaseCommand } from "./command.ts";

const USAGE = "npm run backup [-- FILE]";
const MB = 1024 * 1024;

/** The whole school into one file, while it works (R26). */
export const backup: DatabaseCommand = async (args, { db, databaseUrl, config, say }) => {
  const [name, ...more] = args;
  if (more.length > 0 || name?.startsWith("-")) throw new BadInput(`Команда написана не так: ${USAGE}`);
  const { passphrase } = config.backup;
  const file = resolve(config.backup.dir ?? ".", name ?? (await nameNow(db)));
  const bytes = await makeBackup({ ...config, databaseUrl, passphrase }, file);
  say(
    `Копия готова: ${file}, ${(bytes / MB).toFixed(1)} МБ, ${passphrase ? "зашифрована" : "не зашифрована"}.`,
  );
  if (!passphrase)
    say(
      "В ней личные данные всей школы: храните её под замком. С BACKUP_PASSPHRASE она шифруется и берёт с собой секрет ссылок.",
    );
  return 0;
};

async function nameNow(db: Parameters<typeof getSettings>[0]): Promise<string> {
  const { timeZone } = await getSettings(db);
  const at = now();
  const time = clockTime(at, timeZone).replace(":", "").padStart(4, "0");
  return `vestnik-${isoDay(dayIn(timeZone, at))}-${time}.backup`;
}
