import type { FastifyRequest } from "fastify";
import { type Action, may } from "../access/policy.ts";
import type { Db } from "../db.ts";
import { Forbidden } from "../errors.ts";
import { heldOn } from "../people/dated.ts";

/**
 * The classes a list is about: null for whoever sees the whole school by the policy table, else those the person leads
 * today. `classId` narrows it to one. @throws Forbidden that one is not theirs
 */
export async function classesFor(
  db: Db,
  { actor }: FastifyRequest,
  { action, classId }: { action: Action; classId?: string | undefined },
): Promise<string[] | null> {
  const { personId, day, standings } = actor!;
  const ofSchool = [...standings].filter((standing) => standing !== "classTeacher");
  if (may(action, ofSchool)) return classId ? [classId] : null;
  const led = await db.classLeadership.findMany({
    where: { teacherId: personId, ...heldOn(day) },
    select: { classId: true },
  });
  const own = led.map((leadership) => leadership.classId);
  if (!classId) return own;
  if (!own.includes(classId)) throw new Forbidden("Это не ваш класс. Выберите свой.");
  return [classId];
}
