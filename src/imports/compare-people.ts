import { randomUUID } from "node:crypto";
import { isoDay } from "../clock.ts";
import type { Db, Kinship, Prisma, Sex, Tx } from "../db.ts";
import type { SchoolIds } from "./compare-school.ts";
import type { Plan, PlannedPerson } from "./plan.ts";
import type { Counts, Tally } from "./tally.ts";

export interface PeopleDifference {
  people: NewPerson[];
  changedPeople: NewPerson[];
  enrolments: Prisma.EnrolmentCreateManyInput[];
  changedEnrolments: { id: string; classId: string }[];
  guardianships: Prisma.GuardianshipCreateManyInput[];
  changedGuardianships: { id: string; kinship: Kinship }[];
  /** People of this source whom the file does not name any more. */
  absent: number;
  /** Of everybody in the plan, by the outside key. */
  ids: Map<string, string>;
}

interface NewPerson {
  id: string;
  externalId: string;
  placeholder: boolean;
  surname: string;
  givenName: string;
  patronymic: string | null;
  sex: Sex | null;
  birthDate: Date | null;
}

/** Pupils and guardians by their outside key; where they belong by the natural key of each relation. */
export async function comparePeople(
  db: Db | Tx,
  plan: Plan,
  school: SchoolIds,
  counts: Counts,
): Promise<PeopleDifference> {
  const known = await db.person.findMany({ where: { externalId: { startsWith: plan.prefix } } });
  const byKey = new Map(known.map((person) => [person.externalId!, person]));
  const difference: PeopleDifference = {
    people: [],
    changedPeople: [],
    enrolments: [],
    changedEnrolments: [],
    guardianships: [],
    changedGuardianships: [],
    absent: 0,
    ids: new Map(),
  };
  for (const { pupil, guardian } of plan.families) {
    comparePerson(pupil, byKey.get(pupil.externalId), counts.pupils, difference);
    if (guardian) comparePerson(guardian, byKey.get(guardian.externalId), counts.guardians, difference);
  }
  difference.absent = known.filter(({ externalId }) => !difference.ids.has(externalId!)).length;
  await compareEnrolments(db, plan, school, counts, difference);
  await compareGuardianships(db, plan, counts, difference);
  return difference;
}

function comparePerson(
  planned: PlannedPerson,
  known: NewPersonRow | undefined,
  tally: Tally,
  difference: PeopleDifference,
): void {
  const person = mergePerson(planned, known);
  difference.ids.set(person.externalId, person.id);
  if (!known) {
    tally.fresh += 1;
    difference.people.push(person);
  } else if (sayPerson(known) !== sayPerson(person)) {
    tally.changed += 1;
    difference.changedPeople.push(person);
  } else tally.same += 1;
}

type NewPersonRow = Omit<NewPerson, "externalId"> & { externalId: string | null };

function mergePerson(planned: PlannedPerson, known: NewPersonRow | undefined): NewPerson {
  const { externalId, surname, givenName, patronymic, sex, birthDate, placeholder } = planned;
  // Somebody has entered the real name since: a made-up one does not take its place again.
  const named = known && placeholder && !known.placeholder ? known : { surname, givenName, placeholder };
  return {
    id: known?.id ?? randomUUID(),
    externalId,
    placeholder: named.placeholder,
    surname: named.surname,
    givenName: named.givenName,
    patronymic: patronymic === undefined ? (known?.patronymic ?? null) : patronymic,
    sex: sex === undefined ? (known?.sex ?? null) : sex,
    birthDate:
      birthDate === undefined
        ? (known?.birthDate ?? null)
        : birthDate === null
          ? null
          : new Date(`${birthDate}T00:00:00Z`),
  };
}

function sayPerson({ placeholder, surname, givenName, patronymic, sex, birthDate }: NewPersonRow): string {
  return JSON.stringify([placeholder, surname, givenName, patronymic, sex, birthDate && isoDay(birthDate)]);
}

/** A pupil is in one class from the first day of the year; another class in the file corrects that row. */
async function compareEnrolments(
  db: Db | Tx,
  plan: Plan,
  school: SchoolIds,
  counts: Counts,
  difference: PeopleDifference,
): Promise<void> {
  const from = new Date(`${plan.year.startsOn}T00:00:00Z`);
  const known = await db.enrolment.findMany({
    where: { pupil: { externalId: { startsWith: plan.prefix } }, class: { yearId: school.year } },
    orderBy: { from: "asc" },
  });
  // The first of the year: a transfer noted in the journal since then is not undone.
  const first = new Map(known.toReversed().map((enrolment) => [enrolment.pupilId, enrolment]));
  for (const { pupil, schoolClass } of plan.families) {
    const pupilId = difference.ids.get(pupil.externalId)!;
    const classId = school.schoolClass(schoolClass);
    const there = first.get(pupilId);
    if (!there) {
      counts.enrolments.fresh += 1;
      difference.enrolments.push({ pupilId, classId, from });
    } else if (there.classId !== classId) {
      counts.enrolments.changed += 1;
      difference.changedEnrolments.push({ id: there.id, classId });
    } else counts.enrolments.same += 1;
  }
}

async function compareGuardianships(
  db: Db | Tx,
  plan: Plan,
  counts: Counts,
  difference: PeopleDifference,
): Promise<void> {
  const from = new Date(`${plan.year.startsOn}T00:00:00Z`);
  const known = await db.guardianship.findMany({
    where: { guardian: { externalId: { startsWith: plan.prefix } } },
    orderBy: { from: "asc" },
  });
  const byPair = new Map(known.map((one) => [`${one.guardianId} ${one.pupilId}`, one]));
  for (const { pupil, guardian } of plan.families) {
    if (!guardian) continue;
    const guardianId = difference.ids.get(guardian.externalId)!;
    const pupilId = difference.ids.get(pupil.externalId)!;
    const there = byPair.get(`${guardianId} ${pupilId}`);
    if (!there) {
      counts.guardianships.fresh += 1;
      difference.guardianships.push({ guardianId, pupilId, kinship: guardian.kinship, from });
    } else if (there.kinship !== guardian.kinship) {
      counts.guardianships.changed += 1;
      difference.changedGuardianships.push({ id: there.id, kinship: guardian.kinship });
    } else counts.guardianships.same += 1;
  }
}
