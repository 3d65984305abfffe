import type { OwnTalk } from "../feature.ts";

/** What may stand in a cell, the best first; a button names it by its place. */
export async function readScale({ db }: OwnTalk): Promise<string[]> {
  const scale = await db.scaleValue.findMany({
    where: { scale: { code: "five" } },
    orderBy: { rank: "desc" },
  });
  return scale.map(({ code }) => code);
}
