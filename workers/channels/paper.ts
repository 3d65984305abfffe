import type { Db } from "../../src/db.ts";
import type { Outgoing, Sender, SendOutcome } from "./channel.ts";

// In: the sheets of one family. Out: rows of the open print round; the class teacher prints the round and hands it over.
// If it dies here the sheets are there or not, as one; a repeat finds them and changes nothing.

/** Lock of the transaction that looks for the open round or opens one. */
const ROUND_LOCK = 7_103;

export function openPaper(db: Db): Sender {
  return {
    channel: "paper",
    concurrency: 2,
    pace: { gate: "paper", permits: 10, cooldownMs: 0, contactCooldownMs: 0, reserved: 0 },
    send: (outgoing) => putOnRound(db, outgoing),
    close: async () => {},
  };
}

function putOnRound(db: Db, { deliveryId, rendered, pupilIds }: Outgoing): Promise<SendOutcome> {
  if (rendered.channel !== "paper") throw new TypeError("not a sheet of paper");
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${ROUND_LOCK}::int)`;
    const open = await tx.paperRound.findFirst({ where: { printedAt: null }, orderBy: { number: "desc" } });
    const round = open ?? (await tx.paperRound.create({ data: {} }));
    await tx.paperSheet.createMany({
      data: rendered.sheets.map((sheet) => ({
        deliveryId,
        roundId: round.id,
        pupilId: pupilIds[sheet.pupilIndex]!,
        content: sheet as object,
      })),
      skipDuplicates: true,
    });
    return { kind: "sent", providerId: `round ${round.number}`, words: `on print round ${round.number}` };
  });
}
