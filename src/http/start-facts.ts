import type { Door, StartProps } from "../../templates/pages/start.tsx";
import { dayIn, now } from "../clock.ts";
import type { Db, Role } from "../db.ts";
import { shownClasses, WITH_CLASSES } from "../lessons/classes.ts";
import { getSettings } from "../settings.ts";
import { shareOnTime } from "./delivery-summary.ts";
import { shortName } from "./session.ts";
import type { Web } from "./web.ts";

/** What the start page shows before anybody has typed anything. */
export async function startProps({ db }: Web, next: string | undefined): Promise<StartProps> {
  const settings = await getSettings(db);
  const day = dayIn(settings.timeZone);
  return {
    doors: settings.demo ? await findDoors(db, day) : [],
    holdSeconds: settings.markHoldSeconds,
    onTime: await shareOnTime(db, settings.timeZone),
    login: "",
    problem: null,
    next: next ?? null,
  };
}

/** One person of each role that can sign in; the teacher is the one whose lesson is nearest to now. */
async function findDoors(db: Db, day: Date): Promise<Door[]> {
  const administrator = await findByRole(db, "administrator", day);
  const deputy = await findByRole(db, "deputyHead", day);
  return [
    await teacherDoor(db, day),
    await guardianDoor(db, day),
    administrator && { ...administrator, kind: "administrator" as const, next: null },
    deputy && { ...deputy, kind: "deputy" as const, next: null },
    administrator && { ...administrator, kind: "postbox" as const, next: "/postbox" },
  ].filter((door) => door !== null);
}

async function teacherDoor(db: Db, day: Date): Promise<Door | null> {
  const lessons = await db.lesson.findMany({
    where: { date: day, cancelledFor: null, teacher: { account: { isNot: null } } },
    include: { ...WITH_CLASSES, subject: true, teacher: { include: { account: true } } },
  });
  const at = now().getTime();
  const distance = (lesson: { startsAt: Date; endsAt: Date }) =>
    Math.max(lesson.startsAt.getTime() - at, at - lesson.endsAt.getTime(), 0);
  const [lesson] = lessons.sort((a, b) => distance(a) - distance(b));
  if (!lesson) return teacherWithoutLesson(db, day);
  const { teacher, number, subject } = lesson;
  const when = distance(lesson) === 0 ? "now" : at < lesson.startsAt.getTime() ? "later" : "over";
  return {
    kind: "teacher",
    login: teacher.account!.login,
    next: `/lessons/${lesson.id}`,
    name: shortName(teacher),
    lesson: { className: shownClasses(lesson), number, subject: subject.name, when },
  };
}

async function teacherWithoutLesson(db: Db, day: Date): Promise<Door | null> {
  const teacher = await db.person.findFirst({
    where: { account: { isNot: null }, teachings: { some: { OR: [{ to: null }, { to: { gte: day } }] } } },
    include: { account: true },
    orderBy: [{ surname: "asc" }, { id: "asc" }],
  });
  if (!teacher) return null;
  return {
    kind: "teacher",
    login: teacher.account!.login,
    next: null,
    name: shortName(teacher),
    lesson: null,
  };
}

async function guardianDoor(db: Db, day: Date): Promise<Door | null> {
  const guardian = await db.person.findFirst({
    where: {
      account: { isNot: null },
      roles: { none: {} },
      contacts: { some: { state: "confirmed" } },
      guardianOf: { some: { barredFrom: null } },
    },
    include: {
      account: true,
      guardianOf: {
        orderBy: { pupil: { birthDate: "asc" } },
        include: {
          pupil: {
            include: {
              enrolments: { where: { OR: [{ to: null }, { to: { gte: day } }] }, include: { class: true } },
            },
          },
        },
      },
    },
    // Who has chosen nothing hears at once, which is what one wants to see.
    orderBy: [
      { guardianOf: { _count: "desc" } },
      { choices: { _count: "asc" } },
      { surname: "asc" },
      { id: "asc" },
    ],
  });
  if (!guardian) return null;
  const children = guardian.guardianOf.map(({ pupil }) => {
    const own = pupil.enrolments[0]?.class;
    return own ? `${pupil.givenName}, ${own.level}${own.letter}` : pupil.givenName;
  });
  return {
    kind: "guardian",
    login: guardian.account!.login,
    next: null,
    name: shortName(guardian),
    kinship: guardian.guardianOf[0]?.kinship ?? "other",
    children,
  };
}

async function findByRole(db: Db, role: Role, day: Date): Promise<{ login: string; name: string } | null> {
  const person = await db.person.findFirst({
    where: {
      account: { isNot: null },
      roles: { some: { role, from: { lte: day }, OR: [{ to: null }, { to: { gte: day } }] } },
    },
    include: { account: true },
    orderBy: [{ surname: "asc" }, { id: "asc" }],
  });
  return person && { login: person.account!.login, name: shortName(person) };
}
