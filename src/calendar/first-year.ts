import type { Db, TermKind } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { saveBells } from "./bells.ts";
import { addDayOff } from "./days-off.ts";
import { proposeBells, proposeYear, type YearTemplate } from "./templates.ts";
import { addTerm } from "./terms.ts";
import { createYear, type YearData } from "./years.ts";

const ALL = { levelFrom: 1, levelTo: 11 };

/** What a year with these borders would begin with. Pure. @throws BadInput the borders leave no room for terms */
export function proposeFirstYear(year: YearData, kind: TermKind): YearTemplate {
  const template = proposeYear(year).find((one) => one.kind === kind);
  if (!template || template.terms.length === 0)
    throw new BadInput("В этих границах нет ни одного учебного дня. Проверьте первый и последний день.", [
      "endsOn",
    ]);
  return template;
}

/** Opens a year with its terms, days off and usual bells, all of them or none; each is changed later as any other (R30). */
export async function openFirstYear(
  db: Db,
  year: YearData,
  { kind, by }: { kind: TermKind; by: By },
): Promise<void> {
  const { terms, daysOff } = proposeFirstYear(year, kind);
  const [usual] = proposeBells();
  await db.$transaction(async (tx) => {
    const { id: yearId } = await createYear(tx, year, by);
    for (const term of terms) await addTerm(tx, { yearId, ...term }, by);
    for (const days of daysOff) await addDayOff(tx, { yearId, ...days }, by);
    await saveBells(tx, { yearId, version: null, date: null, weekdays: [], ...usual!, ...ALL }, by);
  });
}
