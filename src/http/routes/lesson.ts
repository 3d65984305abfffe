import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { LessonPage } from "../../../templates/pages/lesson.tsx";
import { may } from "../../access/policy.ts";
import { standingsOf } from "../../access/standing.ts";
import { dayIn, now } from "../../clock.ts";
import { BadInput, ConfirmFirst } from "../../errors.ts";
import { openWork } from "../../lessons/works.ts";
import { type MarkEntry, writeMarks } from "../../marks/marks.ts";
import type { By } from "../../outbox/events.ts";
import { getSettings } from "../../settings.ts";
import { readLesson } from "../lesson-facts.ts";
import { showPage } from "../page.ts";
import { statusFor, wordsFor } from "../refusing.ts";
import type { App, Web } from "../web.ts";

const Params = z.object({ id: z.uuid() });
/** `m.<pupil>` what stands in the field, `was.<pupil>` what stood there when the page was made, `seen.<pupil>` its version. */
const Form = z.record(z.string().max(50), z.string().max(100));
const CODES = ["one", "absent"] as const;

interface Shown {
  work: string | undefined;
  savedAt?: Date;
  typed?: Map<string, string>;
  problem?: string;
  confirm?: string[];
  isUndone?: boolean;
}

export async function lessonRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/lessons/:id",
    {
      config: { access: "lesson.read", about: "lesson" },
      schema: {
        params: Params,
        querystring: z.object({
          work: z.string().max(50).optional(),
          saved: z.coerce.number().int().optional(),
          undone: z.literal("yes").optional(),
        }),
      },
    },
    (request, reply) => {
      const { work, saved, undone } = request.query;
      const isUndone = undone === "yes";
      const shown = { work, isUndone, ...(saved === undefined ? {} : { savedAt: new Date(saved) }) };
      return showLesson(web, { request, reply }, { lessonId: request.params.id, ...shown });
    },
  );

  app.post(
    "/lessons/:id",
    { config: { access: "marks.write", about: "lesson" }, schema: { params: Params, body: Form } },
    async (request, reply) => {
      const lessonId = request.params.id;
      const { work, confirm = "", ...fields } = request.body;
      const typed = new Map(
        Object.entries(fields).flatMap(([name, value]) =>
          name.startsWith("m.") ? [[name.slice(2), value.trim()] as const] : [],
        ),
      );
      const confirmed = CODES.filter((code) => confirm.split(" ").includes(code));
      const at = now();
      const by: By = { actorId: request.actor!.personId, source: "web", silent: false, at };
      try {
        const entries = changed(typed, fields);
        const workId = await getWork(web, { lessonId, work, opens: entries.length > 0 }, by);
        if (entries.length > 0) await writeMarks(db, workId, entries, by, { confirm: confirmed });
        return reply.redirect(`/lessons/${lessonId}?work=${workId}&saved=${at.getTime()}`, 303);
      } catch (error) {
        // Nothing typed may be lost, whatever happened.
        const asked = error instanceof ConfirmFirst ? error.questions.map(({ code }) => code) : [];
        const problem = wordsFor(error, request);
        const shown = { lessonId, work, typed, problem, confirm: [...confirmed, ...asked] };
        return showLesson(web, { request, reply: reply.status(statusFor(error)) }, shown);
      }
    },
  );
}

/** Only what was changed on this page: a mark that somebody else set meanwhile stays. */
function changed(typed: Map<string, string>, fields: Record<string, string>): MarkEntry[] {
  return [...typed].flatMap(([pupilId, value]) => {
    if (value === (fields[`was.${pupilId}`] ?? "")) return [];
    if (!z.uuid().safeParse(pupilId).success)
      throw new BadInput("Такого ученика в классе нет. Обновите страницу.");
    const seen = fields[`seen.${pupilId}`];
    const version = seen === undefined ? undefined : Number(seen);
    return [{ pupilId, value: value === "" ? null : value, version }];
  });
}

/** The work that was chosen; a kind that the lesson has no work of yet gets one with its first marks. */
async function getWork(
  { db }: Web,
  { lessonId, work = "", opens }: { lessonId: string; work: string | undefined; opens: boolean },
  by: By,
): Promise<string> {
  const isId = z.uuid().safeParse(work).success;
  const known = await db.work.findFirst({
    where: { lessonId, ...(isId ? { id: work } : { kindCode: work, title: null }) },
  });
  if (known) return known.id;
  const kind = isId ? null : await db.workKind.findUnique({ where: { code: work } });
  if (!kind) throw new BadInput("Такой работы на этом уроке нет. Выберите её заново.");
  return opens ? (await openWork(db, lessonId, { kindCode: kind.code }, by)).id : kind.code;
}

async function showLesson(
  web: Web,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  {
    lessonId,
    work,
    savedAt,
    typed = new Map(),
    problem,
    confirm = [],
    isUndone = false,
  }: Shown & { lessonId: string },
): Promise<FastifyReply> {
  const { db } = web;
  const facts = await readLesson(db, lessonId, { work, savedAt: savedAt ?? null });
  const { timeZone } = await getSettings(db);
  const standings = await standingsOf(db, request.actor!.personId, {
    about: { lesson: lessonId },
    day: dayIn(timeZone),
  });
  const mayWrite = facts.door === "open" && may("marks.write", standings);
  const shown = { ...facts, mayWrite, typed, problem: problem ?? null, confirm, isUndone };
  return showPage(web, reply, LessonPage, shown);
}
