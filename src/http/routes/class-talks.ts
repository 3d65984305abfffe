import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { classHref } from "../../../templates/pages/class-head.tsx";
import { ClassTalkPage, ClassTalksPage } from "../../../templates/pages/class-talks.tsx";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { clockTime } from "../../clock.ts";
import { NotFound } from "../../errors.ts";
import { heldOn } from "../../people/dated.ts";
import { getSettings } from "../../settings.ts";
import {
  LONGEST_MESSAGE,
  listMessages,
  listThreads,
  openThread,
  readThread,
  writeMessage,
} from "../../threads/threads.ts";
import { byOf, Id, text } from "../api/shapes.ts";
import { readClassHead } from "../class-facts.ts";
import { answerForm, typed } from "../forms.ts";
import { dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import { fullName } from "../session.ts";
import type { App, Web } from "../web.ts";

const MOST_SHOWN = 100;
const params = Id;

/** The class teacher's talks with the families of the class (R50). */
export async function classTalkRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/classes/:id/talks",
    { config: { access: "thread.begin", about: "class", showsPersonal: true }, schema: { params } },
    async (request, reply) => {
      const { id } = request.params;
      const { day, personId } = request.actor!;
      const { timeZone } = await getSettings(db);
      const guardianships = await db.guardianship.findMany({
        where: { ...heldOn(day), pupil: { enrolments: { some: { classId: id, ...heldOn(day) } } } },
        include: { pupil: true, guardian: true },
        orderBy: [{ pupil: { surname: "asc" } }, { pupil: { givenName: "asc" } }, { id: "asc" }],
      });
      const threads = await listThreads(db, { personId, wardIds: [] });
      const known = new Set(threads.map(({ pupilId, guardianId }) => `${pupilId} ${guardianId}`));
      const pupils = new Set(guardianships.map(({ pupilId }) => pupilId));
      const named = ({ surname, givenName }: { surname: string; givenName: string }) =>
        `${surname} ${givenName}`;
      return showPage(web, reply, ClassTalksPage, {
        head: await readClassHead(db, { id, day }, request.standings),
        talks: threads
          .filter(({ pupilId }) => pupils.has(pupilId))
          .map(({ id: threadId, pupil, guardian, unread, lastAt }) => ({
            id: threadId,
            pupil: named(pupil),
            guardian: fullName(guardian),
            unread,
            on: lastAt && dayOf(lastAt, timeZone),
          })),
        others: guardianships
          .filter(({ pupilId, guardianId }) => !known.has(`${pupilId} ${guardianId}`))
          .map(({ id: guardianshipId, pupil, guardian }) => ({
            guardianshipId,
            pupil: named(pupil),
            guardian: fullName(guardian),
          })),
      });
    },
  );

  app.post(
    "/guardianships/:id/talk",
    { config: { access: "thread.begin", about: "guardianship" }, schema: { params } },
    async (request, reply) => {
      const of = await db.guardianship.findUnique({
        where: { id: request.params.id },
        select: { pupilId: true, guardianId: true },
      });
      if (!of) throw new NotFound("Такой записи нет.");
      const { id } = await openThread(db, of, byOf(request));
      return reply.redirect(`/class-talks/${id}`, 303);
    },
  );

  app.get(
    "/class-talks/:id",
    { config: { access: "thread.begin", about: "thread", showsPersonal: true }, schema: { params } },
    async (request, reply) => show(request, reply, null),
  );

  app.post(
    "/class-talks/:id/read",
    { config: { access: "thread.begin", about: "thread" }, schema: { params } },
    async (request, reply) => {
      const { id } = request.params;
      await readThread(db, id, { ...byOf(request), actorId: request.actor!.personId });
      return reply.redirect(`/class-talks/${id}`, 303);
    },
  );

  app.post(
    "/class-talks/:id",
    { config: { access: "thread.begin", about: "thread" }, schema: { params } },
    async (request, reply) => {
      const { id: threadId } = request.params;
      const by = { ...byOf(request), actorId: request.actor!.personId };
      return answerForm(reply, "answer", {
        act: async () => {
          const words = typed(z.object({ text: text(LONGEST_MESSAGE) }), request.body);
          await writeMessage(db, { threadId, ...words }, by);
        },
        next: `/class-talks/${threadId}`,
        again: (answer, refusal) => show(request, answer, refusal),
      });
    },
  );

  async function show(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const { id } = request.params as { id: string };
    const { day } = request.actor!;
    const { timeZone } = await getSettings(db);
    const thread = await db.thread.findUnique({
      where: { id },
      include: { pupil: { include: { enrolments: { where: heldOn(day) } } }, guardian: true },
    });
    if (!thread) throw new NotFound("Такой переписки нет. Обновите список.");
    const { pupil, guardian } = thread;
    const messages = (await listMessages(db, id, { take: MOST_SHOWN })).reverse();
    const [inClass] = pupil.enrolments;
    return showPage(web, reply, ClassTalkPage, {
      id,
      pupil: `${pupil.surname} ${pupil.givenName}`,
      guardian: fullName(guardian),
      back: inClass ? classHref(inClass.classId, "talks") : "/classes",
      messages: messages.map(({ id: messageId, side, text: said, at, readAt }) => ({
        id: messageId,
        isOwn: side === "teacher",
        text: said,
        on: dayOf(at, timeZone),
        at: clockTime(at, timeZone),
        isRead: readAt !== null,
      })),
      most: LONGEST_MESSAGE,
      refusal,
    });
  }
}
