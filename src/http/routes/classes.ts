import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ClassPage } from "../../../templates/pages/class.tsx";
import { classHref } from "../../../templates/pages/class-head.tsx";
import { ClassesPage } from "../../../templates/pages/classes.tsx";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { may } from "../../access/policy.ts";
import { listClassesOn } from "../../curriculum/classes.ts";
import { BadInput } from "../../errors.ts";
import { byOf, Id } from "../api/shapes.ts";
import {
  firstTab,
  readClassHead,
  readClassJournals,
  readClassPupils,
  readClassWaits,
  readUnreadFinals,
} from "../class-facts.ts";
import { answerForm } from "../forms.ts";
import { classesFor } from "../own-classes.ts";
import { showPage } from "../page.ts";
import { sendPdf } from "../print.ts";
import { schoolTabs } from "../school-tabs.ts";
import { printClassSlips } from "../slip-facts.ts";
import type { App, Web } from "../web.ts";

/** The classes somebody answers for, and the desk of one: who can be reached, what waits, the slips (R4, R6, R10). */
export async function classRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get("/classes", { config: { access: "attendance.read" } }, async (request, reply) => {
    const { day, standings } = request.actor!;
    const own = await classesFor(db, request, { action: "attendance.read" });
    const classes = (await listClassesOn(db, day)).filter(({ id }) => !own || own.includes(id));
    const tab = firstTab(standings);
    const [only] = classes;
    if (own && only && classes.length === 1) return reply.redirect(classHref(only.id, tab), 303);
    return showPage(web, reply, ClassesPage, {
      tabs: schoolTabs(standings),
      classes: classes.map(({ id, level, letter }) => ({
        href: classHref(id, tab),
        name: `${level}${letter}`,
        level,
      })),
    });
  });

  app.get(
    "/classes/:id",
    {
      config: { access: "invitation.check", about: "class", showsPersonal: true },
      schema: { params: Id },
    },
    async (request, reply) => show(request, reply, null),
  );

  app.post(
    "/classes/:id/slips",
    {
      config: { access: "invitation.issue", about: "class", passwordOnly: true, showsPersonal: true },
      schema: { params: Id },
    },
    async (request, reply) => {
      const { id: classId } = request.params;
      const { day } = request.actor!;
      const form = z
        .object({ pupils: z.string().optional(), everybody: z.string().optional() })
        .safeParse(request.body ?? {}).data;
      const [to, everybody] = [form?.pupils ? "pupils" : "guardians", Boolean(form?.everybody)] as const;
      const slips = await printClassSlips(web, { classId, to, day, everybody }, byOf(request));
      if (slips) return sendPdf(reply, "slips", slips);
      return answerForm(reply, "slips", {
        act: async () => {
          throw new BadInput(
            "Печатать некому: у каждого уже есть подтверждённый адрес. Можно напечатать всем.",
          );
        },
        next: classHref(classId, "desk"),
        again: (answer, refusal) => show(request, answer, refusal),
      });
    },
  );

  async function show(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const { id: classId } = request.params as { id: string };
    const { day, personId } = request.actor!;
    const { standings } = request;
    const asked = { classId, day, standings, personId };
    return showPage(web, reply, ClassPage, {
      head: await readClassHead(db, { id: classId, day }, standings),
      pupils: await readClassPupils(db, asked),
      waits: await readClassWaits(db, asked),
      finals: await readUnreadFinals(db, asked),
      journals: await readClassJournals(db, asked),
      mayOpenDiaries: may("diary.read", standings),
      mayOpenCards: may("person.read", standings),
      mayPrintSlips: may("invitation.issue", standings),
      refusal,
    });
  }
}
