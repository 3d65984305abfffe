import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { LessonCorrectionPage } from "../../../templates/pages/lesson-correction.tsx";
import { OwnCorrectionsPage } from "../../../templates/pages/own-corrections.tsx";
import { may } from "../../access/policy.ts";
import { isoDay } from "../../clock.ts";
import { requestCorrections } from "../../corrections/corrections.ts";
import { submitDraft, withdrawCorrection } from "../../corrections/deciding.ts";
import { listCorrections } from "../../corrections/listing.ts";
import { BadInput } from "../../errors.ts";
import { readLessonSheet } from "../../journal/lesson-sheet.ts";
import { getSettings } from "../../settings.ts";
import { byOf } from "../api/shapes.ts";
import { readLessonHead } from "../lesson-head.ts";
import { listName } from "../names.ts";
import { showPage } from "../page.ts";
import { statusFor, wordsFor } from "../refusing.ts";
import type { App, Web } from "../web.ts";

const Params = z.object({ id: z.uuid() });
const Form = z.record(z.string().max(60), z.string().max(1000));
const MOST_OWN = 200;
/** In the select of a cell: what stands there is to be taken away. */
const NONE = "none";

/** The one way through a closed door (R11), as its teacher goes it: asked for with a reason, and followed to its end. */
export async function correctionRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const ofAuthor = { access: "correction.withdraw", about: "correction" } as const;
  const seen = z.object({ version: z.coerce.number().int().min(0), reason: z.string().max(500).optional() });

  app.get(
    "/lessons/:id/correction",
    {
      config: { access: "lesson.read", about: "lesson" },
      schema: { params: Params, querystring: z.object({ work: z.string().max(50).optional() }) },
    },
    (request, reply) => show({ request, reply }, { lessonId: request.params.id, work: request.query.work }),
  );

  app.post(
    "/lessons/:id/correction",
    { config: { access: "correction.request", about: "lesson" }, schema: { params: Params, body: Form } },
    async (request, reply) => {
      const lessonId = request.params.id;
      const { work = "", reason = "", ...fields } = request.body;
      const typed = new Map(
        Object.entries(fields).flatMap(([name, value]) =>
          name.startsWith("m.") && value !== "" ? [[name.slice(2), value] as const] : [],
        ),
      );
      try {
        const entries = [...typed].map(([pupilId, value]) => ({
          pupilId,
          value: value === NONE ? null : value,
        }));
        if (!(await isOfLesson(lessonId, work)) || !entries.every(({ pupilId }) => isId(pupilId)))
          throw new BadInput("Такой работы на этом уроке нет. Выберите её заново.");
        if (entries.length === 0)
          throw new BadInput("Не указано, что исправить. Выберите верную отметку у ученика.");
        if (reason.trim() === "")
          throw new BadInput("Причина пуста. Напишите завучу, почему это надо исправить.");
        await requestCorrections(
          db,
          { workId: work, entries, reason: reason.trim().slice(0, 500) },
          byOf(request),
        );
      } catch (error) {
        const shown = { lessonId, work, typed, reason, problem: wordsFor(error, request) };
        return show({ request, reply: reply.status(statusFor(error)) }, shown);
      }
      return reply.redirect("/corrections?asked=yes", 303);
    },
  );

  app.get(
    "/corrections",
    { config: { access: "corrections.list", showsPersonal: true } },
    async (request, reply) => {
      const own = await listCorrections(db, { askedById: request.actor!.personId }, { take: MOST_OWN });
      const corrections = own.toReversed().map(({ pupil, was, wanted, work, subject, ...row }) => ({
        id: row.id,
        version: row.version,
        state: row.state,
        pupil: listName(pupil.surname, pupil.givenName),
        subject: (work?.lesson.subject ?? subject)?.name ?? "",
        work: work?.kind.name ?? null,
        date: work ? isoDay(work.lesson.date) : null,
        was: was?.code ?? null,
        wanted: wanted?.code ?? null,
        reason: row.reason,
        act: row.act,
        answer: row.answer,
      }));
      const isAsked = request.url.endsWith("asked=yes");
      return showPage(web, reply, OwnCorrectionsPage, { corrections, isAsked });
    },
  );

  app.post(
    "/corrections/:id/submit",
    { config: ofAuthor, schema: { params: Params, body: seen } },
    async (request, reply) => {
      const { version, reason = "" } = request.body;
      if (reason.trim() === "")
        throw new BadInput("Причина пуста. Напишите завучу, почему это надо исправить.");
      await submitDraft(db, { id: request.params.id, version, reason: reason.trim() }, byOf(request));
      return reply.redirect("/corrections?asked=yes", 303);
    },
  );

  app.post(
    "/corrections/:id/withdraw",
    { config: ofAuthor, schema: { params: Params, body: seen } },
    async (request, reply) => {
      await withdrawCorrection(db, { id: request.params.id, version: request.body.version }, byOf(request));
      return reply.redirect("/corrections", 303);
    },
  );

  function isId(text: string): boolean {
    return z.uuid().safeParse(text).success;
  }

  async function isOfLesson(lessonId: string, workId: string): Promise<boolean> {
    return isId(workId) && (await db.work.count({ where: { id: workId, lessonId } })) > 0;
  }

  async function show(
    { request, reply }: { request: FastifyRequest; reply: FastifyReply },
    { lessonId, work, typed = new Map(), reason = "", problem = null }: Shown,
  ): Promise<FastifyReply> {
    const [lesson, sheet] = [await readLessonHead(db, lessonId), await readLessonSheet(db, lessonId)];
    const { correctionOrder } = await getSettings(db);
    const scale = await db.scaleValue.findMany({
      where: { scale: { code: "five" } },
      orderBy: { rank: "desc" },
    });
    const current = sheet.works.find(({ id }) => id === work) ?? sheet.works[0];
    const marks = new Map(
      sheet.marks.filter(({ workId }) => workId === current?.id).map((mark) => [mark.pupilId, mark]),
    );
    return showPage(web, reply, LessonCorrectionPage, {
      lesson,
      works: sheet.works.map(({ id, kind, title }) => ({ id, kind, title })),
      current: current?.id ?? null,
      values: scale.map(({ code }) => code),
      pupils: sheet.pupils.map(({ id, surname, givenName }) => ({
        id,
        name: listName(surname, givenName),
        value: marks.get(id)?.value ?? null,
        wanted: typed.get(id) ?? "",
      })),
      reason,
      problem,
      isOrdered: correctionOrder !== "",
      mayAsk: may("correction.request", request.standings),
    });
  }
}

interface Shown {
  lessonId: string;
  work: string | undefined;
  typed?: Map<string, string>;
  reason?: string;
  problem?: string | null;
}
