import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { restoreBackup } from "../backup/restoring.ts";
import type { Config } from "../config.ts";
import { BadInput } from "../errors.ts";
import type { DatabaseCommand } from "./command.ts";

const USAGE = "npm run restore -- FILE [--replace]";

/** The school of a backup in place of what the database holds, wholly or not at all (R26). */
export const restore: DatabaseCommand = async (args, { db, databaseUrl, config, say }) => {
  const { name, replace } = readArgs(args);
  // Where backup puts it, unless it was brought here.
  const file = existsSync(name) ? resolve(name) : resolve(config.backup.dir ?? ".", name);
  // Our own connections would count as somebody who works with the database.
  await db.$disconnect();
  const { passphrase } = config.backup;
  const restored = await restoreBackup({ ...config, databaseUrl, passphrase }, { file, replace });
  say(`Школа восстановлена: копия от ${restored.madeAt}, строк ${restored.rows}, файлов ${restored.files}.`);
  say(await keepSecret(config, restored.secret));
  say(
    "Отправленное до копии не повторится. Отправленное после неё база не помнит, и часть может прийти второй раз.",
  );
  return 0;
};

function readArgs(args: string[]): { name: string; replace: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { replace: { type: "boolean" } },
      allowPositionals: true,
    });
    const [name, ...more] = positionals;
    if (!name || more.length > 0) throw new Error("one file");
    return { name, replace: values.replace ?? false };
  } catch {
    throw new BadInput(`Команда написана не так: ${USAGE}`);
  }
}

/** Links sent before the backup work again, where the secret came along and the environment does not name one. */
async function keepSecret(config: Config, secret: string | null): Promise<string> {
  if (!secret) return "Секрета в копии нет: ссылки из старых писем работают, только если SECRET прежний.";
  if (secret === config.secret) return "Ссылки из старых писем работают.";
  const file = join(config.dataDir, "secret");
  const kept = await readFile(file, "utf8").catch(() => "");
  if (kept.trim() !== config.secret)
    return "SECRET в окружении не тот, что был: ссылки из старых писем не работают, пока он не вернётся.";
  await writeFile(file, secret, { mode: 0o600 });
  return "Секрет взят из копии: ссылки из старых писем работают.";
}
