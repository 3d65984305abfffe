import { createHash } from "node:crypto";
import { dayIn } from "../src/clock.ts";
import type { Db } from "../src/db.ts";
import { type MarkEntry, writeMarks } from "../src/marks/marks.ts";
import { type CastKey, ELEVENTH, FOURTH, type PupilData, SCHOOL, SEVENTH } from "./cast.ts";
import { addDays, type Cast } from "./cast-ids.ts";
import { CLASSES, type ClassKey, classData, HISTORY_KINDS, TOPICS } from "./cast-school.ts";
import { type CastLesson, planLesson, writeLessons } from "./seed-lessons.ts";

/** So many lessons of a subject carry marks, spread over the weeks. */
const MARKED_LESSONS = 7;
/** Of a hundred pupils so many get a mark where marks are put, so that nobody has the same row of them. */
const MARKED_PERCENT = 60;
/** The pool's size leaves room for a page that is asked for meanwhile. */
const AT_ONCE = 8;

const PUPILS_OF: Record<ClassKey, Record<string, PupilData>> = {
  sevenA: SEVENTH,
  fourB: FOURTH,
  elevenA: ELEVENTH,
};

/** The lessons of the term up to yesterday and their marks, recorded silently. The same again changes nothing. */
export async function writeHistory(db: Db, cast: Cast, now: Date): Promise<void> {
  const lessons = planPast(cast, dayIn(SCHOOL.timeZone, now));
  await writeLessons(db, cast, lessons.flat());
  const marked = lessons.flatMap((row) =>
    spread(row, MARKED_LESSONS).map((lesson, index) => ({ lesson, index })),
  );
  for (let start = 0; start < marked.length; start += AT_ONCE) {
    await Promise.all(
      marked.slice(start, start + AT_ONCE).map(({ lesson, index }) => {
        const { endsAt, works } = lesson;
        const by = { actorId: teacherOf(cast, lesson), source: "seed", silent: true, at: endsAt } as const;
        return writeMarks(db, Object.values(works).at(-1)!, pastEntries(cast, lesson, index), by);
      }),
    );
  }
}

/** What the pupils of 7А got for one work of today: as strong as they usually are. */
export function likelyEntries(cast: Cast, lesson: CastLesson, salt: string | number): MarkEntry[] {
  return Object.entries(PUPILS_OF[lesson.classKey]).flatMap(([key, { algebra }]) => {
    if (chance(key, lesson.subject, salt, "whether") * 100 >= MARKED_PERCENT) return [];
    const strength = sum([...algebra].map(Number)) / algebra.length;
    const luck = (chance(key, lesson.subject, salt) - 0.5) * 2.2;
    const value = Math.min(5, Math.max(2, Math.round(strength + luck)));
    return [{ pupilId: cast[key as CastKey].id, value: String(value) }];
  });
}

export function teacherOf(cast: Cast, { classKey, subject }: CastLesson): string {
  return cast[classData(classKey).teachers[subject]!].id;
}

/** One row of lessons for each class and subject, in the order they were held. */
function planPast(cast: Cast, today: Date): CastLesson[][] {
  const rows = new Map<string, CastLesson[]>();
  for (let date = cast.terms.quarter.startsOn; date < today; date = addDays(date, 1)) {
    for (const classKey of Object.keys(CLASSES) as ClassKey[]) {
      const day = classData(classKey).week[date.getUTCDay() - 1] ?? [];
      for (const [index, subject] of day.entries()) {
        const row = rows.get(`${classKey} ${subject}`) ?? [];
        const topic = TOPICS[subject][Math.floor(row.length / 2) % TOPICS[subject].length]!;
        const kind = HISTORY_KINDS[subject]?.[row.length % HISTORY_KINDS[subject].length];
        const works = { answer: null, ...(kind && { [kind]: null }) };
        const homework = `§ ${10 + row.length}`;
        row.push(planLesson({ classKey, subject, date, index }, { topic, homework, works }));
        rows.set(`${classKey} ${subject}`, row);
      }
    }
  }
  return [...rows.values()];
}

function pastEntries(cast: Cast, lesson: CastLesson, index: number): MarkEntry[] {
  if (lesson.subject !== "algebra") return likelyEntries(cast, lesson, index);
  return Object.entries(PUPILS_OF[lesson.classKey]).flatMap(([key, { algebra }]) => {
    const places = spread([...Array(MARKED_LESSONS).keys()], algebra.length);
    const value = algebra[places.indexOf(index)];
    return value ? [{ pupilId: cast[key as CastKey].id, value }] : [];
  });
}

/** So many of them, evenly, in their order. */
function spread<Thing>(things: Thing[], count: number): Thing[] {
  if (things.length <= count) return things;
  return [...Array(count).keys()].map(
    (index) => things[Math.floor(((index + 0.5) * things.length) / count)]!,
  );
}

/** From 0 to 1, the same for the same words: every demonstration shows the same school. */
function chance(...words: (string | number)[]): number {
  return createHash("sha256").update(words.join(" ")).digest().readUInt32BE() / 2 ** 32;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
