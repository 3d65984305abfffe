import { dateOf } from "../clock.ts";
import { type PlannedLesson, plannedLessons } from "../curriculum/planned-lessons.ts";
import type { Db } from "../db.ts";
import { heldOn } from "../people/dated.ts";
import { shortName } from "./session.ts";

/** A planned lesson with the names a reader needs. */
export interface TimetableLesson extends Omit<PlannedLesson, "usual"> {
  subject: string;
  /** `Смирнова О. П.`, who holds it. */
  teacher: string;
  /** Its classes, `7А, 7Б`; and the subgroup, if it is one's. */
  classes: string;
  subgroup: string | null;
  room: string | null;
}

/** The planned lessons of a class or of a teacher, with their names. */
export async function readTimetable(
  db: Db,
  asked: Parameters<typeof plannedLessons>[1],
): Promise<TimetableLesson[]> {
  const lessons = await plannedLessons(db, asked);
  const ids = (of: (lesson: PlannedLesson) => string | string[] | null) => ({
    where: { id: { in: [...new Set(lessons.flatMap((lesson) => of(lesson) ?? []))] } },
  });
  const subjects = byId(await db.subject.findMany(ids(({ subjectId }) => subjectId)));
  const teachers = byId(await db.person.findMany(ids(({ teacherId }) => teacherId)));
  const classes = byId(await db.schoolClass.findMany(ids(({ classIds }) => classIds)));
  const subgroups = byId(await db.subgroup.findMany(ids(({ subgroupId }) => subgroupId)));
  const rooms = byId(await db.room.findMany(ids(({ roomId }) => roomId)));
  return lessons.map(({ usual: _, ...lesson }) => ({
    ...lesson,
    subject: subjects.get(lesson.subjectId)!.name,
    teacher: shortName(teachers.get(lesson.teacherId)!),
    classes: lesson.classIds
      .map((id) => classes.get(id)!)
      .sort((a, b) => a.level - b.level || a.letter.localeCompare(b.letter))
      .map(({ level, letter }) => `${level}${letter}`)
      .join(", "),
    subgroup: lesson.subgroupId && subgroups.get(lesson.subgroupId)!.name,
    room: lesson.roomId && rooms.get(lesson.roomId)!.name,
  }));
}

/** The planned lessons of a pupil: those of the class, and of the pupil's own subgroups, as they are on the first day. */
export async function readPupilTimetable(
  db: Db,
  pupilId: string,
  span: { from: string; to: string },
): Promise<TimetableLesson[]> {
  const day = dateOf(span.from);
  const onDay = { pupilId, ...heldOn(day) };
  const enrolments = await db.enrolment.findMany({ where: onDay, select: { classId: true } });
  const members = await db.subgroupMember.findMany({ where: onDay, select: { subgroupId: true } });
  const own = new Set(members.map(({ subgroupId }) => subgroupId));
  const classIds = enrolments.map(({ classId }) => classId);
  const lessons = await readTimetable(db, { ...span, classIds });
  return lessons.filter(({ subgroupId }) => subgroupId === null || own.has(subgroupId));
}

function byId<Row extends { id: string }>(rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
