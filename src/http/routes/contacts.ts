import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { CONTACT_TABS } from "../../../templates/pages/contact-words.ts";
import { ContactsPage } from "../../../templates/pages/contacts.tsx";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { MovePage } from "../../../templates/pages/move.tsx";
import { SlipsPage } from "../../../templates/pages/slips.tsx";
import { countMovable, moveToChannel } from "../../contacts/moving.ts";
import { findUnreachable } from "../../contacts/unreachable.ts";
import { listClassesOn } from "../../curriculum/classes.ts";
import { BadInput } from "../../errors.ts";
import { getSettings } from "../../settings.ts";
import { byOf, Id } from "../api/shapes.ts";
import { readContactList } from "../contact-facts.ts";
import { answerForm } from "../forms.ts";
import { showPage } from "../page.ts";
import { sendPdf } from "../print.ts";
import { printClassSlips } from "../slip-facts.ts";
import type { App, Web } from "../web.ts";

const MoveAsked = z.object({
  /** Empty: the whole school. */
  classId: z.union([z.uuid(), z.literal("")]).default(""),
  channel: z.enum(["telegram", "email"]).optional(),
});

/** What of the school's contacts waits for somebody, slips by the class, and whole classes from channel to channel. */
export async function contactsRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const list = { access: "contacts.list", showsPersonal: true } as const;

  app.get(
    "/contacts",
    {
      config: list,
      schema: {
        querystring: z.object({
          tab: z.enum(CONTACT_TABS).default("waiting"),
          page: z.coerce.number().int().min(0).max(10_000).default(0),
        }),
      },
    },
    async (request, reply) => {
      const { tab, page } = request.query;
      const { timeZone } = await getSettings(db);
      const asked = { tab, page, day: request.actor!.day, timeZone };
      return showPage(web, reply, ContactsPage, { ...(await readContactList(db, asked)), tab, page });
    },
  );

  app.get("/contacts/slips", { config: { access: "contacts.list" } }, async (request, reply) =>
    showSlips(request, reply, null),
  );

  app.post(
    "/contacts/slips/:id",
    {
      config: { access: "invitation.issue", about: "class", passwordOnly: true, showsPersonal: true },
      schema: { params: Id, body: z.object({ everybody: z.string().optional() }).nullish() },
    },
    async (request, reply) => {
      const { day } = request.actor!;
      const everybody = Boolean(request.body?.everybody);
      const asked = { classId: request.params.id, to: "guardians", day, everybody } as const;
      const slips = await printClassSlips(web, asked, byOf(request));
      if (slips) return sendPdf(reply, "slips", slips);
      return answerForm(reply, request.params.id, {
        act: async () => {
          throw new BadInput(
            "Печатать некому: у каждого уже есть подтверждённый адрес. Можно напечатать всем.",
          );
        },
        next: "/contacts/slips",
        again: (answer, refusal) => showSlips(request, answer, refusal),
      });
    },
  );

  app.get(
    "/contacts/move",
    {
      config: { access: "contacts.list" },
      schema: { querystring: MoveAsked.extend({ moved: z.coerce.number().int().min(0).optional() }) },
    },
    async (request, reply) => {
      const { classId, channel, moved = null } = request.query;
      const { day } = request.actor!;
      const wanted = channel && { classId: classId || null, channel, day };
      return showPage(web, reply, MovePage, {
        classes: await classesOf(request),
        asked: { classId, channel: channel ?? null },
        count: wanted ? await countMovable(db, wanted) : null,
        moved,
      });
    },
  );

  app.post(
    "/contacts/move",
    {
      config: { access: "contact.confirm" },
      schema: { body: MoveAsked.extend({ channel: z.enum(["telegram", "email"]) }) },
    },
    async (request, reply) => {
      const { classId, channel } = request.body;
      const move = { classId: classId || null, channel, day: request.actor!.day };
      const moved = await moveToChannel(db, move, byOf(request));
      return reply.redirect(`/contacts/move?moved=${moved}`, 303);
    },
  );

  async function showSlips(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const unreachable = await findUnreachable(db, request.actor!.day);
    const classes = (await classesOf(request)).map(({ id, name }) => ({
      id,
      name,
      unreachable: unreachable.filter(({ classId }) => classId === id).length,
    }));
    return showPage(web, reply, SlipsPage, { classes, refusal });
  }

  async function classesOf({ actor }: FastifyRequest) {
    const classes = await listClassesOn(db, actor!.day);
    return classes.map(({ id, level, letter }) => ({ id, name: `${level}${letter}` }));
  }
}
