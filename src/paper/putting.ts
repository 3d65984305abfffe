import type { Db, Tx } from "../db.ts";
import type { PaperText } from "../deliveries/message.ts";

/** What is printed of one pupil by one delivery. */
export type SheetContent = PaperText["sheets"][number];

export interface NewSheet {
  pupilId: string;
  content: SheetContent;
}

/** First half of the lock that whoever fills or closes a class's rounds holds; the second half is the class. */
const ROUND_LOCK = 7_103;

/**
 * Puts sheets of a delivery on the open rounds of their pupils' classes on that day (midnight UTC), opening one where
 * there is none; a pupil without a class goes to the round without a class. A sheet that lies on an open round already is
 * written anew, one that was printed stays as it was printed. Returns the numbers of the rounds.
 */
export function putSheets(
  db: Db,
  deliveryId: string,
  { sheets, day }: { sheets: NewSheet[]; day: Date },
): Promise<number[]> {
  const rows = JSON.stringify(sheets);
  return db.$transaction(async (tx) => {
    const homes = await tx.$queryRaw<{ pupilId: string; classId: string | null }[]>`
      select x."pupilId", e."classId" from jsonb_to_recordset(${rows}::jsonb) as x("pupilId" uuid)
      left join lateral (select e."classId" from "Enrolment" e
        where e."pupilId" = x."pupilId" and e."from" <= ${day}::date and (e."to" is null or e."to" >= ${day}::date)
        order by e."from" desc, e.id limit 1) e on true`;
    const classIds = [...new Set(homes.map(({ classId }) => classId))];
    await lockRounds(tx, classIds);
    await tx.$executeRaw`
      insert into "PaperRound" ("classId")
      select distinct h."classId" from jsonb_to_recordset(${JSON.stringify(homes)}::jsonb) as h("pupilId" uuid, "classId" uuid)
      where not exists (select 1 from "PaperRound" r where r."classId" is not distinct from h."classId" and r."printedAt" is null)
        and not exists (select 1 from "PaperSheet" s where s."deliveryId" = ${deliveryId}::uuid and s."pupilId" = h."pupilId")`;
    await tx.$executeRaw`
      insert into "PaperSheet" ("deliveryId", "roundId", "pupilId", content)
      select ${deliveryId}::uuid, r.id, x."pupilId", x.content
      from jsonb_to_recordset(${rows}::jsonb) as x("pupilId" uuid, content jsonb)
      join jsonb_to_recordset(${JSON.stringify(homes)}::jsonb) as h("pupilId" uuid, "classId" uuid) on h."pupilId" = x."pupilId"
      join "PaperRound" r on r."classId" is not distinct from h."classId" and r."printedAt" is null
      on conflict ("deliveryId", "pupilId") do update set content = excluded.content
        where exists (select 1 from "PaperRound" o where o.id = "PaperSheet"."roundId" and o."printedAt" is null)`;
    const rounds = await tx.paperRound.findMany({
      where: { sheets: { some: { deliveryId } } },
      orderBy: { number: "asc" },
    });
    return rounds.map(({ number }) => number);
  });
}

/** In one order for everybody, so that two who need several classes never wait for each other. */
export async function lockRounds(tx: Tx, classIds: (string | null)[]): Promise<void> {
  await tx.$executeRaw`
    select pg_advisory_xact_lock(${ROUND_LOCK}::int, key)
    from (select distinct hashtext(coalesce(id, '')) as key from unnest(${classIds}::text[]) as c(id) order by 1 offset 0) k`;
}
