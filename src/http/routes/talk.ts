import { z } from "zod";
import { TalkPage } from "../../../templates/pages/talk.tsx";
import { clockTime } from "../../clock.ts";
import { getSettings } from "../../settings.ts";
import {
  LONGEST_MESSAGE,
  listMessages,
  openThread,
  readThread,
  writeMessage,
} from "../../threads/threads.ts";
import { byOf, Id, text } from "../api/shapes.ts";
import { dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import { readPupilHead } from "../pupil-facts.ts";
import type { App, Web } from "../web.ts";

const SHOWN = 50;
const config = { access: "thread.open", about: "pupil" } as const;

/**
 * A guardian and the class teacher about one pupil (R50). It is read by who answers or says so: a page may be opened by a
 * program that looks ahead.
 */
export async function talkRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/pupils/:id/talk",
    { config: { ...config, showsPersonal: true }, schema: { params: Id } },
    async (request, reply) => {
      const pupilId = request.params.id;
      const guardianId = request.actor!.personId;
      const thread = await db.thread.findUnique({ where: { pupilId_guardianId: { pupilId, guardianId } } });
      const messages = thread ? await listMessages(db, thread.id, { take: SHOWN }) : [];
      const { timeZone } = await getSettings(db);
      return showPage(web, reply, TalkPage, {
        head: await readPupilHead(db, request, pupilId),
        longest: LONGEST_MESSAGE,
        messages: messages.reverse().map(({ id, side, text, at, readAt }) => ({
          ...{ id, text, isOwn: side === "family", isRead: readAt !== null },
          ...{ day: dayOf(at, timeZone), time: clockTime(at, timeZone) },
        })),
      });
    },
  );

  app.post(
    "/pupils/:id/talk",
    { config, schema: { params: Id, body: z.object({ text: text(LONGEST_MESSAGE) }) } },
    async (request, reply) => {
      const pupilId = request.params.id;
      const by = { ...byOf(request), actorId: request.actor!.personId };
      const { id: threadId } = await openThread(db, { pupilId, guardianId: by.actorId }, by);
      await writeMessage(db, { threadId, text: request.body.text }, by);
      return reply.redirect(`/pupils/${pupilId}/talk`, 303);
    },
  );

  app.post("/pupils/:id/talk/read", { config, schema: { params: Id } }, async (request, reply) => {
    const pupilId = request.params.id;
    const by = { ...byOf(request), actorId: request.actor!.personId };
    const { id } = await openThread(db, { pupilId, guardianId: by.actorId }, by);
    await readThread(db, id, by);
    return reply.redirect(`/pupils/${pupilId}/talk`, 303);
  });
}
