import { dayIn } from "../../src/clock.ts";
import type { Db } from "../../src/db.ts";
import { putSheets } from "../../src/paper/putting.ts";
import { getSettings } from "../../src/settings.ts";
import type { Outgoing, Sender, SendOutcome } from "./channel.ts";

// In: the sheets of one family. Out: rows of the open print rounds of the pupils' classes; each class teacher prints a round
// and hands it over. If it dies here the sheets are there or not, as one; a repeat finds them.

export function openPaper(db: Db): Sender {
  return {
    channel: "paper",
    concurrency: 2,
    pace: { gate: "paper", permits: 10, cooldownMs: 0, contactCooldownMs: 0, reserved: 0 },
    send: (outgoing) => putOnRounds(db, outgoing),
    close: async () => {},
  };
}

async function putOnRounds(db: Db, { deliveryId, rendered, pupilIds }: Outgoing): Promise<SendOutcome> {
  if (rendered.channel !== "paper") throw new TypeError("not a sheet of paper");
  const sheets = rendered.sheets.map((content) => ({ pupilId: pupilIds[content.pupilIndex]!, content }));
  const { timeZone } = await getSettings(db);
  const numbers = await putSheets(db, deliveryId, { sheets, day: dayIn(timeZone) });
  const rounds = `round ${numbers.join(", ")}`;
  return { kind: "sent", providerId: rounds, words: `on print ${rounds}` };
}
