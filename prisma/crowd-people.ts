import { hash } from "@node-rs/argon2";
import { saveBells } from "../src/calendar/bells.ts";
import { addDayOff } from "../src/calendar/days-off.ts";
import { proposeBells, proposeYear } from "../src/calendar/templates.ts";
import { addTerm } from "../src/calendar/terms.ts";
import { createYear } from "../src/calendar/years.ts";
import { createClass } from "../src/curriculum/classes.ts";
import { setMembers } from "../src/curriculum/members.ts";
import { createSubgroup } from "../src/curriculum/subgroups.ts";
import { createSubject } from "../src/curriculum/subjects.ts";
import { createTeaching } from "../src/curriculum/teachings.ts";
import { addEntries } from "../src/curriculum/timetable.ts";
import type { Db, Kinship, Role } from "../src/db.ts";
import type { By } from "../src/outbox/events.ts";
import { enrolPupil } from "../src/people/enrolments.ts";
import { addGuardian } from "../src/people/guardianships.ts";
import { appointLeader } from "../src/people/leaderships.ts";
import { createPerson } from "../src/people/people.ts";
import { grantRole } from "../src/people/roles.ts";
import { type Dice, type MadeUp, makeUp, pickFamily } from "./crowd-names.ts";
import { inParallel } from "./crowd-pace.ts";
import { type PlannedSchool, type PlannedTeaching, SUBJECT_NAMES } from "./crowd-plan.ts";

/** Everything is made by the verbs of the journal, as its people would, from the years before on paper to the first bell. */

export interface CrowdYear {
  /** ISO days. */
  startsOn: string;
  endsOn: string;
}

export interface MadeClass {
  id: string;
  level: number;
  pupilIds: string[];
}

export interface MadeSchool {
  yearId: string;
  classes: MadeClass[];
  teachings: (PlannedTeaching & { subjectId: string })[];
}

interface Making {
  db: Db;
  year: CrowdYear;
  by: By;
  dice: Dice;
}

export async function makeSchool(making: Making, plan: PlannedSchool): Promise<MadeSchool> {
  const yearId = await makeCalendar(making);
  const classes = await makeClasses(making, { yearId, plan });
  const teacherIds = await makeStaff(making, plan);
  await inParallel(classes, (own, index) =>
    appointLeader(
      making.db,
      {
        classId: own.id,
        teacherId: teacherIds[index % teacherIds.length]!,
        from: making.year.startsOn,
        to: null,
      },
      making.by,
    ),
  );
  const teachings = await makeCurriculum(making, { yearId, plan, classes, teacherIds });
  return { yearId, classes, teachings };
}

async function makeCalendar({ db, year, by }: Making): Promise<string> {
  const { id: yearId } = await createYear(
    db,
    { name: `${year.startsOn.slice(0, 4)}/${year.endsOn.slice(0, 4)}`, ...year, weekDays: 5 },
    by,
  );
  const quarters = proposeYear({ ...year, weekDays: 5 }).find(({ kind }) => kind === "quarter")!;
  for (const term of quarters.terms) await addTerm(db, { yearId, ...term }, by);
  for (const dayOff of quarters.daysOff) await addDayOff(db, { yearId, ...dayOff }, by);
  const [usual] = proposeBells();
  const everyDay = { date: null, weekdays: [], levelFrom: 1, levelTo: 11 };
  await saveBells(db, { yearId, version: null, ...everyDay, ...usual! }, by);
  return yearId;
}

async function makeClasses(
  making: Making,
  { yearId, plan }: { yearId: string; plan: PlannedSchool },
): Promise<MadeClass[]> {
  const { db, by } = making;
  const made: MadeClass[] = [];
  for (const { level, letter, pupils } of plan.classes) {
    const { id } = await createClass(db, { yearId, level, letter }, by);
    const pupilIds = await inParallel(Array.from({ length: pupils }), () =>
      makeFamily(making, { classId: id, level }),
    );
    made.push({ id, level, pupilIds });
  }
  return made;
}

