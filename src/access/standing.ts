import type { Db, Role, Tx } from "../db.ts";
import type { Standing } from "./policy.ts";
import { type About, on, relationsTo } from "./relations.ts";

export type { About } from "./relations.ts";

/**
 * What a person is to a thing on that day (midnight UTC, see clock.ts `dayIn`), read from the database for `may()`.
 * @throws NotFound there is no such thing
 */
export async function standingsOf(
  db: Db | Tx,
  personId: string | null,
  { about, day }: { about: About; day: Date },
): Promise<Set<Standing>> {
  if (personId === null) return new Set<Standing>(["everyone"]);
  const { roles, toSome } = await toSchool(db, personId, day);
  const relations = about === "school" ? toSome : await relationsTo(db, personId, { about, day });
  return new Set<Standing>([
    "everyone",
    "signedIn",
    ...roles.filter((role) => role !== "teacher"),
    // Whose role has ended keeps no right, however many lessons and classes are still in their name.
    ...relations.filter((standing) => roles.length > 0 || !OF_STAFF.includes(standing)),
  ]);
}

const OF_STAFF: readonly Standing[] = ["subjectTeacher", "classTeacher"];

/** Roles, and relations to something in the school: enough for lists, never for one lesson or one pupil. */
async function toSchool(
  db: Db | Tx,
  personId: string,
  day: Date,
): Promise<{ roles: Role[]; toSome: Standing[] }> {
  const person = await db.person.findUniqueOrThrow({
    where: { id: personId },
    select: {
      roles: { where: on(day), select: { role: true } },
      teachings: { where: on(day), take: 1, select: { id: true } },
      lessons: { where: { date: day }, take: 1, select: { id: true } },
      leaderships: { where: on(day), take: 1, select: { id: true } },
      guardianOf: { where: on(day), take: 1, select: { id: true } },
      enrolments: { where: on(day), take: 1, select: { id: true } },
    },
  });
  return {
    roles: person.roles.map(({ role }) => role),
    toSome: [
      // In a list of messages everybody may look for those written to them.
      "receiver",
      ...when(person.teachings.length + person.lessons.length > 0, "subjectTeacher"),
      ...when(person.leaderships.length > 0, "classTeacher"),
      ...when(person.guardianOf.length > 0, "guardian"),
      ...when(person.enrolments.length > 0, "pupil"),
    ],
  };
}

function when(condition: boolean, standing: Standing): Standing[] {
  return condition ? [standing] : [];
}
