import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { LessonQuickPage } from "../../../templates/pages/lesson-quick.tsx";
import { now } from "../../clock.ts";
import { type Entry, writeEntry } from "../../entries/entries.ts";
import { ConfirmFirst, Conflict } from "../../errors.ts";
import type { QuickRead } from "../../journal/quick-entry.ts";
import { undoMarks } from "../../marks/undoing.ts";
import { byOf } from "../api/shapes.ts";
import { readLessonHead } from "../lesson-head.ts";
import { showPage } from "../page.ts";
import { quickFacts, readTyped, type Typed } from "../quick-facts.ts";
import { statusFor, wordsFor } from "../refusing.ts";
import type { App, Web } from "../web.ts";

const Params = z.object({ id: z.uuid() });
/** `choice.<key>`: who was meant by a word; `seen`: of the card that is saved; `confirm`: what was asked back and is meant. */
const Form = z.record(z.string().max(200), z.string().max(12_000));
const CODES = ["one", "absent"] as const;
const CHOICE = "choice.";

/** What a teacher types of a lesson in one breath: shown as it was understood, and saved as it was shown. */
export async function lessonQuickRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const writes = { access: "marks.write", about: "lesson" } as const;

  app.get(
    "/lessons/:id/quick",
    { config: { access: "lesson.read", about: "lesson" }, schema: { params: Params } },
    async (request, reply) => {
      const lesson = await readLessonHead(db, request.params.id);
      return showPage(web, reply, LessonQuickPage, { lesson, card: null, problem: null });
    },
  );

  app.post(
    "/lessons/:id/quick",
    { config: writes, schema: { params: Params, body: Form } },
    async (request, reply) => {
      const lessonId = request.params.id;
      const typed = typedIn(request.body);
      const read = await readTyped(db, request, { lessonId, ...typed });
      const seen = fingerprint(read.entry);
      if (request.body.act !== "save") return show(web, { request, reply }, { read, typed, seen });
      const at = now();
      try {
        if (seen !== request.body.seen) throw new Conflict("", null);
        const confirm = CODES.filter((code) => (request.body.confirm ?? "").split(" ").includes(code));
        await writeEntry(db, lessonId, { entry: read.entry, confirm }, { ...byOf(request), at });
      } catch (error) {
        const questions = error instanceof ConfirmFirst ? error.questions : [];
        const isChanged = error instanceof Conflict;
        const problem = questions.length > 0 || isChanged ? null : wordsFor(error, request);
        const again = isChanged ? await readTyped(db, request, { lessonId, ...typed }) : read;
        const shown = { read: again, typed, seen: fingerprint(again.entry), questions, isChanged, problem };
        return show(web, { request, reply: reply.status(statusFor(error)) }, shown);
      }
      const [work] = read.entry.works;
      const named = work ? `?work=${work.workId ?? work.kindCode}&saved=${at.getTime()}` : "";
      return reply.redirect(`/lessons/${lessonId}${named || (read.entry.roll ? "/roll" : "/words")}`, 303);
    },
  );

  app.post(
    "/lessons/:id/undo",
    { config: writes, schema: { params: Params, body: z.object({ at: z.coerce.number().int() }) } },
    async (request, reply) => {
      const lessonId = request.params.id;
      const written = await db.markVersion.findMany({
        where: { ...savedAt(request.body.at), byId: request.actor!.personId, mark: { work: { lessonId } } },
        include: { mark: { select: { id: true, version: true } } },
      });
      // What was written over since stays as it is.
      const last = written.filter(({ version, mark }) => version === mark.version).map(({ mark }) => mark.id);
      await undoMarks(db, last, byOf(request));
      return reply.redirect(`/lessons/${lessonId}?undone=yes`, 303);
    },
  );
}

/** The works of one entry are a moment apart (entries.ts). */
const MOST_WORKS = 50;

function savedAt(at: number) {
  return { at: { gte: new Date(at), lt: new Date(at + MOST_WORKS) } };
}

function typedIn(form: Record<string, string>): Typed {
  const choices = Object.entries(form).flatMap(([name, pupilId]) =>
    name.startsWith(CHOICE) ? [[name.slice(CHOICE.length), pupilId] as const] : [],
  );
  const { text = "", kind = "" } = form;
  return { text, kindCode: kind, choices: Object.fromEntries(choices) };
}

/** What the card showed, with the versions behind it: saving writes this or nothing. */
function fingerprint(entry: Entry): string {
  return createHash("sha256").update(JSON.stringify(entry)).digest("base64url");
}

interface Shown {
  read: QuickRead;
  typed: Typed;
  seen: string;
  questions?: ConfirmFirst["questions"];
  isChanged?: boolean;
  problem?: string | null;
}

async function show(
  web: Web,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { read, typed, seen, questions = [], isChanged = false, problem = null }: Shown,
): Promise<FastifyReply> {
  const lesson = await readLessonHead(web.db, read.sheet.lesson.id);
  const facts = await quickFacts(web.db, request, { read, typed });
  const sure = questions.map(({ code, pupilIds }) => ({
    code,
    who: read.pupils.filter(({ id }) => pupilIds.includes(id)).map(({ surname }) => surname),
  }));
  return showPage(web, reply, LessonQuickPage, {
    lesson,
    card: { ...facts, seen, sure, isChanged },
    problem,
  });
}
