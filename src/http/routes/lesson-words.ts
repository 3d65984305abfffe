import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { LessonRollPage } from "../../../templates/pages/lesson-roll.tsx";
import { LessonWordsPage, type TypedWords } from "../../../templates/pages/lesson-words.tsx";
import { may } from "../../access/policy.ts";
import { takeRoll } from "../../attendance/roll.ts";
import { nextPlanLine } from "../../curriculum/lesson-plans.ts";
import type { AbsenceKind } from "../../db.ts";
import { writeEntry } from "../../entries/entries.ts";
import { BadInput } from "../../errors.ts";
import { byOf } from "../api/shapes.ts";
import { readLessonHead } from "../lesson-head.ts";
import { readRollFacts, readWordFacts } from "../lesson-words.ts";
import { showPage } from "../page.ts";
import { statusFor, wordsFor } from "../refusing.ts";
import type { App, Web } from "../web.ts";

const Params = z.object({ id: z.uuid() });
const Form = z.record(z.string().max(60), z.string().max(5000));
const LONGEST = { topic: 500, material: 2000, homework: 4000, taskText: 2000 } as const;
const LONGEST_LATE = 240;

interface Asked {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** What a teacher writes of a lesson beside marks: who is here, the topic, and what is to be done at home (R7, R11). */
export async function lessonWordsRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const reads = { access: "lesson.read", about: "lesson" } as const;
  const writes = { access: "lesson.write", about: "lesson" } as const;

  app.get("/lessons/:id/words", { config: reads, schema: { params: Params } }, (request, reply) =>
    showWords({ request, reply }, { lessonId: request.params.id }),
  );

  app.post(
    "/lessons/:id/words",
    { config: writes, schema: { params: Params, body: Form } },
    async (request, reply) => {
      const lessonId = request.params.id;
      const form = request.body;
      if (form.act === "plan") {
        const line = await nextPlanLine(db, lessonId);
        const typed = { ...wordsIn(form), topic: line?.topic ?? form.topic ?? "" };
        return showWords({ request, reply }, { lessonId, typed });
      }
      try {
        await writeEntry(db, lessonId, { entry: entryOf(form) }, byOf(request));
      } catch (error) {
        const shown = { lessonId, typed: wordsIn(form), problem: wordsFor(error, request) };
        return showWords({ request, reply: reply.status(statusFor(error)) }, shown);
      }
      return reply.redirect(`/lessons/${lessonId}/words?saved=yes`, 303);
    },
  );

  app.get("/lessons/:id/roll", { config: reads, schema: { params: Params } }, (request, reply) =>
    showRoll({ request, reply }, { lessonId: request.params.id }),
  );

  app.post(
    "/lessons/:id/roll",
    { config: writes, schema: { params: Params, body: Form } },
    async (request, reply) => {
      const lessonId = request.params.id;
      const { version = "0", ...form } = request.body;
      const absences = Object.entries(form).flatMap(([name, kind]) => {
        const pupilId = name.startsWith("k.") ? name.slice(2) : "";
        if (kind !== "absent" && kind !== "late") return [];
        const noted: AbsenceKind = kind;
        return [
          { pupilId, kind: noted, lateMinutes: kind === "late" ? minutesIn(form[`m.${pupilId}`]) : null },
        ];
      });
      try {
        if (absences.some(({ pupilId }) => !z.uuid().safeParse(pupilId).success))
          throw new BadInput("Такого ученика в классе нет. Обновите страницу.");
        await takeRoll(db, lessonId, { version: Number(version) || 0, absences }, byOf(request));
      } catch (error) {
        const typed = new Map(absences.map(({ pupilId, ...cell }) => [pupilId, cell] as const));
        const shown = { lessonId, typed, problem: wordsFor(error, request) };
        return showRoll({ request, reply: reply.status(statusFor(error)) }, shown);
      }
      return reply.redirect(`/lessons/${lessonId}/roll?saved=yes`, 303);
    },
  );

  async function showWords(
    { request, reply }: Asked,
    { lessonId, typed, problem = null }: { lessonId: string; typed?: TypedWords; problem?: string | null },
  ): Promise<FastifyReply> {
    const [lesson, facts] = [await readLessonHead(db, lessonId), await readWordFacts(db, lessonId)];
    const mayWrite = facts.isOpen && may("lesson.write", request.standings);
    const isSaved = request.url.endsWith("saved=yes");
    return showPage(web, reply, LessonWordsPage, {
      ...facts,
      lesson,
      mayWrite,
      problem,
      isSaved,
      typed: typed ?? null,
    });
  }

  async function showRoll(
    { request, reply }: Asked,
    { lessonId, typed, problem = null }: { lessonId: string; typed?: TypedRoll; problem?: string | null },
  ): Promise<FastifyReply> {
    const [lesson, facts] = [await readLessonHead(db, lessonId), await readRollFacts(db, lessonId)];
    const mayWrite = facts.isOpen && may("lesson.write", request.standings);
    const isSaved = request.url.endsWith("saved=yes");
    const pupils = facts.pupils.map((pupil) => ({
      ...pupil,
      ...(typed ? (typed.get(pupil.id) ?? HERE) : {}),
    }));
    return showPage(web, reply, LessonRollPage, { ...facts, pupils, lesson, mayWrite, problem, isSaved });
  }
}

type TypedRoll = Map<string, { kind: AbsenceKind; lateMinutes: number | null }>;
const HERE = { kind: "present", lateMinutes: null } as const;

function minutesIn(typed = ""): number | null {
  if (typed.trim() === "") return null;
  const minutes = Number(typed);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_LATE) return LONGEST_LATE + 1;
  return minutes;
}

function wordsIn(form: Record<string, string>): TypedWords {
  const { topic = "", material = "", homework = "", none = "", taskFor = "", taskText = "" } = form;
  return { topic, material, homework, noHomework: none === "yes", taskFor, taskText };
}

/** Only what was changed on this page, with what stood there. @throws BadInput longer than the journal takes */
function entryOf(form: Record<string, string>) {
  const FIELDS = ["topic", "material", "homework"] as const;
  for (const field of [...FIELDS, "taskText"] as const)
    if ((form[field] ?? "").trim().length > LONGEST[field])
      throw new BadInput(`Здесь помещается ${LONGEST[field]} знаков. Сократите написанное.`, [field]);
  const change: Record<string, string | boolean | null> = {};
  const seen: Record<string, string | boolean | null> = {};
  for (const field of FIELDS) {
    const [typed, was] = [(form[field] ?? "").trim() || null, form[`was.${field}`] || null];
    if (typed === was) continue;
    change[field] = typed;
    seen[field] = was;
  }
  const [none, wasNone] = [form.none === "yes", form["was.none"] === "yes"];
  if (none !== wasNone) {
    change.noHomework = none;
    seen.noHomework = wasNone;
  }
  const { taskFor = "", taskText = "", drop = "" } = form;
  const isTask = z.uuid().safeParse(drop || taskFor).success && (drop !== "" || taskText.trim() !== "");
  const pupilId = drop || taskFor;
  const task = {
    pupilId,
    text: drop ? null : taskText.trim(),
    version: Number(form[`task.${pupilId}`] ?? 0),
  };
  const isChanged = Object.keys(change).length > 0;
  return { roll: null, record: isChanged ? { change, seen } : null, tasks: isTask ? [task] : [], works: [] };
}
