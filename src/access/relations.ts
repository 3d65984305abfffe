import { isoDay } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { NotFound } from "../errors.ts";
import { heldOn } from "../people/dated.ts";
import {
  lessonOfWork,
  ownerOfContact,
  pupilOfGuardianship,
  pupilOfNotice,
  pupilsOfLesson,
} from "./belongs-to.ts";
import { type GuardianshipOnDay, guardianOn, type Standing } from "./policy.ts";

/** What is asked about: one thing, or the school as a whole. A journal is the page of a class and a subject. */
export type About =
  | { lesson: string }
  | { work: string }
  | { mark: string }
  | { pupil: string }
  | { person: string }
  | { contact: string }
  | { class: string }
  | { journal: { classId: string; subjectId: string } }
  | { teaching: string }
  | { guardianship: string }
  | { excuse: string }
  | { correction: string }
  | { delivery: string }
  | { round: string }
  | { material: string }
  | { thread: string }
  | { notice: string }
  | "school";

interface Asking {
  db: Db | Tx;
  personId: string;
  day: Date;
}

/** What a person is to this one thing; a thing hangs on a lesson, a class or a pupil, and so do the rights to it. */
export async function relationsTo(
  db: Db | Tx,
  personId: string,
  { about, day }: { about: Exclude<About, "school">; day: Date },
): Promise<Standing[]> {
  const asking: Asking = { db, personId, day };
  if ("lesson" in about) return toLesson(asking, about.lesson);
  if ("work" in about) return toLesson(asking, await lessonOfWork(db, about.work));
  if ("mark" in about) return toMark(asking, about.mark);
  if ("pupil" in about) return toPupil(asking, about.pupil);
  if ("person" in about) return toPerson(asking, about.person);
  if ("contact" in about) return toPerson(asking, await ownerOfContact(db, about.contact));
  if ("class" in about) return toClass(asking, { classId: about.class });
  if ("journal" in about) return toClass(asking, about.journal);
  if ("teaching" in about) return toTeaching(asking, about.teaching);
  if ("guardianship" in about) return toPupil(asking, await pupilOfGuardianship(db, about.guardianship));
  if ("excuse" in about) return toExcuse(asking, about.excuse);
  if ("correction" in about) return toCorrection(asking, about.correction);
  if ("material" in about) return toMaterial(asking, about.material);
  if ("thread" in about) return toThread(asking, about.thread);
  if ("round" in about) return toRound(asking, about.round);
  if ("notice" in about) return toPupil(asking, await pupilOfNotice(db, about.notice));
  return toDelivery(asking, about.delivery);
}

async function toLesson({ db, personId }: Asking, lessonId: string): Promise<Standing[]> {
  const lesson = await db.lesson.findUnique({
    where: { id: lessonId },
    include: { subgroup: { select: { classes: { select: { classId: true } } } } },
  });
  if (!lesson) throw new NotFound("Такого урока нет.");
  const { classId, subgroupId, subjectId, date, teacherId } = lesson;
  const classIds = classId ? [classId] : (lesson.subgroup?.classes ?? []).map((row) => row.classId);
  // R12: who holds the lesson, the substitute too, and who teaches the subject there on that day.
  const teaches =
    teacherId === personId ||
    (await db.teaching.count({
      where: { teacherId: personId, subjectId, ...(classId ? { classId } : { subgroupId }), ...heldOn(date) },
    })) > 0;
  return [
    ...when(teaches, "subjectTeacher"),
    ...when(await leads(db, personId, { classIds, day: date }), "classTeacher"),
  ];
}

/** The journal's people by its lesson, the family by its pupil. */
async function toMark(asking: Asking, markId: string): Promise<Standing[]> {
  const mark = await asking.db.mark.findUnique({
    where: { id: markId },
    select: { pupilId: true, work: { select: { lessonId: true } } },
  });
  if (!mark) throw new NotFound("Такой отметки нет.");
  const family = await toPupil(asking, mark.pupilId);
  const staff = await toLesson(asking, mark.work.lessonId);
  return [...staff, ...family.filter((standing) => standing === "guardian" || standing === "pupil")];
}

async function toPupil({ db, personId, day }: Asking, pupilId: string): Promise<Standing[]> {
  // Whoever was ever enrolled is a pupil: in the holidays and after the years are over their diary stays theirs (R24).
  const pupil = await db.person.findUnique({
    where: { id: pupilId, enrolments: { some: {} } },
    select: {
      enrolments: { where: heldOn(day), select: { classId: true } },
      subgroups: { where: heldOn(day), select: { subgroupId: true } },
    },
  });
  if (!pupil) throw new NotFound("Такого ученика нет.");
  const classIds = pupil.enrolments.map((enrolment) => enrolment.classId);
  const subgroupIds = pupil.subgroups.map((member) => member.subgroupId);
  const teaches = await db.teaching.count({
    where: {
      teacherId: personId,
      ...heldOn(day),
      AND: { OR: [{ classId: { in: classIds } }, { subgroupId: { in: subgroupIds } }] },
    },
  });
  const wards = await findWards(db, personId, { pupilIds: [pupilId], day });
  return [
    ...when(teaches > 0, "subjectTeacher"),
    ...when(await leads(db, personId, { classIds, day }), "classTeacher"),
    ...when(wards.has(pupilId), "guardian"),
    ...when(personId === pupilId, "pupil"),
    ...when(personId === pupilId, "self"),
  ];
}

