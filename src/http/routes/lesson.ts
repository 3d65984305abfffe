import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { LessonPage } from "../../../templates/pages/lesson.tsx";
import { may } from "../../access/policy.ts";
import { standingsOf } from "../../access/standing.ts";
import { dayIn, now } from "../../clock.ts";
import { BadInput, Closed, RuleBroken } from "../../errors.ts";
import { type MarkEntry, writeMarks } from "../../marks/marks.ts";
import { getSettings } from "../../settings.ts";
import { readLesson } from "../lesson-facts.ts";
import { showPage } from "../page.ts";
import { logBroken } from "../problems.ts";
import type { App, Web } from "../web.ts";

const Params = z.object({ id: z.uuid() });
/** `m.<pupil>` what stands in the field, `was.<pupil>` what stood there when the page was made. */
const Form = z.record(z.string().max(50), z.string().max(100));

interface Shown {
  work: string | undefined;
  savedAt?: Date;
  typed?: Map<string, string>;
  problem?: string;
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
        }),
      },
    },
    (request, reply) => {
      const { work, saved } = request.query;
      const shown = saved === undefined ? { work } : { work, savedAt: new Date(saved) };
      return showLesson(web, { request, reply }, { lessonId: request.params.id, ...shown });
    },
  );

  app.post(
    "/lessons/:id",
    { config: { access: "marks.write", about: "lesson" }, schema: { params: Params, body: Form } },
    async (request, reply) => {
      const lessonId = request.params.id;
      const { work, ...fields } = request.body;
      const typed = new Map(
        Object.entries(fields).flatMap(([name, value]) =>
          name.startsWith("m.") ? [[name.slice(2), value.trim()] as const] : [],
        ),
      );
      try {
        const at = now();
        const entries = changed(typed, fields);
        const workId = await getWork(web, { lessonId, work, creates: entries.length > 0 });
        if (entries.length > 0)
          await writeMarks(db, workId, entries, {
            actorId: request.actor!.personId,
            source: "web",
            silent: false,
            at,
          });
        return reply.redirect(`/lessons/${lessonId}?work=${workId}&saved=${at.getTime()}`, 303);
      } catch (error) {
        // Nothing typed may be lost, whatever happened.
        const shown = { lessonId, work, typed, problem: wordsFor(error, request) };
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
    return [{ pupilId, value: value === "" ? null : value }];
  });
}

/** The work that was chosen; a kind that the lesson has no work of yet gets one with its first marks. */
async function getWork(
  { db }: Web,
  { lessonId, work = "", creates }: { lessonId: string; work: string | undefined; creates: boolean },
): Promise<string> {
  const isId = z.uuid().safeParse(work).success;
  const known = await db.work.findFirst({
    where: { lessonId, ...(isId ? { id: work } : { kindCode: work, title: null }) },
  });
  if (known) return known.id;
  const kind = isId ? null : await db.workKind.findUnique({ where: { code: work } });
  if (!kind) throw new BadInput("Такой работы на этом уроке нет. Выберите её заново.");
  if (!creates) return kind.code;
  const { timeZone } = await getSettings(db);
  const lesson = await db.lesson.findUniqueOrThrow({ where: { id: lessonId } });
  // R11, before an empty work is left behind; writeMarks has the last word.
  if (lesson.date.getTime() !== dayIn(timeZone).getTime())
    throw new Closed("Этот день закрыт. Новую работу начинают в день урока.");
  return (await db.work.create({ data: { lessonId, kindCode: kind.code } })).id;
}

async function showLesson(
  web: Web,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { lessonId, work, savedAt, typed = new Map(), problem }: Shown & { lessonId: string },
): Promise<FastifyReply> {
  const { db } = web;
  const facts = await readLesson(db, lessonId, { work, savedAt: savedAt ?? null });
  const { timeZone } = await getSettings(db);
  const standings = await standingsOf(db, request.actor!.personId, {
    about: { lesson: lessonId },
    day: dayIn(timeZone),
  });
  const mayWrite = facts.lesson.day === "today" && may("marks.write", standings);
  return showPage(web, reply, LessonPage, { ...facts, mayWrite, typed, problem: problem ?? null });
}

function statusFor(error: unknown): number {
  if (error instanceof Closed) return 409;
  return error instanceof RuleBroken ? 422 : 500;
}

function wordsFor(error: unknown, request: FastifyRequest): string {
  if (error instanceof RuleBroken) return error.message;
  logBroken(error, request);
  return "Мы сломались, не вы. Введённое осталось в форме: запишите ещё раз.";
}
