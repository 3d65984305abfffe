import { audit } from "../audit.ts";
import { dayIn, now } from "../clock.ts";
import type { Db } from "../db.ts";
import { BadInput, Closed, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { getSettings } from "../settings.ts";

export interface Tick {
  deliveryId: string;
  pupilId: string;
  handedOver: boolean;
}

interface Sheet {
  pupilId: string;
  wanted: boolean;
  handedOverAt: Date | null;
}

/**
 * Notes which sheets of a printed round were handed over, or takes a tick of the same day back (R44). All or nothing; what
 * stands already stays, with who and when. Returns how many changed.
 * @throws NotFound no such round · Closed not printed yet, or the tick is of another day · BadInput not its sheet
 */
export async function tickSheets(
  db: Db,
  { roundId, ticks }: { roundId: string; ticks: Tick[] },
  by: By,
): Promise<number> {
  const at = by.at ?? now();
  return db.$transaction(async (tx) => {
    const round = await tx.paperRound.findUnique({ where: { id: roundId } });
    if (!round) throw new NotFound("Такого обхода нет. Обновите список.");
    if (!round.printedAt) throw new Closed("Этот обход ещё не напечатан. Сначала напечатайте листы.");
    const sheets = await tx.$queryRaw<Sheet[]>`
      select s."pupilId", x."handedOver" as wanted, s."handedOverAt"
      from jsonb_to_recordset(${JSON.stringify(ticks)}::jsonb) as x("deliveryId" uuid, "pupilId" uuid, "handedOver" boolean)
      join "PaperSheet" s on s."deliveryId" = x."deliveryId" and s."pupilId" = x."pupilId" and s."roundId" = ${roundId}::uuid
      order by s."deliveryId", s."pupilId" for update of s`;
    if (sheets.length < ticks.length)
      throw new BadInput("Среди листов есть чужой или названный дважды. Обновите список.", ["sheets"]);
    const { timeZone } = await getSettings(tx);
    const today = dayIn(timeZone, at);
    if (
      sheets.some(
        ({ wanted, handedOverAt }) => !wanted && handedOverAt && dayIn(timeZone, handedOverAt) < today,
      )
    )
      throw new Closed("Снять отметку «отдано» можно только в тот же день. Запись остаётся как есть.");
    await tx.$executeRaw`
      update "PaperSheet" s set "handedOverAt" = case when x."handedOver" then ${at}::timestamptz end,
        "handedOverById" = case when x."handedOver" then ${by.actorId}::uuid end
      from jsonb_to_recordset(${JSON.stringify(ticks)}::jsonb) as x("deliveryId" uuid, "pupilId" uuid, "handedOver" boolean)
      where s."deliveryId" = x."deliveryId" and s."pupilId" = x."pupilId" and (s."handedOverAt" is not null) <> x."handedOver"`;
    const changed = sheets.filter(({ wanted, handedOverAt }) => wanted !== (handedOverAt !== null));
    await audit(
      tx,
      by,
      changed.map(({ pupilId, wanted }) => ({
        action: wanted ? "paperSheet.handedOver" : "paperSheet.takenBack",
        objectId: roundId,
        pupilId,
      })),
    );
    return changed.length;
  });
}
