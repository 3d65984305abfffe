import type { CastKey } from "../../prisma/cast.ts";
import type { SubjectKey } from "../../prisma/cast-school.ts";
import { takeRoll } from "../../src/attendance/roll.ts";
import { dateOf, setClock } from "../../src/clock.ts";
import { addEntries } from "../../src/curriculum/timetable.ts";
import { holdLessons } from "../../src/lessons/holding.ts";
import { recordLesson } from "../../src/lessons/lessons.ts";
import { openWork } from "../../src/lessons/works.ts";
import { writeMarks } from "../../src/marks/marks.ts";
import { entry, FIRST_DAY, type WeekSchool, weekSchool } from "./week-school.ts";

/** The week that is looked back on: Monday to Friday, and the days around it. */
export const WEEK = {
  lastFriday: "2027-09-17",
  monday: "2027-09-20",
  tuesday: "2027-09-21",
  thursday: "2027-09-23",
  friday: "2027-09-24",
  nextMonday: "2027-09-27",
} as const;

/** So many minutes after midnight in Krasnoyarsk. */
export function at(day: string, hour: number, minute = 0): Date {
  return new Date(dateOf(day).getTime() + ((hour - 7) * 60 + minute) * 60_000);
}

export interface TermSchool extends WeekSchool {
  /** Puts a mark for a work of its own in the lesson of that day; at noon unless something else is said. */
  put(pupil: CastKey, subject: SubjectKey, mark: Put): Promise<string>;
  setHomework(subject: SubjectKey, day: string, homework: string): Promise<void>;
  /** These pupils are absent from the lesson. */
  miss(subject: SubjectKey, day: string, pupils: CastKey[]): Promise<void>;
  lessonOf(subject: SubjectKey, day: string): Promise<{ id: string; version: number }>;
}

interface Put {
  day: string;
  value: string;
  at?: Date;
}

const TEACHERS = { algebra: "smirnova", russian: "gromova", english: "belyaeva" } as const satisfies Partial<
  Record<SubjectKey, CastKey>
>;

/**
 * The school of a week in a quarter from 1 September to 29 October, and it is Friday, six in the evening. 7А: algebra on
 * Mondays, Wednesdays and Fridays, Russian on Tuesdays and Thursdays; Анна and Дарья learn English in a subgroup on
 * Mondays and Fridays, second lesson. The lessons up to that Friday are held.
 */
export async function termSchool(): Promise<TermSchool> {
  const school = await weekSchool();
  const { db, classes, cast, by, yearId } = school;
  await db.term.create({
    data: {
      ...{ yearId, kind: "quarter", number: 1, levelFrom: 1, levelTo: 9 },
      ...{ startsOn: dateOf(FIRST_DAY), endsOn: dateOf("2027-10-29") },
    },
  });
  const silent = { ...by, silent: true };
  const english = await school.subgroup("english", "первая", ["anna", "darya"]);
  const algebra = await school.teach(TEACHERS.algebra, "algebra", { classId: classes.sevenA });
  const russian = await school.teach(TEACHERS.russian, "russian", { classId: classes.sevenA });
  const spoken = await school.teach(TEACHERS.english, "english", { subgroupId: english });
  const entries = [
    ...[1, 3, 5].map((weekday) => entry(algebra, { weekday })),
    ...[2, 4].map((weekday) => entry(russian, { weekday })),
    ...[1, 5].map((weekday) => entry(spoken, { weekday, number: 2 })),
  ];
  await addEntries(db, entries, silent);
  await holdLessons(db, { from: FIRST_DAY, to: WEEK.friday }, silent);
  setClock(at(WEEK.friday, 18));
  const lessonOf = (subject: SubjectKey, day: string) =>
    db.lesson.findFirstOrThrow({ where: { subjectId: cast.subjects[subject].id, date: dateOf(day) } });
  const byTeacher = (subject: SubjectKey, when: Date) => ({
    ...{ actorId: cast[TEACHERS[subject as keyof typeof TEACHERS]].id, source: "web" as const },
    ...{ silent: false, at: when },
  });
  return {
    ...school,
    lessonOf,
    async put(pupil, subject, { day, value, at: when = at(day, 12) }) {
      const lesson = await lessonOf(subject, day);
      const work = await openWork(db, lesson.id, { kindCode: "answer" }, byTeacher(subject, when));
      await writeMarks(db, work.id, [{ pupilId: cast[pupil].id, value }], byTeacher(subject, when));
      return work.id;
    },
    async setHomework(subject, day, homework) {
      const { id, version } = await lessonOf(subject, day);
      await recordLesson(db, id, { version, homework }, byTeacher(subject, at(day, 12)));
    },
    async miss(subject, day, pupils) {
      const { id } = await lessonOf(subject, day);
      const absences = pupils.map((pupil) => ({ pupilId: cast[pupil].id, kind: "absent" as const }));
      await takeRoll(db, id, { version: 0, absences }, byTeacher(subject, at(day, 12)));
    },
  };
}
