import type { Door, StartProps } from "../../templates/pages/start.tsx";
import { dayIn, now } from "../clock.ts";
import type { Db, Role } from "../db.ts";
import { shownClasses, WITH_CLASSES } from "../lessons/classes.ts";
import { getSettings } from "../settings.ts";
import { shareOnTime } from "./delivery-summary.ts";
import { shortName } from "./session.ts";
import type { Web } from "./web.ts";

const ORDINALS = [
  "нулевой",
  "первый",
  "второй",
  "третий",
  "четвёртый",
  "пятый",
  "шестой",
  "седьмой",
  "восьмой",
];
const KINSHIP = { mother: "мама", father: "папа", other: "законный представитель" };

/** What the start page shows before anybody has typed anything. */
export async function startProps({ db }: Web, next: string | undefined): Promise<StartProps> {
  const settings = await getSettings(db);
  const day = dayIn(settings.timeZone);
  return {
    doors: settings.demo ? await findDoors(db, day) : [],
    holdInWords: holdInWords(settings.markHoldSeconds),
    onTime: await shareOnTime(db, settings.timeZone),
    login: "",
    problem: null,
    next: next ?? null,
  };
}

/** «через 10 с», «через 10 мин» */
function holdInWords(seconds: number): string {
  if (seconds === 0) return "сразу";
  return seconds < 120 ? `+${seconds} с` : `+${Math.round(seconds / 60)} мин`;
}

/** One person of each role that can sign in; the teacher is the one whose lesson is nearest to now. */
async function findDoors(db: Db, day: Date): Promise<Door[]> {
  const administrator = await findByRole(db, "administrator", day);
  return [
    await teacherDoor(db, day),
    await guardianDoor(db, day),
    administrator && {
      login: administrator.login,
      next: null,
      icon: "check" as const,
      title: "Открыть как администратор",
      text: `${administrator.name} Кому дошло, когда и почему нет.`,
    },
    await deputyDoor(db, day),
    administrator && {
      login: administrator.login,
      next: "/postbox",
      icon: "mail" as const,
      title: "Почтовый ящик",
      text: "Каждое сообщение так, как его видит получатель.",
    },
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
  const runs = distance(lesson) === 0 ? "идёт" : at < lesson.startsAt.getTime() ? "сегодня" : "сегодня был";
  const what = `${ORDINALS[number] ?? `${number}-й`} урок, ${subject.name.toLocaleLowerCase("ru")}`;
  return {
    login: teacher.account!.login,
    next: `/lessons/${lesson.id}`,
    icon: "list",
    title: "Открыть как учитель",
    text: `${shortName(teacher)} У ${shownClasses(lesson)} ${runs} ${what}: поставьте отметку.`,
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
    login: teacher.account!.login,
    next: null,
    icon: "list",
    title: "Открыть как учитель",
    text: `${shortName(teacher)} Сегодня уроков нет.`,
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
  const kinship = KINSHIP[guardian.guardianOf[0]?.kinship ?? "other"];
  return {
    login: guardian.account!.login,
    next: null,
    icon: "book",
    title: "Открыть как родитель",
    text: `${shortName(guardian)}, ${kinship}. ${children.join("; ")}: что придёт и как это читается.`,
  };
}

async function deputyDoor(db: Db, day: Date): Promise<Door | null> {
  const deputy = await findByRole(db, "deputyHead", day);
  return (
    deputy && {
      login: deputy.login,
      next: null,
      icon: "chart",
      title: "Открыть как завуч",
      text: `${deputy.name} Какие итоговые отметки семьи ещё не знают.`,
    }
  );
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
