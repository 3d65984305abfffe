import type { LessonProps, PupilLine, Saved } from "../../templates/pages/lesson.tsx";
import { dayIn, isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { NotFound } from "../errors.ts";
import { shownAverage } from "../marks/average.ts";
import { getSettings, type Settings } from "../settings.ts";
import { clockTime } from "./moments.ts";

const RECENT_MARKS = 4;

export type LessonFacts = Omit<LessonProps, "mayWrite" | "typed" | "problem">;

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
    include: { class: true, subject: true, works: { include: { kind: true } } },
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
  if (!current) throw new NotFound("В школе не заведены виды работ.");
  return {
    lesson: {
      id: lesson.id,
      subject: lesson.subject.name,
      className: `${lesson.class.level}${lesson.class.letter}`,
      date: isoDay(lesson.date),
      number: lesson.number,
      from: clockTime(lesson.startsAt, settings.timeZone),
      to: clockTime(lesson.endsAt, settings.timeZone),
      topic: lesson.topic,
      day: dayWord(lesson.date, dayIn(settings.timeZone)),
    },
    works,
    kinds: fresh.map(({ code, name }) => ({ code, name })),
    current,
    values: values.map(({ code, name }) => ({ code, name })),
    pupils: await readPupilLines(db, lesson, current.key),
    saved:
      savedAt && works.includes(current)
        ? await readSaved(db, { workId: current.key, savedAt, settings })
        : null,
  };
}

function asFresh(code: string, kind: string) {
  return { key: code, kind, kindCode: code, title: null };
}

function dayWord(date: Date, today: Date): "past" | "today" | "ahead" {
  if (date.getTime() === today.getTime()) return "today";
  return date < today ? "past" : "ahead";
}

interface MarkLine {
  pupilId: string;
  workId: string;
  code: string;
  points: number | null;
  weight: number;
}

async function readPupilLines(
  db: Db,
  lesson: { classId: string; subjectId: string; date: Date; class: { yearId: string; level: number } },
  workKey: string,
): Promise<PupilLine[]> {
  const { classId, subjectId, date } = lesson;
  const { yearId, level } = lesson.class;
  const pupils = await db.person.findMany({
    where: {
      enrolments: { some: { classId, from: { lte: date }, OR: [{ to: null }, { to: { gte: date } }] } },
    },
    select: { id: true, surname: true, givenName: true },
  });
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
    select m."pupilId", m."workId", v.code, v.points, k.weight
    from "Mark" m join "ScaleValue" v on v.id = m."valueId" join "Work" w on w.id = m."workId"
    join "WorkKind" k on k.code = w."kindCode" join "Lesson" l on l.id = w."lessonId"
    where m."pupilId" = any(${pupils.map(({ id }) => id)}::uuid[]) and l."subjectId" = ${subjectId}::uuid
      and l.date between ${term?.startsOn ?? date}::date and ${date}::date
    order by l.date, l.number, m."setAt"`;
  const byName = (a: { surname: string; givenName: string }, b: { surname: string; givenName: string }) =>
    a.surname.localeCompare(b.surname, "ru") || a.givenName.localeCompare(b.givenName, "ru");
  return pupils.sort(byName).map(({ id, surname, givenName }, index) => {
    const own = marks.filter((mark) => mark.pupilId === id);
    const before = own.filter((mark) => mark.workId !== workKey);
    return {
      id,
      number: index + 1,
      name: listName(surname, givenName),
      recent: before.slice(-RECENT_MARKS).map((mark) => mark.code),
      average: averageOf(own),
      value: own.find((mark) => mark.workId === workKey)?.code ?? null,
    };
  });
}

function averageOf(marks: MarkLine[]): number | null {
  const counted = marks.flatMap(({ points, weight }) => (points === null ? [] : [{ points, weight }]));
  if (counted.length === 0) return null;
  return shownAverage({
    points: counted.reduce((sum, { points, weight }) => sum + points * weight, 0),
    weight: counted.reduce((sum, { weight }) => sum + weight, 0),
    marks: counted.length,
  });
}

/** «Кравцова Анна»; longer than 22 letters: surname and initial (look.md). */
function listName(surname: string, givenName: string): string {
  const name = `${surname} ${givenName}`;
  return name.length <= 22 ? name : `${surname} ${[...givenName][0] ?? ""}.`;
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
    holdSeconds: settings.markHoldSeconds,
    hearAt: clockTime(hearAt, settings.timeZone),
  };
}