/** A pupil with a mother, and three in five with a father too. */
async function makeFamily(
  { db, year, by, dice }: Making,
  { classId, level }: { classId: string; level: number },
): Promise<string> {
  const family = pickFamily(dice);
  const birthYear = Number(year.startsOn.slice(0, 4)) - level - 6;
  const birthDate = `${birthYear}-${two(1 + dice(8))}-${two(1 + dice(28))}`;
  const own = makeUp(dice, { sex: dice(2) === 0 ? "female" : "male", family });
  const parents: [Kinship, MadeUp][] = [["mother", makeUp(dice, { sex: "female", family })]];
  if (dice(5) < 3) parents.push(["father", makeUp(dice, { sex: "male", family })]);
  const pupil = await createPerson(db, { ...own, birthDate }, by);
  const dates = { from: year.startsOn, to: null };
  await enrolPupil(db, { pupilId: pupil.id, classId, ...dates, documentOn: year.startsOn }, by);
  for (const [kinship, facts] of parents) {
    const guardian = await createPerson(db, { ...facts, birthDate: null }, by);
    await addGuardian(db, { guardianId: guardian.id, pupilId: pupil.id, kinship, ...dates }, by);
  }
  return pupil.id;
}

const OFFICE: Role[] = ["administrator", "head", "deputyHead", "secretary"];

async function makeStaff(making: Making, { teachers }: PlannedSchool): Promise<string[]> {
  for (const role of OFFICE) await makeColleague(making, role);
  return inParallel(Array.from({ length: teachers }), () => makeColleague(making, "teacher"));
}

async function makeColleague({ db, year, by, dice }: Making, role: Role): Promise<string> {
  const facts = makeUp(dice, { sex: dice(5) === 0 ? "male" : "female" });
  const { id: personId } = await createPerson(
    db,
    { ...facts, birthDate: `${1960 + dice(40)}-${two(1 + dice(12))}-15` },
    by,
  );
  await grantRole(db, { personId, role, from: year.startsOn, to: null, documentOn: year.startsOn }, by);
  return personId;
}

interface Frame {
  yearId: string;
  plan: PlannedSchool;
  classes: MadeClass[];
  teacherIds: string[];
}

async function makeCurriculum(making: Making, frame: Frame): Promise<MadeSchool["teachings"]> {
  const { db, by, year } = making;
  const subjectIds = new Map<string, string>();
  for (const name of SUBJECT_NAMES) subjectIds.set(name, (await createSubject(db, name, by)).id);
  const made: MadeSchool["teachings"] = [];
  for (const teaching of frame.plan.teachings) {
    const subjectId = subjectIds.get(teaching.subject)!;
    const schoolClass = frame.classes[teaching.schoolClass]!;
    const subgroupId = await makeSubgroup(making, { yearId: frame.yearId, subjectId, teaching, schoolClass });
    const { id: teachingId } = await createTeaching(
      db,
      {
        teacherId: frame.teacherIds[teaching.teacher]!,
        subjectId,
        classId: subgroupId ? null : schoolClass.id,
        subgroupId,
        hoursAWeek: teaching.hours,
        from: year.startsOn,
        to: null,
      },
      by,
    );
    const slots = teaching.slots.map((slot) => ({ ...slot, teachingId, roomId: null }));
    await addEntries(
      db,
      slots.map((slot) => ({ ...slot, from: year.startsOn, to: null })),
      by,
    );
    made.push({ ...teaching, subjectId });
  }
  return made;
}

/** The first or the second half of a class's list; null: the whole class is taught. */
async function makeSubgroup(
  { db, by, year }: Making,
  {
    yearId,
    subjectId,
    teaching,
    schoolClass,
  }: { yearId: string; subjectId: string; teaching: PlannedTeaching; schoolClass: MadeClass },
): Promise<string | null> {
  const { half, schoolClass: index } = teaching;
  if (half === null) return null;
  const name = `${index + 1}-${half}`;
  const { id, version } = await createSubgroup(
    db,
    { yearId, subjectId, name, classIds: [schoolClass.id] },
    by,
  );
  const middle = Math.ceil(schoolClass.pupilIds.length / 2);
  const pupilIds = half === 1 ? schoolClass.pupilIds.slice(0, middle) : schoolClass.pupilIds.slice(middle);
  await setMembers(db, { id, version, pupilIds, from: year.startsOn }, by);
  return id;
}

/** Who signs in to look around; the password is that of the demonstration. */
export async function makeAccounts(db: Db, password: string): Promise<string[]> {
  const passwordHash = await hash(password);
  const grants = await db.roleGrant.findMany({ orderBy: { id: "asc" }, distinct: ["role"] });
  const logins = grants.map(({ role }) => role.toLowerCase());
  await db.account.createMany({
    data: grants.map(({ personId, role }) => ({ personId, login: role.toLowerCase(), passwordHash })),
  });
  return logins;
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
