import { audit } from "../audit.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";

/** A kind of work as the school has set it: what it weighs in an average, and its norm in school days (R14). */
export interface WorkKindData {
  code: string;
  name: string;
  weight: number;
  checkingDays: number;
}

const HEAVIEST = 100;
const LONGEST_NORM = 30;

/** By their names. */
export function readWorkKinds(db: Db | Tx): Promise<WorkKindData[]> {
  return db.workKind.findMany({ orderBy: [{ name: "asc" }, { code: "asc" }] });
}

/**
 * Sets kinds of work, new ones too, as an act of the school: it holds for works that are given from now on, and what was
 * given keeps its weight and its norm. Kinds that are not named stay as they are.
 * @throws BadInput a weight or norm out of bounds, a kind named twice
 */
export async function setWorkKinds(
  db: Db,
  { kinds, act }: { kinds: WorkKindData[]; act: string | null },
  by: By,
): Promise<WorkKindData[]> {
  checkKinds(kinds);
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select code from "WorkKind" order by code for update`;
    const before = new Map((await readWorkKinds(tx)).map((kind) => [kind.code, kind]));
    const news = kinds.filter((kind) => !isSame(kind, before.get(kind.code)));
    await tx.$executeRaw`
      insert into "WorkKind" (code, name, weight, "checkingDays")
      select * from jsonb_to_recordset(${JSON.stringify(news)}::jsonb)
        as x(code text, name text, weight int, "checkingDays" int)
      on conflict (code) do update
        set name = excluded.name, weight = excluded.weight, "checkingDays" = excluded."checkingDays"`;
    await audit(
      tx,
      by,
      news.map((kind) => ({
        action: "workKind.set",
        details: { act, before: { ...before.get(kind.code) }, after: { ...kind } },
      })),
    );
    return readWorkKinds(tx);
  });
}

function checkKinds(kinds: WorkKindData[]): void {
  for (const [index, { code, weight, checkingDays }] of kinds.entries()) {
    if (kinds.findIndex((other) => other.code === code) !== index)
      throw new BadInput("Вид работы указан дважды. Оставьте одну строку.", ["kinds", index, "code"]);
    if (weight < 1 || weight > HEAVIEST)
      throw new BadInput(`Вес работы — от 1 до ${HEAVIEST}.`, ["kinds", index, "weight"]);
    if (checkingDays < 0 || checkingDays > LONGEST_NORM)
      throw new BadInput(`Срок проверки — от 0 до ${LONGEST_NORM} учебных дней.`, [
        "kinds",
        index,
        "checkingDays",
      ]);
  }
}

function isSame(kind: WorkKindData, known: WorkKindData | undefined): boolean {
  return (
    known?.name === kind.name && known.weight === kind.weight && known.checkingDays === kind.checkingDays
  );
}
