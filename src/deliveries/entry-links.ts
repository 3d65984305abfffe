import { now } from "../clock.ts";
import { entryLink } from "../contacts/entry-links.ts";
import type { Db } from "../db.ts";
import type { ClaimedRow } from "./claiming.ts";
import type { Message } from "./message.ts";

/** The links these letters carry; one that was used or has ended is not sent any more. */
export async function readEntryLinks(
  db: Db,
  rows: ClaimedRow[],
  { publicUrl, secret }: { publicUrl: string; secret: string },
): Promise<Map<string, NonNullable<Message["entry"]>>> {
  const own = new Map(rows.filter(({ kind }) => kind === "entry").map((row) => [row.deliveryId, row]));
  if (own.size === 0) return new Map();
  const links = await db.entryLink.findMany({
    where: { deliveryId: { in: [...own.keys()] }, usedAt: null, expiresAt: { gt: now() } },
    select: { id: true, deliveryId: true },
  });
  return new Map(
    links.map(({ id, deliveryId }) => [
      deliveryId!,
      { link: entryLink({ publicUrl, secret }, id), name: own.get(deliveryId!)!.receiver },
    ]),
  );
}
