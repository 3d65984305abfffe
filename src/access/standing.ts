import { isoDay } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { NotFound } from "../errors.ts";
import { type GuardianshipOnDay, guardianOn, type Standing } from "./policy.ts";

/** What is asked about: one thing, or the school as a whole. */
export type About = { lesson: string } | { pupil: string } | { delivery: string } | "school";

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
  const own = [...(await rolesOn(db, personId, day)), ...(await toSchool(db, personId, day))];
  const isStaff = own.some((standing) => !OF_FAMILY.includes(standing));
  const roles = own.filter((standing) => !OF_ONE_THING.includes(standing));
  const relations = about === "school" ? own : await toThing(db, personId, { about, day });
  return new Set<Standing>([
    "everyone",
    "signedIn",
    ...roles,
    // Who has left the school keeps no right to the lessons held back then.
    ...relations.filter((standing) => isStaff || !OF_STAFF.includes(standing)),
  ]);
}

const OF_STAFF: readonly Standing[] = ["subjectTeacher", "classTeacher"];
const OF_FAMILY: readonly Standing[] = ["guardian", "pupil", "receiver"];
const OF_ONE_THING: readonly Standing[] = [...OF_STAFF, ...OF_FAMILY];

function toThing(
  db: Db | Tx,
  personId: string,
  { about, day }: { about: Exclude<About, "school">; day: Date },
): Promise<Standing[]> {
  if ("lesson" in about) return toLesson(db, personId, about.lesson);
  if ("pupil" in about) return toPupil(db, personId, { pupilId: about.pupil, day });
  return toDelivery(db, personId, { deliveryId: about.delivery, day });
}

const on = (day: Date) => ({ from: { lte: day }, OR: [{ to: null }, { to: { gte: day } }] });

async function rolesOn(db: Db | Tx, personId: string, day: Date): Promise<Standing[]> {
  const grants = await db.roleGrant.findMany({ where: { personId, role: { not: "teacher" }, ...on(day) } });
  return grants.map(({ role }) => role as Exclude<typeof role, "teacher">);
}

/** A relation to something in the school: enough for lists, never for one lesson or one pupil. */
async function toSchool(db: Db | Tx, personId: string, day: Date): Promise<Standing[]> {
  const person = await db.person.findUniqueOrThrow({
    where: { id: personId },
    select: {
      teachings: { where: on(day), take: 1 },
      lessons: { where: { date: day }, take: 1 },
      leaderships: { where: on(day), take: 1 },
      guardianOf: { where: on(day), take: 1 },
      enrolments: { where: on(day), take: 1 },
    },
  });
  return [
    // In a list of messages everybody may look for those written to them.
    "receiver",
    ...when(person.teachings.length + person.lessons.length > 0, "subjectTeacher"),
    ...when(person.leaderships.length > 0, "classTeacher"),
    ...when(person.guardianOf.length > 0, "guardian"),
    ...when(person.enrolments.length > 0, "pupil"),
  ];
}

async function toLesson(db: Db | Tx, personId: string, lessonId: string): Promise<Standing[]> {
  const lesson = await db.lesson.findUnique({ where: { id: lessonId } });
  if (!lesson) throw new NotFound("Такого урока нет.");
  const { classId, subjectId, date, teacherId } = lesson;
  // R12: who holds the lesson, the substitute too, and who teaches the subject there on that day.
  const teaches =
    teacherId === personId ||
    (await db.teaching.count({ where: { teacherId: personId, subjectId, classId, ...on(date) } })) > 0;
  const leads = await db.classLeadership.count({ where: { teacherId: personId, classId, ...on(date) } });
  return [...when(teaches, "subjectTeacher"), ...when(leads > 0, "classTeacher")];
}

async function toPupil(
  db: Db | Tx,
  personId: string,
  { pupilId, day }: { pupilId: string; day: Date },
): Promise<Standing[]> {
  const enrolments = await db.enrolment.findMany({
    where: { pupilId, ...on(day) },
    select: { classId: true },
  });
  const classId = { in: enrolments.map((enrolment) => enrolment.classId) };
  const teaches = await db.teaching.count({ where: { teacherId: personId, classId, ...on(day) } });
  const leads = await db.classLeadership.count({ where: { teacherId: personId, classId, ...on(day) } });
  const wards = await findWards(db, personId, { pupilIds: [pupilId], day });
  return [
    ...when(teaches > 0, "subjectTeacher"),
    ...when(leads > 0, "classTeacher"),
    ...when(wards.has(pupilId), "guardian"),
    ...when(personId === pupilId, "pupil"),
  ];
}

/** Guardian or pupil only where that holds for every pupil the message tells of. */
async function toDelivery(
  db: Db | Tx,
  personId: string,
  { deliveryId, day }: { deliveryId: string; day: Date },
): Promise<Standing[]> {
  const delivery = await db.delivery.findUnique({
    where: { id: deliveryId },
    select: { personId: true, said: { select: { notice: { select: { pupilId: true } } } } },
  });
  if (!delivery) throw new NotFound("Такого сообщения нет.");
  const pupilIds = [...new Set(delivery.said.map(({ notice }) => notice.pupilId))];
  const wards = await findWards(db, personId, { pupilIds, day });
  const some = pupilIds.length > 0;
  return [
    ...when(delivery.personId === personId, "receiver"),
    ...when(some && pupilIds.every((pupilId) => wards.has(pupilId)), "guardian"),
    ...when(some && pupilIds.every((pupilId) => pupilId === personId), "pupil"),
  ];
}

async function findWards(
  db: Db | Tx,
  personId: string,
  { pupilIds, day }: { pupilIds: string[]; day: Date },
): Promise<Set<string>> {
  const guardianships = await db.$queryRaw<(GuardianshipOnDay & { pupilId: string })[]>`
    select g."pupilId", to_char(g."from", 'YYYY-MM-DD') as "from", to_char(g."to", 'YYYY-MM-DD') as "to",
      to_char(g."barredFrom", 'YYYY-MM-DD') as "barredFrom", to_char(p."birthDate", 'YYYY-MM-DD') as "pupilBirthDate",
      exists (select 1 from "Consent" c where c."personId" = p.id and c.purpose = 'guardians' and c."withdrawnAt" is null)
        as "pupilConsents"
    from "Guardianship" g join "Person" p on p.id = g."pupilId"
    where g."guardianId" = ${personId}::uuid and g."pupilId" = any(${pupilIds}::uuid[])`;
  return new Set(
    guardianships
      .filter((guardianship) => guardianOn(isoDay(day), guardianship))
      .map(({ pupilId }) => pupilId),
  );
}

function when(condition: boolean, standing: Standing): Standing[] {
  return condition ? [standing] : [];
}
