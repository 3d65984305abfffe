import { z } from "zod";
import { dateOf, isoDay } from "../../clock.ts";
import { BadInput } from "../../errors.ts";
import { readJournalPage } from "../../journal/page.ts";
import { getSettings } from "../../settings.ts";
import type { App, Web } from "../web.ts";
import { Day, Id } from "./shapes.ts";

const tags = ["journal"];
/** A page is a month; a term at once would be a report. */
const MOST_DAYS = 92;

export const Outcome = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("clear"), value: z.string() }),
  z.object({ kind: z.literal("disputed"), lower: z.string(), upper: z.string() }),
]);

/** Averages are in hundredths. */
const Standing = z.object({ average: z.int(), marks: z.int(), outcome: Outcome });

export const Absence = z.object({
  kind: z.enum(["absent", "late"]),
  lateMinutes: z.int().nullable(),
  reason: z.enum(["illness", "valid", "invalid", "released"]).nullable(),
});

export const Term = z.object({
  id: z.uuid(),
  kind: z.string(),
  number: z.int(),
  startsOn: Day,
  endsOn: Day,
});

const Page = z.object({
  className: z.string(),
  subject: z.string(),
  term: Term.nullable(),
  pupils: z.array(
    z.object({
      id: z.uuid(),
      number: z.int(),
      surname: z.string(),
      givenName: z.string(),
      standing: Standing.nullable(),
    }),
  ),
  lessons: z.array(
    z.object({
      id: z.uuid(),
      date: Day,
      number: z.int(),
      subgroupId: z.uuid().nullable(),
      teacherId: z.uuid(),
      topic: z.string().nullable(),
      homework: z.string().nullable(),
      noHomework: z.boolean(),
      rollTaken: z.boolean(),
      cancelledFor: z.string().nullable(),
      version: z.int(),
    }),
  ),
  works: z.array(
    z.object({
      id: z.uuid(),
      lessonId: z.uuid(),
      kindCode: z.string(),
      kind: z.string(),
      title: z.string().nullable(),
      weight: z.int(),
    }),
  ),
  marks: z.array(
    z.object({
      id: z.uuid(),
      workId: z.uuid(),
      pupilId: z.uuid(),
      value: z.string().nullable(),
      version: z.int(),
      act: z.string().nullable(),
    }),
  ),
  absences: z.array(Absence.extend({ lessonId: z.uuid(), pupilId: z.uuid(), version: z.int() })),
});

/** The page of the journal as the paper one has it: pupils down, lessons across. */
export async function journalsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/classes/:id/subjects/:subjectId/journal",
    {
      config: { access: "journal.read", about: "journal" },
      schema: {
        tags,
        summary: "The journal of a class and a subject, from one day to another (a month, usually)",
        params: Id.extend({ subjectId: z.uuid() }),
        querystring: z.object({ from: Day, to: Day }),
        response: { 200: Page },
      },
    },
    async ({ params, query }) => {
      const { from, to } = spanOf(query, MOST_DAYS);
      const { id: classId, subjectId } = params;
      const page = await readJournalPage(db, { classId, subjectId, from, to }, await getSettings(db));
      return { ...page, lessons: page.lessons.map((lesson) => ({ ...lesson, date: isoDay(lesson.date) })) };
    },
  );
}

const DAY_MS = 86_400_000;

/** @throws BadInput the wrong way round, or longer than is read at once */
export function spanOf(
  { from, to }: { from: string; to: string },
  mostDays: number,
): { from: Date; to: Date } {
  const span = { from: dateOf(from), to: dateOf(to) };
  if (from > to) throw new BadInput("Первый день позже последнего. Поменяйте from и to местами.");
  if (span.to.getTime() - span.from.getTime() >= mostDays * DAY_MS)
    throw new BadInput(`За один раз читают не больше ${mostDays} дней. Сузьте from и to.`);
  return span;
}
