import { dotted } from "../calendar/days.ts";
import { dateOf } from "../clock.ts";
import type { Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import { heldOn } from "../people/dated.ts";

/** @throws BadInput the person has no post in the school on that day */
export async function checkStaff(
  tx: Tx,
  { personId, day }: { personId: string; day: string },
  path: (string | number)[],
): Promise<void> {
  const on = dateOf(day);
  const grants = await tx.roleGrant.count({
    where: { personId, ...heldOn(on) },
  });
  if (grants > 0) return;
  throw new BadInput(
    `${dotted(day)} этот человек не сотрудник школы. Выберите другого или сначала внесите его должность.`,
    path,
  );
}
