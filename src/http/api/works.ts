import { z } from "zod";
import { readWorkKinds, setWorkKinds } from "../../lessons/work-kinds.ts";
import { openWork, renameWork } from "../../lessons/works.ts";
import type { App, Web } from "../web.ts";
import { byOf, Id, Instant, text } from "./shapes.ts";

const tags = ["works"];
const MOST_KINDS = 100;

export const Work = z.object({
  id: z.uuid(),
  kindCode: z.string(),
  title: z.string().nullable(),
  weight: z.int(),
  checkingDays: z.int(),
});
/** `checkingDays`: school days in which marks may still be entered (R14). */
const Kind = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z][a-zA-Z0-9-]*$/, { error: "Код вида работы — латинские буквы и цифры: test, lab2." })
    .max(40),
  name: text(100),
  weight: z.int().min(1).max(100),
  checkingDays: z.int().min(0).max(30),
});
const Kinds = z.object({ kinds: z.array(Kind) });

/** What marks are earned for: works of a lesson, and the kinds of works the school has. */
export async function worksApi(app: App, { db }: Web): Promise<void> {
  app.post(
    "/lessons/:id/works",
    {
      config: { access: "marks.write", about: "lesson" },
      schema: {
        tags,
        summary: "Begin a work that marks are earned for, on the lesson's day",
        description:
          "`ifNone`: the work of that kind which is there already will do. `keptSince`: the device had no connection since then; " +
          "its marks become drafts of corrections.",
        params: Id,
        body: z.strictObject({
          kindCode: text(40),
          title: text(200).optional(),
          ifNone: z.boolean().optional(),
          keptSince: Instant.optional(),
        }),
        response: { 201: Work },
      },
    },
    async (request, reply) => {
      const { keptSince, title = null, ...wished } = request.body;
      const since = keptSince === undefined ? undefined : new Date(keptSince);
      const opened = { ...wished, title, keptSince: since };
      const work = await openWork(db, request.params.id, opened, byOf(request));
      return reply.status(201).send(work);
    },
  );

  app.patch(
    "/works/:id",
    {
      config: { access: "marks.write", about: "work" },
      schema: {
        tags,
        summary: "Name a work anew, on the lesson's day",
        params: Id,
        body: z.strictObject({ title: text(200).nullable() }),
        response: { 200: Work },
      },
    },
    async (request) => renameWork(db, request.params.id, request.body, byOf(request)),
  );

  app.get(
    "/work-kinds",
    {
      config: { access: "curriculum.read" },
      schema: { tags, summary: "Kinds of works with weight and checking norm", response: { 200: Kinds } },
    },
    async () => ({ kinds: await readWorkKinds(db) }),
  );

  app.put(
    "/work-kinds",
    {
      config: { access: "settings.write" },
      schema: {
        tags,
        summary: "Set kinds of works, for works given from now on; kinds that are not named stay",
        body: z.strictObject({
          kinds: z.array(Kind).min(1).max(MOST_KINDS),
          /** The order behind it: «приказ № 14 от 26.11.2026». */
          act: text(200).optional(),
        }),
        response: { 200: Kinds },
      },
    },
    async (request) => {
      const { kinds, act = null } = request.body;
      return { kinds: await setWorkKinds(db, { kinds, act }, byOf(request)) };
    },
  );
}
