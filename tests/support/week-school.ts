import type { CastKey } from "../../prisma/cast.ts";
import type { SubjectKey } from "../../prisma/cast-school.ts";
import { dateOf, setClock } from "../../src/clock.ts";
import { setMembers } from "../../src/curriculum/members.ts";
import { createSubgroup } from "../../src/curriculum/subgroups.ts";
import { createTeaching, type Teaching } from "../../src/curriculum/teachings.ts";
import type { NewEntry } from "../../src/curriculum/timetable.ts";
import type { By } from "../../src/outbox/events.ts";
import { castSchool, type TestSchool } from "./school.ts";

/** Monday in a school year of its own: nothing of the cast's timetable reaches into it. */
export const MONDAY = "2027-09-20";
export const FIRST_DAY = "2027-09-01";

/** The cast a year later, with a calendar and bells, two rooms and as yet no timetable. */
export interface WeekSchool extends TestSchool {
  yearId: string;
  /** 7А: anna, egor, vera, gleb · 7Б: darya, kirill · 8А: roman. */
  classes: Record<"sevenA" | "sevenB" | "eighthA", string>;
  rooms: Record<"r12" | "r14", string>;
  /** The deputy head. */
  by: By;
  teach(teacher: CastKey, subject: SubjectKey, whom: Whom): Promise<Teaching>;
  /** A subgroup of 7А and 7Б with these pupils from the first day on. */
  subgroup(subject: SubjectKey, name: string, pupils: CastKey[]): Promise<string>;
  close(): Promise<void>;
}

type Whom = { classId: string } | { subgroupId: string };

/** Lessons 1 to 6, minutes from midnight: 8:00, 8:50 … of forty minutes. */
const BELLS = [1, 2, 3, 4, 5, 6].map((number) => ({
  number,
  startsAt: 430 + 50 * number,
  endsAt: 470 + 50 * number,
}));

/** The clock stands at nine in the morning of MONDAY in Krasnoyarsk. For beforeAll; close it in afterAll. */
export async function weekSchool(): Promise<WeekSchool> {
  const school = await castSchool({ now: new Date("2026-11-26T03:00:00Z") });
  setClock(new Date(`${MONDAY}T02:00:00Z`));
  const { db, cast } = school;
  const from = dateOf(FIRST_DAY);
  const by: By = { actorId: cast.voronina.id, source: "web", silent: false };
  const { id: yearId } = await db.schoolYear.create({
    data: {
      name: "2027/2028",
      startsOn: from,
      endsOn: dateOf("2028-05-26"),
      bellSchedules: { create: { name: "обычное", bells: { create: BELLS } } },
    },
  });
  const newClass = async (level: number, letter: string, pupils: CastKey[]) => {
    const { id } = await db.schoolClass.create({ data: { yearId, level, letter } });
    await db.enrolment.createMany({
      data: pupils.map((pupil) => ({ pupilId: cast[pupil].id, classId: id, from })),
    });
    return id;
  };
  const classes = {
    sevenA: await newClass(7, "А", ["anna", "egor", "vera", "gleb"]),
    sevenB: await newClass(7, "Б", ["darya", "kirill"]),
    eighthA: await newClass(8, "А", ["roman"]),
  };
  const rooms = {
    r12: (await db.room.create({ data: { name: "12" } })).id,
    r14: (await db.room.create({ data: { name: "14" } })).id,
  };
  return {
    ...school,
    yearId,
    classes,
    rooms,
    by,
    teach: (teacher, subject, whom) =>
      createTeaching(
        db,
        {
          teacherId: cast[teacher].id,
          subjectId: cast.subjects[subject].id,
          classId: null,
          subgroupId: null,
          ...whom,
          hoursAWeek: 3,
          from: FIRST_DAY,
          to: null,
        },
        by,
      ),
    async subgroup(subject, name, pupils) {
      const classIds = [classes.sevenA, classes.sevenB];
      const subjectId = cast.subjects[subject].id;
      const { id, version } = await createSubgroup(db, { yearId, subjectId, name, classIds }, by);
      const pupilIds = pupils.map((pupil) => cast[pupil].id);
      await setMembers(db, { id, version, pupilIds, from: FIRST_DAY }, by);
      return id;
    },
    async close() {
      setClock(null);
      await school.close();
    },
  };
}

/** Mondays, the first lesson, in no room, from the first day on; unless something else is said. */
export function entry({ id }: Teaching, other: Partial<NewEntry> = {}): NewEntry {
  return { teachingId: id, weekday: 1, number: 1, roomId: null, from: FIRST_DAY, to: null, ...other };
}
