import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ClassAbsencesPage } from "../../../templates/pages/class-absences.tsx";
import { ClassExcusesPage } from "../../../templates/pages/class-excuses.tsx";
import { classHref } from "../../../templates/pages/class-head.tsx";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { may } from "../../access/policy.ts";
import { addDocument } from "../../attendance/documents.ts";
import { confirmExcuse, getExcuse } from "../../attendance/excuses.ts";
import { explainAbsences, explainAbsencesLate } from "../../attendance/reasons.ts";
import { NotFound } from "../../errors.ts";
import { readClassAbsences } from "../absence-facts.ts";
import { byOf, Day, Id, text, Version } from "../api/shapes.ts";
import { checkPupil, readClassHead } from "../class-facts.ts";
import { readClassExcuses } from "../excuse-facts.ts";
import { answerForm, typed } from "../forms.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

const Reason = z.enum(["illness", "valid", "invalid", "released"]);
const Said = z.object({ pupilId: z.uuid(), from: Day, to: Day, reason: Reason });
const Late = Said.extend({ documentId: z.uuid() });
const optional = z
  .string()
  .trim()
  .max(60)
  .transform((written) => written || null);
const Document = Said.extend({ kind: text(60), number: optional, issuedOn: Day, presentedOn: Day });
const params = Id;

/** Why pupils were away: reasons (R22, R39), the documents behind them, and the notes of families. */
export async function classAbsenceRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const explains = { access: "absence.explain", about: "class" } as const;

  app.get(
    "/classes/:id/absences",
    { config: { access: "attendance.read", about: "class", showsPersonal: true }, schema: { params } },
    async (request, reply) => showAbsences(request, reply, null),
  );

  app.post("/classes/:id/reasons", { config: explains, schema: { params } }, async (request, reply) => {
    const pupilId = pupilOf(request);
    return answerAbsences(request, reply, {
      form: `reason-${pupilId}`,
      act: async () => {
        const { reason, from, to } = typed(Said, request.body);
        await checkInClass(request, pupilId);
        await explainAbsences(db, pupilId, { which: { from, to }, reason }, byOf(request));
      },
    });
  });

  app.post(
    "/classes/:id/late-reasons",
    { config: { access: "absence.explainLate", about: "class" }, schema: { params } },
    async (request, reply) => {
      const { documentId = "" } = (request.body ?? {}) as { documentId?: string };
      return answerAbsences(request, reply, {
        form: `late-${documentId}`,
        act: async () => {
          const said = typed(Late, request.body);
          const { from, to, reason } = said;
          await checkInClass(request, said.pupilId);
          const explanation = { which: { from, to }, reason, documentId: said.documentId };
          await explainAbsencesLate(db, said.pupilId, explanation, byOf(request));
        },
      });
    },
  );

  app.post(
    "/classes/:id/documents",
    { config: { access: "document.write", about: "class" }, schema: { params } },
    async (request, reply) =>
      answerAbsences(request, reply, {
        form: "document",
        act: async () => {
          const { pupilId, reason, ...document } = typed(Document, request.body);
          await checkInClass(request, pupilId);
          const { id: documentId } = await addDocument(db, pupilId, document, byOf(request));
          const { from, to } = document;
          await explainAbsences(db, pupilId, { which: { from, to }, reason, documentId }, byOf(request));
        },
      }),
  );

  app.get(
    "/classes/:id/excuses",
    { config: { access: "excuse.read", about: "class", showsPersonal: true }, schema: { params } },
    async (request, reply) => showExcuses(request, reply, null),
  );

  app.post(
    "/classes/:id/excuses/:excuseId",
    {
      config: { access: "excuse.confirm", about: "class" },
      schema: { params: Id.extend({ excuseId: z.uuid() }) },
    },
    async (request, reply) => {
      const { excuseId: id } = request.params;
      return answerForm(reply, "excuse", {
        act: async () => {
          const { pupilId } = await getExcuse(db, id);
          await checkInClass(request, pupilId);
          const { version } = typed(z.object({ version: z.coerce.number().pipe(Version) }), request.body);
          await confirmExcuse(db, { id, version }, byOf(request));
        },
        next: classHref(request.params.id, "excuses"),
        again: (answer, refusal) => showExcuses(request, answer, refusal),
      });
    },
  );

  function answerAbsences(
    request: FastifyRequest,
    reply: FastifyReply,
    { form, act }: { form: string; act: () => Promise<void> },
  ) {
    return answerForm(reply, form, {
      act,
      next: classHref(classOf(request), "absences"),
      again: (answer, refusal) => showAbsences(request, answer, refusal),
    });
  }

  async function checkInClass(request: FastifyRequest, pupilId: string): Promise<void> {
    await checkPupil(db, { classId: classOf(request), pupilId, day: request.actor!.day });
  }

  async function showAbsences(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const id = classOf(request);
    const { actor, standings } = request;
    const { day } = actor!;
    const head = await readClassHead(db, { id, day }, standings);
    const { level } = (await db.schoolClass.findUnique({ where: { id } }))!;
    return showPage(web, reply, ClassAbsencesPage, {
      head,
      ...(await readClassAbsences(db, { classId: id, level, day })),
      mayExplain: may("absence.explain", standings),
      mayExplainLate: may("absence.explainLate", standings),
      refusal,
    });
  }

  async function showExcuses(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const id = classOf(request);
    const { actor, standings } = request;
    const { day } = actor!;
    return showPage(web, reply, ClassExcusesPage, {
      head: await readClassHead(db, { id, day }, standings),
      ...(await readClassExcuses(db, { classId: id, day })),
      mayConfirm: may("excuse.confirm", standings),
      refusal,
    });
  }
}

function classOf({ params: given }: FastifyRequest): string {
  return (given as { id: string }).id;
}

/** @throws NotFound */
function pupilOf({ body }: FastifyRequest): string {
  const read = z.object({ pupilId: z.uuid() }).safeParse(body);
  if (!read.success) throw new NotFound("Такого ученика в классе нет. Обновите список класса.");
  return read.data.pupilId;
}
