import type { Api } from "grammy";
import { BadInput } from "../src/errors.ts";

/** Telegram hands out no larger ones. core.telegram.org/bots/api#getfile */
const LARGEST = 20 * 1024 * 1024;
const TIMEOUT_MS = 20_000;

/** Fetches what somebody sent. @throws BadInput too large, or Telegram does not have it any more */
export async function readFile(api: Api, root: string, id: string): Promise<Uint8Array> {
  const file = await api.getFile(id).catch(() => null);
  if (!file?.file_path || (file.file_size ?? 0) > LARGEST)
    throw new BadInput(
      "Файл не удалось получить: он больше 20 МБ или уже удалён. Пришлите его ещё раз, меньше.",
    );
  const answer = await fetch(`${root}/file/bot${api.token}/${file.file_path}`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new BadInput("Файл не удалось получить. Пришлите его ещё раз.");
  return new Uint8Array(await answer.arrayBuffer());
}
