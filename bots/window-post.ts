import type { Db } from "../src/db.ts";
import type { Posted } from "../src/deliveries/message.ts";
import type { ChatMessage } from "../src/http/web.ts";

/** What the post office brought to one chat of the demo school, as it would stand in Telegram. */

export interface Brought extends Pick<ChatMessage, "html" | "buttons"> {
  at: Date;
}

/** What came after `since`, the oldest first. */
export async function readBrought(
  db: Db,
  { personId, address, since }: { personId: string; address: string; since: Date },
): Promise<Brought[]> {
  const rows = await db.postboxMessage.findMany({
    where: { at: { gt: since }, delivery: { personId, channel: "telegram" } },
    orderBy: [{ at: "asc" }, { deliveryId: "asc" }],
  });
  return rows.flatMap(({ at, message }) => {
    const { rendered, to } = message as unknown as Posted;
    if (rendered.channel !== "telegram" || to.address !== address) return [];
    const { html, buttons, answers = [] } = rendered;
    return [
      {
        ...{ at, html },
        buttons: [
          answers.map(({ text, data }) => ({ label: text, data })),
          ...buttons.map(({ text, url }) => [{ label: text, url }]),
        ].filter((row) => row.length > 0),
      },
    ];
  });
}
