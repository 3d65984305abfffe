import { dateOf } from "../../src/clock.ts";
import { heldOn } from "../../src/people/dated.ts";
import type { OwnTalk } from "../feature.ts";
import { saysAll } from "../screens.ts";

export interface OwnClass {
  id: string;
  /** `7А`; nothing where the channel may not know it. */
  name: string;
}

/** The classes this person leads today. */
export async function readOwnClasses(talk: OwnTalk): Promise<OwnClass[]> {
  const led = await talk.db.classLeadership.findMany({
    where: { teacherId: talk.me.id, ...heldOn(dateOf(talk.day)) },
    include: { class: { select: { level: true, letter: true } } },
    orderBy: [{ class: { level: "asc" } }, { class: { letter: "asc" } }],
  });
  return led.map(({ classId, class: { level, letter } }) => ({
    id: classId,
    name: saysAll(talk) ? `${level}${letter}` : "",
  }));
}

export const idsOf = (classes: OwnClass[]) => classes.map(({ id }) => id);

/** Of several classes each line names its own. */
export function ofClass(classes: OwnClass[], classId: string): string {
  const name = classes.length > 1 ? (classes.find(({ id }) => id === classId)?.name ?? "") : "";
  return name && `${name}: `;
}
