import { z } from "zod";
import { isoDay } from "../../clock.ts";
import { readDiary } from "../../journal/diary.ts";
import { askWhatIf, readPupilFinals, readPupilYears, readTermProgress } from "../../journal/progress.ts";
import type { PupilMark } from "../../journal/pupil-marks.ts";
import { readerOf } from "../pupil-facts.ts";
import type { App, Web } from "../web.ts";
import { Absence, Outcome, spanOf, Term } from "./journals.ts";
import { Day, Id, Instant } from "./shapes.ts";

const tags = ["diary"];
const MOST_DAYS = 31;
const MOST_WEIGHT = 100;

const Mark = z.object({
  id: z.uuid(),
  date: Day,
  value: z.string(),
  weight: z.int(),
  kind: z.string(),
  title: z.string().nullable(),
  act: z.string().nullable(),
});

const DiaryDays = z.object({
  days: z.array(
    z.object({
      date: Day,
      lessons: z.array(
        z.object({
          id: z.uuid(),
          number: z.int(),
          startsAt: Instant,
          endsAt: Instant,
          subject: z.string(),
          topic: z.string().nullable(),
          material: z.string().nullable(),
          homework: z.string().nullable(),
          noHomework: z.boolean(),
          task: z.string().nullable(),
          cancelledFor: z.string().nullable(),
          marks: z.array(Mark),
          absence: Absence.nullable(),
        }),
      ),
    }),
  ),
});

const Year = z.object({ id: z.uuid(), name: z.string(), className: z.string(), level: z.int() });
const Prospect = z.object({
  average: z.int(),
  marks: z.int(),
  outcome: Outcome,
  next: z
    .object({
      value: z.string(),
      from: z.int(),
      of: z.string(),
      need: z.int().nullable(),
      needTests: z.int().nullable(),
      impossible: z.boolean(),
    })
    .nullable(),
});
const Progress = z.object({
  year: Year,
  terms: z.array(Term),
  term: Term,
  subjects: z.array(
    z.object({
      subjectId: z.uuid(),
      subject: z.string(),
      marks: z.array(Mark),
      forecast: Prospect.nullable(),
    }),
  ),
});
const Final = z.object({
  id: z.uuid(),
  subjectId: z.uuid(),
  subject: z.string(),
  kind: z.string(),
  period: z.string(),
  termId: z.uuid().nullable(),
  value: z.string(),
  setAt: Instant,
});

/** What a pupil and their family see (R3), in this year and in all past ones (R24). */
export async function diaryApi(app: App, { db }: Web): Promise<void> {
  const config = { access: "diary.read", about: "pupil", showsPersonal: true } as const;

  app.get(
    "/pupils/:id/diary",
    {
      config,
      schema: {
        tags,
        summary: "Lessons, topics, homework, marks and absences day by day",
        params: Id,
        querystring: z.object({ from: Day, to: Day }),
        response: { 200: DiaryDays },
      },
    },
    async (request) => {
      const span = spanOf(request.query, MOST_DAYS);
      const days = await readDiary(db, request.params.id, { ...span, reader: readerOf(request) });
      return {
        days: days.map(({ date, lessons }) => ({
          date,
          lessons: lessons.map(({ startsAt, endsAt, marks, ...lesson }) => ({
            ...lesson,
            startsAt: startsAt.toISOString(),
            endsAt: endsAt.toISOString(),
            marks: marks.map(markOf),
          })),
        })),
      };
    },
  );

  app.get(
    "/pupils/:id/years",
    {
      config,
      schema: {
        tags,
        summary: "The pupil's school years, the newest first",
        params: Id,
        response: { 200: z.array(Year) },
      },
    },
    ({ params }) => readPupilYears(db, params.id),
  );

  app.get(
    "/pupils/:id/progress",
    {
      config,
      schema: {
        tags,
        summary: "Marks of a term by subject, with average and forecast (R62)",
        params: Id,
        querystring: z.object({ yearId: z.uuid().optional(), termId: z.uuid().optional() }),
        response: { 200: Progress },
      },
    },
    async (request) => {
      const { yearId, termId } = request.query;
      const { subjects, ...progress } = await readTermProgress(db, request.params.id, {
        ...(yearId ? { yearId } : {}),
        ...(termId ? { termId } : {}),
        day: isoDay(request.actor!.day),
        reader: readerOf(request),
      });
      return {
        ...progress,
        subjects: subjects.map(({ marks, ...subject }) => ({ ...subject, marks: marks.map(markOf) })),
      };
    },
  );

  app.post(
    "/pupils/:id/what-if",
    {
      config,
      schema: {
        tags,
        summary: "What these marks on top would make of the running term's average; nothing is written",
        params: Id,
        body: z.strictObject({
          subjectId: z.uuid(),
          marks: z
            .array(
              z.strictObject({
                value: z.string().max(10),
                weight: z.int().min(1).max(MOST_WEIGHT).default(1),
              }),
            )
            .max(20),
        }),
        response: {
          200: z.object({ today: Prospect.nullable(), after: Prospect.omit({ next: true }).nullable() }),
        },
      },
    },
    async (request) => {
      const { subjectId, marks: added } = request.body;
      const asked = { subjectId, added, day: isoDay(request.actor!.day), reader: readerOf(request) };
      return askWhatIf(db, request.params.id, asked);
    },
  );

  app.get(
    "/pupils/:id/finals",
    {
      config,
      schema: {
        tags,
        summary: "Every final mark of the pupil, of all years (R24)",
        params: Id,
        response: { 200: z.array(Final) },
      },
    },
    async (request) => {
      const finals = await readPupilFinals(db, request.params.id, readerOf(request));
      return finals.map((final) => ({ ...final, setAt: final.setAt.toISOString() }));
    },
  );
}

function markOf(mark: PupilMark) {
  return { ...mark, date: isoDay(mark.date) };
}
