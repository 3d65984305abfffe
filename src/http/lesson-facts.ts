import type { LessonProps, PupilLine, Saved } from "../../templates/pages/lesson.tsx";
import { clockTime, dayIn, now } from "../clock.ts";
import type { Db } from "../db.ts";
import { NotFound } from "../errors.ts";
import { classesOf, WITH_CLASSES } from "../lessons/classes.ts";
import { type DoorLesson, type DoorState, doorOn, readLastDays } from "../lessons/door.ts";
import { readRoster } from "../lessons/roster.ts";
import { shownAverage, sumOf } from "../marks/average.ts";
import { getSettings, type Settings } from "../settings.ts";
import { headOf } from "./lesson-head.ts";
import { listName } from "./names.ts";

const RECENT_MARKS = 4;

export type LessonFacts = Omit<LessonProps, "mayWrite" | "typed" | "problem" | "confirm" | "isUndone">;

interface Asked {
  /** A work's id, or the code of a kind that this lesson has no work of yet. */
  work: string | undefined;
  /** When the marks were saved that the page is to name. */
  savedAt: Date | null;
}

/** A lesson as the page shows it, with the class in the order of its list. */
export async function readLesson(db: Db, lessonId: string, { work, savedAt }: Asked): Promise<LessonFacts> {
  const settings = await getSettings(db);
  const lesson = await db.lesson.findUnique({
    where: { id: lessonId },
    include: { ...WITH_CLASSES, subject: true, works: { include: { kind: true } } },
  });
  if (!lesson) throw new NotFound("Такого урока нет.");
  const kinds = await db.workKind.findMany({ orderBy: { name: "asc" } });
  const values = await db.scaleValue.findMany({
    where: { scale: { code: "five" } },
    orderBy: { rank: "desc" },
  });
  // What has a title of its own is what the lesson was planned for; it stands first.
  const works = lesson.works
    .map(({ id, kind, title }) => ({ key: id, kind: kind.name, kindCode: kind.code, title }))
    .sort(
      (a, b) => Number(b.title !== null) - Number(a.title !== null) || a.kind.localeCompare(b.kind, "ru"),
    );
  const fresh = kinds.filter(({ code }) => !works.some(({ kindCode }) => kindCode === code));
  const current =
    works.find(({ key, kindCode }) => key === work || kindCode === work) ??
    fresh.filter(({ code }) => code === work).map(({ code, name }) => asFresh(code, name))[0] ??
    works[0] ??
    fresh.map(({ code, name }) => asFresh(code, name))[0];
  const [schoolClass] = classesOf(lesson);
  if (!current || !schoolClass) throw new NotFound("В школе не заведены классы или виды работ.");
  const today = dayIn(settings.timeZone);
  return {
    lesson: headOf(lesson, settings.timeZone),
    door: await doorOfWork(db, lesson, { workId: current.key, today }),
    works,
    kinds: doorOn(lesson, today) === "open" ? fresh.map(({ code, name }) => ({ code, name })) : [],
    current,
    values: values.map(({ code, name }) => ({ code, name })),
    pupils: await readPupilLines(db, { ...lesson, ...schoolClass, id: lessonId }, current.key),
    saved:
      savedAt && works.includes(current)
        ? await readSaved(db, { workId: current.key, savedAt, settings })
        : null,
  };
}

function asFresh(code: string, kind: string) {
  return { key: code, kind, kindCode: code, title: null };
}

/** A work with a checking norm is still marked when the day of its lesson is over (R14). */
async function doorOfWork(
  db: Db,
  lesson: DoorLesson & { id: string; works: { id: string; checkingDays: number }[] },
  { workId, today }: { workId: string; today: Date },
): Promise<DoorState> {
  const norm = lesson.works.find(({ id }) => id === workId)?.checkingDays ?? 0;
  const [lastDay] = await readLastDays(db, lesson, [norm]);
  return doorOn(lesson, today, lastDay);
}

interface MarkLine {
  pupilId: string;
  workId: string;
  version: number;
  /** Null: taken away. */
  code: string | null;
  points: number | null;
  weight: number;
}

async function readPupilLines(
  db: Db,
  lesson: { id: string; subjectId: string; date: Date; yearId: string; level: number },
  workKey: string,
): Promise<PupilLine[]> {
  const { subjectId, date, yearId, level } = lesson;
  const pupils = await readRoster(db, lesson.id);
  const term = await db.term.findFirst({
    where: {
      yearId,
      levelFrom: { lte: level },
      levelTo: { gte: level },
      startsOn: { lte: date },
      endsOn: { gte: date },
    },
  });
  const marks = await db.$queryRaw<MarkLine[]>`
    select m."pupilId", m."workId", m.version, v.code, v.points, w.weight
    from "Mark" m left join "ScaleValue" v on v.id = m."valueId" join "Work" w on w.id = m."workId"
    join "Lesson" l on l.id = w."lessonId"
    where m."pupilId" = any(${pupils.map(({ id }) => id)}::uuid[]) and l."subjectId" = ${subjectId}::uuid
      and l.date between ${term?.startsOn ?? date}::date and ${date}::date
    order by l.date, l.number, m."setAt"`;
  return pupils.map(({ id, surname, givenName }, index) => {
    const own = marks.filter((mark) => mark.pupilId === id);
    const before = own.filter((mark) => mark.workId !== workKey).flatMap(({ code }) => code ?? []);
    const cell = own.find((mark) => mark.workId === workKey);
    return {
      id,
      number: index + 1,
      name: listName(surname, givenName),
      recent: before.slice(-RECENT_MARKS),
      average: averageOf(own),
      value: cell?.code ?? null,
      version: cell?.version ?? 0,
    };
  });
}

function averageOf(marks: MarkLine[]): number | null {
  const sum = sumOf(marks);
  return sum && shownAverage(sum);
}

async function readSaved(
  db: Db,
  { workId, savedAt, settings }: { workId: string; savedAt: Date; settings: Settings },
): Promise<Saved | null> {
  if (Number.isNaN(savedAt.getTime())) return null;
  const versions = await db.markVersion.findMany({
    where: { at: savedAt, mark: { workId } },
    include: {
      value: true,
      mark: { include: { pupil: true, versions: { include: { value: true } } } },
    },
  });
  const hearAt = new Date(savedAt.getTime() + settings.markHoldSeconds * 1000);
  return {
    marks: versions
      .map(({ version, value, mark: { pupil, versions: all } }) => ({
        name: listName(pupil.surname, pupil.givenName),
        value: value?.code ?? null,
        was: all.find((other) => other.version === version - 1)?.value?.code ?? null,
      }))
      .sort((a, b) => a.name.localeCompare(b.name, "ru")),
    at: savedAt.getTime(),
    holdSeconds: settings.markHoldSeconds,
    hearAt: clockTime(hearAt, settings.timeZone),
    mayUndo: now() < hearAt,
  };
}
