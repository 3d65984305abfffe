import { z } from "zod";
import { type CallEntry, noteCall, readCalls } from "../../oversight/call-list.ts";
import type { App, Web } from "../web.ts";
import { byOf, Id, Instant, text } from "./shapes.ts";

const tags = ["calls"];
const LONGEST_NOTE = 500;

const Call = z.object({
  noticeId: z.uuid(),
  kind: z.enum(["absence", "finals"]),
  pupil: z.object({ id: z.uuid(), surname: z.string(), givenName: z.string() }),
  person: z.object({
    id: z.uuid(),
    surname: z.string(),
    givenName: z.string(),
    patronymic: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  news: z.int(),
  since: Instant,
  deadlineAt: Instant.nullable(),
  /** They heard of it and ask to be called. */
  isAsked: z.boolean(),
  calls: z.array(z.object({ at: Instant, note: z.string().nullable() })),
});

/** The end of every fallback: whom no message reaches is called. */
export async function callListApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/classes/:id/call-list",
    {
      config: { access: "calls.read", about: "class", showsPersonal: true },
      schema: {
        tags,
        summary:
          "Whom to call: urgent news and finals that reached nobody, and who asks for it; no marks, a phone where cards keep it",
        params: Id,
        response: { 200: z.object({ items: z.array(Call) }) },
      },
    },
    async ({ params, actor }) => {
      const calls = await readCalls(db, { classIds: [params.id], day: actor!.day });
      return { items: calls.map(shown) };
    },
  );

  app.post(
    "/call-list/:id/calls",
    {
      config: { access: "call.note", about: "notice" },
      schema: {
        tags,
        summary: "Note a call by the `noticeId` of its entry; who was reached leaves the list",
        params: Id,
        body: z.strictObject({ reached: z.boolean(), note: text(LONGEST_NOTE).nullish() }),
        response: { 201: z.object({ news: z.int() }) },
      },
    },
    async (request, reply) => {
      const { reached, note = null } = request.body;
      const call = { noticeId: request.params.id, reached, note };
      return reply.status(201).send({ news: await noteCall(db, call, byOf(request)) });
    },
  );
}

function shown({ since, deadlineAt, calls, ...entry }: CallEntry): z.infer<typeof Call> {
  return {
    ...entry,
    since: since.toISOString(),
    deadlineAt: deadlineAt?.toISOString() ?? null,
    calls: calls.map(({ at, note }) => ({ at: at.toISOString(), note })),
  };
}
