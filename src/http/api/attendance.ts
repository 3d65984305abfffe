import { z } from "zod";
import { readAbsences, readClassAttendance } from "../../attendance/attendance.ts";
import { explainAbsences, explainAbsencesLate, type Which } from "../../attendance/reasons.ts";
import { noteAbsences, type Roll, readRoll, takeRoll } from "../../attendance/roll.ts";
import { BadInput } from "../../errors.ts";
import type { App, Web } from "../web.ts";
import { Absence, spanOf } from "./journals.ts";
import { byOf, Day, Id, Instant, Span, Version } from "./shapes.ts";

const tags = ["attendance"];
/** A school year. */
const MOST_DAYS = 371;
/** More than any lesson has pupils, or any pupil misses in a day a person looks at. */
const MOST_AT_ONCE = 200;
const LONGEST_LESSON = 240;

const RollShape = z.object({
  version: Version,
  takenAt: Instant.nullable(),
  takenById: z.uuid().nullable(),
  absences: z.array(Absence.extend({ id: z.uuid(), pupilId: z.uuid(), version: Version })),
});

const lateMinutes = z.int().min(1).max(LONGEST_LESSON).nullish();
const Kind = z.enum(["absent", "late"]);

const Explanation = z.strictObject({
  absences: z
    .array(z.strictObject({ id: z.uuid(), version: Version }))
    .min(1)
    .max(MOST_AT_ONCE)
    .optional(),
  from: Day.optional(),
  to: Day.optional(),
  reason: z.enum(["illness", "valid", "invalid", "released"]),
  documentId: z.uuid().optional(),
});

/** The roll of a lesson; who missed what, and why (R13, R22, R38, R39). */
export async function attendanceApi(app: App, { db }: Web): Promise<void> {
  const write = { access: "lesson.write", about: "lesson" } as const;

  app.get(
    "/lessons/:id/roll",
    {
      config: { access: "lesson.read", about: "lesson" },
      schema: {
        tags,
        summary: "Who is absent or late at a lesson",
        params: Id,
        response: { 200: RollShape },
      },
    },
    async ({ params }) => rollOf(await readRoll(db, params.id)),
  );

  app.put(
    "/lessons/:id/roll",
    {
      config: write,
      schema: {
        tags,
        summary: "Take the whole roll: who is not listed is present",
        params: Id,
        body: z.strictObject({
          version: Version,
          absences: z.array(z.strictObject({ pupilId: z.uuid(), kind: Kind, lateMinutes })).max(MOST_AT_ONCE),
        }),
        response: { 200: RollShape },
      },
    },
    async (request) => rollOf(await takeRoll(db, request.params.id, request.body, byOf(request))),
  );

  app.patch(
    "/lessons/:id/roll",
    {
      config: write,
      schema: {
        tags,
        summary: "Note single pupils and leave the others; `kind` null: present, `version` 0: an empty cell",
        params: Id,
        body: z.strictObject({
          absences: z
            .array(
              z.strictObject({ pupilId: z.uuid(), kind: Kind.nullable(), lateMinutes, version: Version }),
            )
            .min(1)
            .max(MOST_AT_ONCE),
        }),
        response: { 200: RollShape },
      },
    },
    async (request) => {
      const { absences } = request.body;
      return rollOf(await noteAbsences(db, request.params.id, absences, byOf(request)));
    },
  );

  app.get(
    "/classes/:id/attendance",
    {
      config: { access: "attendance.read", about: "class" },
      schema: {
        tags,
        summary: "Lessons missed by reason, late, and full days, of each pupil of a class",
        params: Id,
        querystring: Span,
        response: {
          200: z.array(
            z.object({
              id: z.uuid(),
              surname: z.string(),
              givenName: z.string(),
              lessons: z.int(),
              missed: z.int(),
              illness: z.int(),
              valid: z.int(),
              invalid: z.int(),
              released: z.int(),
              unexplained: z.int(),
              late: z.int(),
              fullDays: z.int(),
            }),
          ),
        },
      },
    },
    ({ params, query }) => readClassAttendance(db, params.id, spanOf(query, MOST_DAYS)),
  );

  app.get(
    "/pupils/:id/absences",
    {
      config: { access: "diary.read", about: "pupil", showsPersonal: true },
      schema: {
        tags,
        summary: "What a pupil missed, day by day",
        params: Id,
        querystring: Span,
        response: {
          200: z.array(
            z.object({
              date: Day,
              lessons: z.int(),
              isFull: z.boolean(),
              absences: z.array(
                Absence.extend({
                  id: z.uuid(),
                  version: Version,
                  lessonId: z.uuid(),
                  number: z.int(),
                  subject: z.string(),
                  documentId: z.uuid().nullable(),
                }),
              ),
            }),
          ),
        },
      },
    },
    ({ params, query }) => readAbsences(db, params.id, spanOf(query, MOST_DAYS)),
  );

  const explaining = {
    tags,
    params: Id,
    body: Explanation,
    response: { 200: z.object({ explained: z.int(), same: z.int(), left: z.int() }) },
  };

  app.post(
    "/pupils/:id/absences/reason",
    {
      config: { access: "absence.explain", about: "pupil" },
      schema: {
        ...explaining,
        summary: "Say why: absences, or a span of days nobody has explained otherwise",
      },
    },
    (request) => explainAbsences(db, request.params.id, explanationOf(request.body), byOf(request)),
  );

  app.post(
    "/pupils/:id/absences/late-reason",
    {
      config: { access: "absence.explainLate", about: "pupil" },
      schema: {
        ...explaining,
        summary: "The same by the deputy head, once it is too late for the class teacher",
      },
    },
    (request) => explainAbsencesLate(db, request.params.id, explanationOf(request.body), byOf(request)),
  );
}

function rollOf({ takenAt, ...roll }: Roll) {
  return { ...roll, takenAt: takenAt?.toISOString() ?? null };
}

/** @throws BadInput neither absences nor a span, or both */
function explanationOf({ absences, from, to, ...said }: z.infer<typeof Explanation>) {
  const which: Which | null = absences ? { absences } : from && to ? { from, to } : null;
  if (!which || (absences && (from || to)))
    throw new BadInput("Назовите либо пропуски (absences), либо дни (from и to).");
  return { ...said, which };
}
