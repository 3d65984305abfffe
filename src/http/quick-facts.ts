import type { FastifyRequest } from "fastify";
import type { QuickCard, QuickLine } from "../../templates/pages/lesson-quick.tsx";
import { isoDay } from "../clock.ts";
import { nextPlanLine } from "../curriculum/lesson-plans.ts";
import type { Db } from "../db.ts";
import { groupBy } from "../grouping.ts";
import {
  type QuickRead,
  type QuickWords,
  quickLessons,
  readQuickEntry,
  usualKind,
} from "../journal/quick-entry.ts";
import { type ListedLesson, listLessons } from "../lessons/lesson-list.ts";
import type { ListedPupil } from "../lessons/roster.ts";
import type { Place } from "../quick-marks/quick-marks.ts";
import { listName } from "./names.ts";

export type Typed = Pick<QuickWords, "text" | "kindCode" | "choices">;

const MOST_LESSONS = 30;

/** Reads what was typed of a lesson; without a kind of work what the lesson leaves open. */
export async function readTyped(
  db: Db,
  request: FastifyRequest,
  { lessonId, kindCode, ...typed }: Typed & { lessonId: string },
): Promise<QuickRead> {
  const { personId, day } = request.actor!;
  const [kind, next, lessons] = await Promise.all([
    kindCode || usualKind(db, lessonId),
    nextPlanLine(db, lessonId),
    readToday(db, request),
  ]);
  const words = { lessonId, ...typed, kindCode: kind, nextTopic: next?.topic ?? null };
  return readQuickEntry(db, words, { personId, day: isoDay(day), lessons });
}

function readToday(db: Db, { actor }: FastifyRequest): Promise<ListedLesson[]> {
  const { personId, day } = actor!;
  const own = { teacherId: personId, readerId: null, from: day, to: day };
  return listLessons(db, own, { take: MOST_LESSONS });
}

/** The card as its page shows it, without what only saving learns. */
export async function quickFacts(
  db: Db,
  request: FastifyRequest,
  { read, typed }: { read: QuickRead; typed: Typed },
): Promise<Omit<QuickCard, "seen" | "sure" | "isChanged">> {
  const { understanding, entry, pupils, kinds } = read;
  const { text } = typed;
  const quote = ({ at, length }: Place) => text.slice(at, at + length);
  const names = (ids: string[]) => pupils.filter(({ id }) => ids.includes(id)).map(nameOf);
  const { turn, questions, faults, warnings, topic } = understanding;
  const today = turn ? await readToday(db, request) : [];
  const meant = today.find((lesson) =>
    quickLessons(lesson).some(
      ({ className, subject }) =>
        (turn?.className ?? className) === className && (turn?.subject ?? subject) === subject,
    ),
  );
  return {
    text,
    kind: typed.kindCode || (await usualKind(db, read.sheet.lesson.id)),
    kinds: kinds.map(({ code, name }) => ({ code, name })),
    choices: Object.entries(typed.choices).map(([key, pupilId]) => ({ key, pupilId })),
    turn: turn && { lessonId: meant?.id ?? null },
    lines: linesOf(read),
    whole: entry.roll?.isWhole ? (entry.roll.cells.length > 0 ? "rest" : "all") : null,
    record: entry.record?.change ?? null,
    tasks: entry.tasks.map((task) => ({ name: names([task.pupilId])[0] ?? "", text: task.text ?? "" })),
    questions: questions.map(({ key, isGuess, pupilIds, ...place }) => ({
      key,
      isGuess,
      place: quote(place),
      people: pupils
        .filter(({ id }) => pupilIds.includes(id))
        .map((pupil) => ({ id: pupil.id, name: nameOf(pupil) })),
    })),
    faults: faults.map(({ kind, example, ...place }) => ({ kind, example, place: quote(place) })),
    warnings: warnings.map(({ kind, pupilIds, ...place }) => ({
      kind,
      place: quote(place),
      who: names(pupilIds).join(", "),
    })),
    lacksTopic: topic !== null && topic.text === null,
  };
}

function nameOf({ surname, givenName }: ListedPupil): string {
  return listName(surname, givenName);
}

/** Pupil by pupil, in the order of the list: what would be written, and what stands there. */
function linesOf({ entry, pupils, kinds, sheet }: QuickRead): QuickLine[] {
  const ofKinds = groupBy(entry.works, ({ kindCode }) => kindCode);
  return pupils.flatMap((pupil) => {
    const marks = [...ofKinds].flatMap(([kindCode, works]) => {
      const values = works.flatMap(({ workId, marks }) =>
        marks
          .filter(({ pupilId }) => pupilId === pupil.id)
          .map(({ value }) => {
            const here = sheet.marks.find((mark) => mark.workId === workId && mark.pupilId === pupil.id);
            return { value: value ?? "", was: here?.value ?? null };
          }),
      );
      const kind = kinds.find(({ code }) => code === kindCode)?.name ?? kindCode;
      return values.length > 0 ? [{ kind, values }] : [];
    });
    const cell = entry.roll?.cells.find(({ pupilId }) => pupilId === pupil.id);
    const note = cell ? { kind: cell.kind ?? ("present" as const), minutes: cell.lateMinutes ?? 0 } : null;
    if (marks.length === 0 && !note) return [];
    return [{ number: pupil.number, name: nameOf(pupil), marks, note }];
  });
}
