import { findYearOn } from "../calendar/calendar.ts";
import { isoDay } from "../clock.ts";
import { listClassesOn } from "../curriculum/classes.ts";
import type { Db } from "../db.ts";
import { NotFound } from "../errors.ts";
import { heldOn } from "../people/dated.ts";
import { listName } from "./names.ts";
import { shortName } from "./session.ts";

const byName = [{ name: "asc" as const }, { id: "asc" as const }];

/** What a class is taught and by whom, and what there is to choose from; without a class, the subgroups of all of them. */
export async function readCurriculum(
  db: Db,
  { classId: asked, day }: { classId: string | undefined; day: Date },
) {
  const classes = await listClassesOn(db, day);
  const current = classes.find(({ id }) => id === asked) ?? null;
  const year = classes[0] ? { id: classes[0].yearId } : await findYearOn(db, day);
  const shown = current ? [current.id] : classes.map(({ id }) => id);
  const subjects = await db.subject.findMany({ orderBy: byName });
  const rooms = await db.room.findMany({ orderBy: byName });
  const teachers = await db.person.findMany({
    where: { roles: { some: { role: "teacher", ...heldOn(day) } } },
    orderBy: [{ surname: "asc" }, { givenName: "asc" }, { id: "asc" }],
  });
  return {
    yearId: year?.id ?? null,
    classes: classes.map(({ id, level, letter }) => ({ id, name: `${level}${letter}`, letter })),
    classId: current?.id ?? null,
    subjects: subjects.map(({ id, name }) => ({ id, name })),
    rooms: rooms.map(({ name }) => name),
    teachers: teachers.map((teacher) => ({ value: teacher.id, text: shortName(teacher) })),
    teachings: current ? await readTaught(db, current.id, day) : [],
    subgroups: await readSubgroups(db, shown, day),
  };
}

/** Teachings that hold or will hold, of a class and its subgroups. */
async function readTaught(db: Db, classId: string, day: Date) {
  const teachings = await db.teaching.findMany({
    where: {
      AND: [
        { OR: [{ to: null }, { to: { gte: day } }] },
        { OR: [{ classId }, { subgroup: { classes: { some: { classId } } } }] },
      ],
    },
    include: { subject: true, teacher: true, subgroup: true },
    orderBy: [{ subject: { name: "asc" } }, { id: "asc" }],
  });
  return teachings.map(({ id, version, subject, teacher, subgroup, hoursAWeek, from, to }) => ({
    ...{ id, version, hoursAWeek },
    subject: subject.name,
    teacher: shortName(teacher),
    subgroup: subgroup?.name ?? null,
    from: from > day ? isoDay(from) : null,
    to: to && isoDay(to),
  }));
}

async function readSubgroups(db: Db, classIds: string[], day: Date) {
  const subgroups = await db.subgroup.findMany({
    where: { classes: { some: { classId: { in: classIds } } } },
    include: {
      subject: true,
      classes: { include: { class: true } },
      _count: { select: { members: { where: heldOn(day) } } },
    },
    orderBy: [{ subject: { name: "asc" } }, ...byName],
  });
  return subgroups.map(({ id, name, subject, classes, _count }) => ({
    ...{ id, name },
    subject: subject.name,
    classes: classes
      .map(({ class: { level, letter } }) => `${level}${letter}`)
      .sort()
      .join(", "),
    members: _count.members,
  }));
}

/** Who is in a subgroup on a day, among all pupils of its classes. @throws NotFound */
export async function readSubgroupCard(db: Db, id: string, day: Date) {
  const subgroup = await db.subgroup.findUnique({
    where: { id },
    include: { subject: true, classes: true, members: { where: heldOn(day) } },
  });
  if (!subgroup) throw new NotFound("Такой подгруппы нет. Обновите список подгрупп.");
  const classIds = subgroup.classes.map(({ classId }) => classId);
  const enrolments = await db.enrolment.findMany({
    where: { classId: { in: classIds }, ...heldOn(day) },
    include: { pupil: true, class: true },
    orderBy: [{ pupil: { surname: "asc" } }, { pupil: { givenName: "asc" } }, { id: "asc" }],
  });
  const members = new Set(subgroup.members.map(({ pupilId }) => pupilId));
  return {
    id,
    version: subgroup.version,
    name: subgroup.name,
    subject: subgroup.subject.name,
    classId: classIds[0] ?? null,
    pupils: enrolments.map(({ pupil, class: { level, letter } }) => ({
      id: pupil.id,
      name: listName(pupil.surname, pupil.givenName),
      className: `${level}${letter}`,
      isMember: members.has(pupil.id),
    })),
  };
}
