import { parseArgs } from "node:util";
import { BadInput } from "../errors.ts";
import { countUnannounced, publishFinals } from "../finals/finals.ts";
import type { Command } from "./command.ts";

const USAGE = "npm run publish -- --finals";

/** Announces the final marks that were recorded silently; without a flag says what there is to announce. */
export const publish: Command = async (args, { db, say }) => {
  if (!readArgs(args).finals) {
    const waiting = await countUnannounced(db, "final");
    say(
      waiting > 0
        ? `Итоговых отметок, о которых семьи ещё не знают: ${waiting}. Объявить их: ${USAGE}`
        : "Объявлять нечего: обо всех итоговых отметках семьи уже знают.",
    );
    return 0;
  }
  const published = await publishFinals(db, "final", { actorId: null, source: "import" });
  say(
    published > 0
      ? `Объявлено итоговых отметок: ${published}. Сообщения уходят семьям сейчас; как они доходят, показывает npm run status`
      : "Объявлять нечего: обо всех итоговых отметках семьи уже знают.",
  );
  return 0;
};

function readArgs(args: string[]): { finals?: boolean } {
  try {
    return parseArgs({ args, options: { finals: { type: "boolean" } } }).values;
  } catch {
    throw new BadInput(`Команда написана не так: ${USAGE}`);
  }
}
