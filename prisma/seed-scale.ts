import type { Tx } from "../src/db.ts";
import { idOf } from "./cast-ids.ts";
import { FIVE, type FiveCode, WORK_KINDS } from "./cast-school.ts";

/** The five-point scale and the kinds of work: every seeded school has the same. */
export async function writeScale(tx: Tx): Promise<void> {
  const scaleId = idOf("scale");
  await tx.scale.create({ data: { id: scaleId, code: "five", name: "пятибалльная" } });
  await tx.scaleValue.createMany({
    data: Object.entries(FIVE).map(([code, value]) => ({
      id: idOf("value", code as FiveCode),
      scaleId,
      code,
      ...value,
    })),
  });
  await tx.workKind.createMany({
    data: Object.entries(WORK_KINDS).map(([code, kind]) => ({ code, ...kind })),
  });
}
