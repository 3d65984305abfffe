import { z } from "zod";
import { isoDay } from "../../clock.ts";
import { type Exam as ExamRow, listExams, moveExam, planExam, recordProtocol } from "../../finals/exams.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id, Instant, text, Version } from "./shapes.ts";

const tags = ["finals"];
const config = { access: "exam.write" } as const;
const LONGEST_PROTOCOL = 100;

const Exam = z.object({
  id: z.uuid(),
  classId: z.uuid(),
  subjectId: z.uuid(),
  heldOn: Day,
  resultsKnownAt: Instant.nullable(),
  protocol: z.string().nullable(),
  version: z.int(),
});

/** Exams and the moment their protocols arrived, from which the 24 hours of R63 run. */
export async function examsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/years/:id/exams",
    {
      config: { access: "calendar.read" },
      schema: {
        tags,
        summary: "The exams of a school year, the earliest first",
        params: Id,
        response: { 200: z.object({ items: z.array(Exam) }) },
      },
    },
    async ({ params }) => ({ items: (await listExams(db, params.id)).map(shown) }),
  );

  app.post(
    "/exams",
    {
      config,
      schema: {
        tags,
        summary: "Plan the exam of a class in a subject",
        body: z.strictObject({ classId: z.uuid(), subjectId: z.uuid(), heldOn: Day }),
        response: { 201: Exam },
      },
    },
    async (request, reply) => reply.status(201).send(shown(await planExam(db, request.body, byOf(request)))),
  );

  app.patch(
    "/exams/:id",
    {
      config,
      schema: {
        tags,
        summary: "Move an exam whose protocol has not arrived",
        params: Id,
        body: z.strictObject({ heldOn: Day, version: Version }),
        response: { 200: Exam },
      },
    },
    async (request) => shown(await moveExam(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/exams/:id/protocol",
    {
      config,
      schema: {
        tags,
        summary: "Record that the protocol arrived; before it no result can be entered (R63)",
        params: Id,
        body: z.strictObject({ resultsKnownAt: Instant, protocol: text(LONGEST_PROTOCOL), version: Version }),
        response: { 200: Exam },
      },
    },
    async (request) => {
      const { resultsKnownAt, ...rest } = request.body;
      const arrived = { id: request.params.id, ...rest, resultsKnownAt: new Date(resultsKnownAt) };
      return shown(await recordProtocol(db, arrived, byOf(request)));
    },
  );
}

function shown({ heldOn, resultsKnownAt, ...exam }: ExamRow): z.infer<typeof Exam> {
  return { ...exam, heldOn: isoDay(heldOn), resultsKnownAt: resultsKnownAt?.toISOString() ?? null };
}
