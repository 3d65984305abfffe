import { z } from "zod";
import { listWards } from "../../access/wards.ts";
import { NotFound } from "../../errors.ts";
import {
  LONGEST_MESSAGE,
  listMessages,
  listThreads,
  openThread,
  readThread,
  type ThreadMessage,
  writeMessage,
} from "../../threads/threads.ts";
import type { App, Web } from "../web.ts";
import { byOf, Id, Instant, Paging, page, pageArgs, pageOf, text } from "./shapes.ts";

const tags = ["threads"];

const Name = z.object({ surname: z.string(), givenName: z.string(), patronymic: z.string().nullable() });
const Opened = z.object({ id: z.uuid() });
const ThreadShape = z.object({
  id: z.uuid(),
  pupilId: z.uuid(),
  guardianId: z.uuid(),
  pupil: Name,
  guardian: Name,
  unread: z.int(),
  lastAt: Instant.nullable(),
});
const MessageShape = z.object({
  id: z.uuid(),
  side: z.enum(["family", "teacher"]),
  authorId: z.uuid(),
  text: z.string(),
  at: Instant,
  /** When the other side opened it. */
  readAt: Instant.nullable(),
});

/** A guardian and the class teacher talk about one pupil. */
export async function threadsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/threads",
    {
      config: { access: "threads.list", showsPersonal: true },
      schema: {
        tags,
        summary: "One's own threads, the last spoken in first",
        response: { 200: z.object({ items: z.array(ThreadShape) }) },
      },
    },
    async ({ actor }) => {
      const { personId, day } = actor!;
      const wardIds = (await listWards(db, personId, day)).map(({ id }) => id);
      const threads = await listThreads(db, { personId, wardIds });
      return {
        items: threads.map((thread) => ({ ...thread, lastAt: thread.lastAt?.toISOString() ?? null })),
      };
    },
  );

  app.post(
    "/pupils/:id/thread",
    {
      config: { access: "thread.open", about: "pupil" },
      schema: {
        tags,
        summary: "A guardian's thread with the class teacher about a pupil; opened when it is not there",
        params: Id,
        response: { 200: Opened },
      },
    },
    (request) => {
      const of = { pupilId: request.params.id, guardianId: request.actor!.personId };
      return openThread(db, of, byOf(request));
    },
  );

  app.post(
    "/guardianships/:id/thread",
    {
      config: { access: "thread.begin", about: "guardianship" },
      schema: {
        tags,
        summary:
          "The class teacher's thread with this guardian about their pupil; opened when it is not there",
        params: Id,
        response: { 200: Opened },
      },
    },
    async (request) => {
      const of = await db.guardianship.findUnique({
        where: { id: request.params.id },
        select: { pupilId: true, guardianId: true },
      });
      if (!of) throw new NotFound("Такой записи нет.");
      return openThread(db, of, byOf(request));
    },
  );

  app.get(
    "/threads/:id/messages",
    {
      config: { access: "thread.read", about: "thread", showsPersonal: true },
      schema: {
        tags,
        summary: "What was written, the newest first",
        params: Id,
        querystring: Paging,
        response: { 200: page(MessageShape) },
      },
    },
    async ({ params, query }) => {
      const { items, next } = pageOf(await listMessages(db, params.id, pageArgs(query)), query);
      return { items: items.map(shown), next };
    },
  );

  app.post(
    "/threads/:id/messages",
    {
      config: { access: "thread.write", about: "thread" },
      schema: {
        tags,
        summary: "Write to the other side, which is told of it",
        params: Id,
        body: z.strictObject({ text: text(LONGEST_MESSAGE) }),
        response: { 201: MessageShape },
      },
    },
    async (request, reply) => {
      const by = { ...byOf(request), actorId: request.actor!.personId };
      const message = await writeMessage(db, { threadId: request.params.id, ...request.body }, by);
      return reply.status(201).send(shown(message));
    },
  );

  app.post(
    "/threads/:id/read",
    {
      config: { access: "thread.write", about: "thread" },
      schema: {
        tags,
        summary: "What the other side wrote has been read",
        params: Id,
        response: { 200: z.object({ read: z.int() }) },
      },
    },
    (request) => {
      const by = { ...byOf(request), actorId: request.actor!.personId };
      return readThread(db, request.params.id, by);
    },
  );
}

function shown({ id, side, authorId, text: words, at, readAt }: ThreadMessage): z.infer<typeof MessageShape> {
  return {
    id,
    side,
    authorId,
    text: words,
    at: at.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}