/** R6: a class teacher keeps the data of the pupils and of their parents. */
async function toPerson({ db, personId, day }: Asking, aboutId: string): Promise<Standing[]> {
  const person = await db.person.findUnique({
    where: { id: aboutId },
    select: {
      enrolments: { where: heldOn(day), select: { classId: true } },
      guardianOf: {
        where: heldOn(day),
        select: { pupil: { select: { enrolments: { where: heldOn(day), select: { classId: true } } } } },
      },
    },
  });
  if (!person) throw new NotFound("Такого человека нет.");
  const wards = person.guardianOf.flatMap(({ pupil }) => pupil.enrolments);
  const classIds = [...person.enrolments, ...wards].map((enrolment) => enrolment.classId);
  return [
    ...when(await leads(db, personId, { classIds, day }), "classTeacher"),
    ...when(personId === aboutId, "self"),
  ];
}

/** To a class, or to its journal of one subject. */
async function toClass(
  { db, personId, day }: Asking,
  { classId, subjectId = null }: { classId: string; subjectId?: string | null },
): Promise<Standing[]> {
  // A journal of a past year is asked about on that year's last day (R24).
  const [own] = await db.$queryRaw<{ teaches: boolean; leads: boolean }[]>`
    select exists (select 1 from "Teaching" t where t."teacherId" = ${personId}::uuid
        and (${subjectId}::uuid is null or t."subjectId" = ${subjectId}::uuid)
        and (t."classId" = c.id or t."subgroupId" in (select s."subgroupId" from "SubgroupClass" s where s."classId" = c.id))
        and t."from" <= asked.day and (t."to" is null or t."to" >= asked.day)) as teaches,
      exists (select 1 from "ClassLeadership" l where l."teacherId" = ${personId}::uuid and l."classId" = c.id
        and l."from" <= asked.day and (l."to" is null or l."to" >= asked.day)) as leads
    from "SchoolClass" c join "SchoolYear" y on y.id = c."yearId",
      lateral (select least(greatest(${day}::date, y."startsOn"), y."endsOn") as day) asked
    where c.id = ${classId}::uuid
      and (${subjectId}::uuid is null or exists (select 1 from "Subject" where id = ${subjectId}::uuid))`;
  if (!own) throw new NotFound("Такого журнала нет.");
  return [...when(own.teaches, "subjectTeacher"), ...when(own.leads, "classTeacher")];
}

/** Who teaches it, and whoever teaches the same to the same pupils beside them. */
async function toTeaching({ db, personId, day }: Asking, id: string): Promise<Standing[]> {
  const teaching = await db.teaching.findUnique({ where: { id } });
  if (!teaching) throw new NotFound("Такой нагрузки нет.");
  const { classId, subgroupId, subjectId } = teaching;
  const own = { teacherId: personId, classId, subgroupId, subjectId, ...heldOn(day) };
  return when((await db.teaching.count({ where: own })) > 0, "subjectTeacher");
}

/** Who gave it is its author as long as they are the pupil's guardian. */
async function toExcuse(asking: Asking, id: string): Promise<Standing[]> {
  const excuse = await asking.db.excuse.findUnique({
    where: { id },
    select: { pupilId: true, givenById: true },
  });
  if (!excuse) throw new NotFound("Такой записки нет.");
  const standings = await toPupil(asking, excuse.pupilId);
  const isAuthor = excuse.givenById === asking.personId && standings.includes("guardian");
  return [...standings, ...when(isAuthor, "author")];
}

async function toCorrection({ db, personId }: Asking, id: string): Promise<Standing[]> {
  const correction = await db.correction.findUnique({ where: { id }, select: { askedById: true } });
  if (!correction) throw new NotFound("Такого запроса нет.");
  return when(correction.askedById === personId, "author");
}

/** The journal's people by its lesson; the family by whose work it is, or by any pupil of theirs in the lesson. */
async function toMaterial(asking: Asking, id: string): Promise<Standing[]> {
  const { db, personId, day } = asking;
  const material = await db.material.findUnique({ where: { id } });
  if (!material) throw new NotFound("Такого файла нет.");
  const { lessonId, addedById } = material;
  const pupilIds = material.pupilId ? [material.pupilId] : await pupilsOfLesson(db, lessonId);
  const wards = await findWards(db, personId, { pupilIds, day });
  const standings = [
    ...(await toLesson(asking, lessonId)),
    ...when(wards.size > 0, "guardian"),
    ...when(pupilIds.includes(personId), "pupil"),
  ];
  return [...standings, ...when(addedById === personId && standings.length > 0, "author")];
}

/** Its guardian, while they are one, and who leads the pupil's class; nobody reads along. */
async function toThread(asking: Asking, id: string): Promise<Standing[]> {
  const thread = await asking.db.thread.findUnique({ where: { id } });
  if (!thread) throw new NotFound("Такой переписки нет.");
  const standings = await toPupil(asking, thread.pupilId);
  return standings.filter(
    (standing) =>
      standing === "classTeacher" || (standing === "guardian" && thread.guardianId === asking.personId),
  );
}

/** Guardian or pupil only where that holds for every pupil the message tells of. */
async function toDelivery({ db, personId, day }: Asking, deliveryId: string): Promise<Standing[]> {
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

/** A print round is its class's; of pupils without a class it is nobody's but the office's. */
async function toRound(asking: Asking, id: string): Promise<Standing[]> {
  const round = await asking.db.paperRound.findUnique({ where: { id }, select: { classId: true } });
  if (!round) throw new NotFound("Такого обхода нет.");
  return round.classId ? toClass(asking, { classId: round.classId }) : [];
}

async function leads(
  db: Db | Tx,
  personId: string,
  { classIds, day }: { classIds: string[]; day: Date },
): Promise<boolean> {
  if (classIds.length === 0) return false;
  const where = { teacherId: personId, classId: { in: classIds }, ...heldOn(day) };
  return (await db.classLeadership.count({ where })) > 0;
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
