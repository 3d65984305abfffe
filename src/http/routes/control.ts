import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ControlPage } from "../../../templates/pages/control.tsx";
import { controlPost } from "../../../templates/pages/control-post.ts";
import { type CorrectionLine, CorrectionsPage } from "../../../templates/pages/corrections.tsx";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { wordsIn } from "../../../templates/words.ts";
import { may } from "../../access/policy.ts";
import { publishPost } from "../../board/board.ts";
import { plusDays } from "../../calendar/days.ts";
import { isoDay } from "../../clock.ts";
import { approveCorrection, refuseCorrection } from "../../corrections/deciding.ts";
import { type ListedCorrection, listCorrections, listDecided } from "../../corrections/listing.ts";
import { unenteredFinals } from "../../finals/unentered.ts";
import { readGaps } from "../../oversight/gaps.ts";
import { found, type JournalWeek, readJournalWeek } from "../../oversight/journal-weeks.ts";
import { owed } from "../../oversight/owed.ts";
import { getSettings } from "../../settings.ts";
import { byOf, Day, Id, text, Version } from "../api/shapes.ts";
import { answerForm, typed } from "../forms.ts";
import { dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import { schoolTabs } from "../school-tabs.ts";
import { shortName } from "../session.ts";
import type { App, Web } from "../web.ts";

const LONGEST_ACT = 30;
const LONGEST_ANSWER = 500;
const MOST_WAITING = 200;
const MOST_DECIDED = 30;
const Week = z.object({ week: Day.optional().catch(undefined) });
const version = z.coerce.number().pipe(Version);
const Approval = z.object({ act: text(LONGEST_ACT), version });
const Answer = z.object({ answer: text(LONGEST_ANSWER), version });

/** How the journals are kept, and what waits for the deputy head (R8, R15 to R18, R42). */
export async function controlRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/control",
    { config: { access: "finals.check" }, schema: { querystring: Week } },
    async (request, reply) => {
      const { day, standings, language } = request.actor!;
      const today = isoDay(day);
      const week = await readJournalWeek(db, request.query.week ?? today);
      const { from, to } = week;
      const gaps = await readGaps(db, today);
      const mayPublish = may("board.write", standings);
      const isPublished = (await db.boardPost.count({ where: { onceKey: keyOf(from) } })) > 0;
      const mayDecide = may("correction.decide", standings);
      const after = plusDays(from, 7);
      return showPage(web, reply, ControlPage, {
        tabs: schoolTabs(standings),
        from,
        to,
        before: plusDays(from, -7),
        after: after <= today ? after : null,
        teachers: week.teachers.map(({ teacher, ...row }) => ({
          ...row,
          id: teacher.id,
          name: shortName(teacher),
          found: found(row),
        })),
        sum: { ...week.sum, found: found(week.sum) },
        gaps: gaps.map(({ lessonId, number, classes, subject, teacher, withoutTopic, withoutRoll }) => ({
          lessonId,
          number,
          about: `${classes}, ${wordsIn(language).subject(subject)}`,
          teacher: shortName(teacher),
          lacks: lacksOf({ withoutTopic, withoutRoll }),
        })),
        debts: await owed(db, today),
        unentered: (await unenteredFinals(db)).reduce((sum, { pupils }) => sum + pupils, 0),
        corrections: mayDecide ? await db.correction.count({ where: { state: "requested" } }) : null,
        publish: mayPublish && !isPublished && from <= today ? `/control/publish?week=${from}` : null,
        isPublished,
      });
    },
  );

  // R16: what the board says stays as it was said, so it is published once a week.
  app.post(
    "/control/publish",
    { config: { access: "board.write" }, schema: { querystring: Week } },
    async (request, reply) => {
      const week = await readJournalWeek(db, request.query.week ?? isoDay(request.actor!.day));
      const post = { kind: "analysis", onceKey: keyOf(week.from), ...analysisOf(week) } as const;
      await publishPost(db, post, byOf(request));
      return reply.redirect(`/control?week=${week.from}`, 303);
    },
  );

  app.get(
    "/control/corrections",
    { config: { access: "finals.check", showsPersonal: true } },
    async (request, reply) => showCorrections(request, reply, null),
  );

  const decides = { access: "correction.decide", about: "correction" } as const;
  app.post("/corrections/:id/approve", { config: decides, schema: { params: Id } }, (request, reply) => {
    const { id } = request.params;
    return decide(request, reply, {
      form: `approve-${id}`,
      act: () => approveCorrection(db, { id, ...typed(Approval, request.body) }, byOf(request)),
    });
  });
  app.post("/corrections/:id/refuse", { config: decides, schema: { params: Id } }, (request, reply) => {
    const { id } = request.params;
    return decide(request, reply, {
      form: `refuse-${id}`,
      act: () => refuseCorrection(db, { id, ...typed(Answer, request.body) }, byOf(request)),
    });
  });

  function decide(
    request: FastifyRequest,
    reply: FastifyReply,
    { form, act }: { form: string; act: () => Promise<unknown> },
  ) {
    return answerForm(reply, form, {
      act: async () => {
        await act();
      },
      next: "/control/corrections",
      again: (answer, refusal) => showCorrections(request, answer, refusal),
    });
  }

  async function showCorrections(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const { timeZone } = await getSettings(db);
    const waiting = await listCorrections(db, { state: "requested" }, { take: MOST_WAITING });
    const decided = await listDecided(db, MOST_DECIDED);
    return showPage(web, reply, CorrectionsPage, {
      tabs: schoolTabs(request.actor!.standings),
      waiting: waiting.map((one) => lineOf(one, timeZone)),
      decided: decided.map((one) => lineOf(one, timeZone)),
      mayDecide: may("correction.decide", request.actor!.standings),
      longest: { act: LONGEST_ACT, answer: LONGEST_ANSWER },
      refusal,
    });
  }
}

function lineOf(one: ListedCorrection, timeZone: string): CorrectionLine {
  const { id, version: seen, state, pupil, work, subject, was, wanted, reason, askedBy, askedAt } = one;
  return {
    id,
    version: seen,
    state,
    pupil: `${pupil.surname} ${pupil.givenName}`,
    subject: (work?.lesson.subject ?? subject)!.name,
    work: work && { kind: work.kind.name, title: work.title, date: isoDay(work.lesson.date) },
    was: was?.code ?? null,
    wanted: wanted?.code ?? null,
    reason,
    askedBy: shortName(askedBy),
    askedOn: dayOf(askedAt, timeZone),
    act: one.act,
    answer: one.answer,
  };
}

function lacksOf({
  withoutTopic,
  withoutRoll,
}: {
  withoutTopic: boolean;
  withoutRoll: boolean;
}): "both" | "topic" | "roll" {
  if (withoutTopic && withoutRoll) return "both";
  return withoutTopic ? "topic" : "roll";
}

function keyOf(monday: string): string {
  return `journals ${monday}`;
}

function analysisOf({ from, to, teachers, sum }: JournalWeek) {
  const lacking = teachers.filter((row) => found(row) > 0);
  return controlPost({
    from,
    to,
    lessons: sum.lessons,
    found: found(sum),
    marks: sum.withoutMarks,
    teachers: lacking.map(({ teacher, lessons: _, trend: __, ...row }) => ({
      ...row,
      name: shortName(teacher),
    })),
  });
}
