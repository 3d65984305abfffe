import { type Db, Prisma, type Role, type Tx } from "../db.ts";
import { NotFound } from "../errors.ts";
import type { Standing } from "./policy.ts";
import { type About, relationsTo } from "./relations.ts";

export type { About } from "./relations.ts";

/**
 * What a person is to a thing on that day (midnight UTC, see clock.ts `dayIn`), read from the database for `may()`.
 * @throws NotFound there is no such thing
 */
export async function standingsOf(
  db: Db | Tx,
  personId: string | null,
  { about, day, atSchool }: { about: About; day: Date; atSchool?: AtSchool },
): Promise<Set<Standing>> {
  if (personId === null) return new Set<Standing>(["everyone"]);
  const { roles, toSome } = atSchool ?? (await readAtSchool(db, personId, day));
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
export interface AtSchool {
  roles: Role[];
  toSome: Standing[];
}

/** For whoever asks about several things: it is the same for each of them. @throws NotFound there is no such person */
export async function readAtSchool(db: Db | Tx, personId: string, day: Date): Promise<AtSchool> {
  const [own] = await db.$queryRaw<Own[]>`
    select array(select g.role::text from "RoleGrant" g where g."personId" = p.id and ${onDay("g", day)}) as roles,
      exists (select 1 from "Teaching" t where t."teacherId" = p.id and ${onDay("t", day)})
        or exists (select 1 from "Lesson" l where l."teacherId" = p.id and l.date = ${day}::date) as teaches,
      exists (select 1 from "ClassLeadership" c where c."teacherId" = p.id and ${onDay("c", day)}) as leads,
      exists (select 1 from "Guardianship" g where g."guardianId" = p.id and ${onDay("g", day)}) as guards,
      exists (select 1 from "Enrolment" e where e."pupilId" = p.id and ${onDay("e", day)}) as learns
    from "Person" p where p.id = ${personId}::uuid`;
  if (!own) throw new NotFound("Такого человека нет.");
  return {
    roles: own.roles,
    toSome: [
      // In a list of messages everybody may look for those written to them.
      "receiver",
      ...when(own.teaches, "subjectTeacher"),
      ...when(own.leads, "classTeacher"),
      ...when(own.guards, "guardian"),
      ...when(own.learns, "pupil"),
    ],
  };
}

interface Own {
  roles: Role[];
  teaches: boolean;
  leads: boolean;
  guards: boolean;
  learns: boolean;
}

/** Of a dated row: it holds on that day. */
function onDay(alias: string, day: Date): Prisma.Sql {
  const [from, to] = [Prisma.raw(`${alias}."from"`), Prisma.raw(`${alias}."to"`)];
  return Prisma.sql`${from} <= ${day}::date and (${to} is null or ${to} >= ${day}::date)`;
}

function when(condition: boolean, standing: Standing): Standing[] {
  return condition ? [standing] : [];
}
