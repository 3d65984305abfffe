import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { SubstitutionPage } from "../../../templates/pages/substitution.tsx";
import { type TimetableLine, TimetablePage } from "../../../templates/pages/timetable.tsx";
import { may } from "../../access/policy.ts";
import { plusDays, weekdayOf } from "../../calendar/days.ts";
import { clockTime, isoDay } from "../../clock.ts";
import { listClassesOn } from "../../curriculum/classes.ts";
import { substitute, withdrawSubstitution } from "../../curriculum/substitutions.ts";
import { NotFound } from "../../errors.ts";
import { heldOn } from "../../people/dated.ts";
import { getSettings } from "../../settings.ts";
import { byOf, Day, Id, text, Version } from "../api/shapes.ts";
import { answerForm, typed } from "../forms.ts";
import { showPage } from "../page.ts";
import { schoolTabs } from "../school-tabs.ts";
import { shortName } from "../session.ts";
import { readTimetable, type TimetableLesson } from "../timetable-facts.ts";
import type { App, Web } from "../web.ts";

const LONGEST_REASON = 200;
/** What a select leaves empty is not asked for. */
const chosen = z.uuid().optional().catch(undefined);
const Asked = z.object({ class: chosen, teacher: chosen, week: Day.optional().catch(undefined) });
const OfDay = Id.extend({ date: Day });
const version = z.coerce.number().pipe(Version);
const orNone = z
  .string()
  .max(60)
  .optional()
  .transform((id) => id || null)
  .pipe(z.uuid().nullable());
const ticked = z
  .literal("yes")
  .optional()
  .transform((said) => said === "yes");
const Wanted = z.object({
  ...{ version: version.optional(), substituteId: orNone, roomId: orNone },
  ...{ cancelled: ticked, doubles: ticked, reason: text(LONGEST_REASON) },
});

/** The weeks as they will be, of a class or of a teacher (R37), and what is different about one lesson (R12). */
export async function timetableRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const substitutes = { access: "substitution.write" } as const;

  app.get(
    "/timetable",
    { config: { access: "board.read" }, schema: { querystring: Asked } },
    async (request, reply) => {
      const { day, standings, personId } = request.actor!;
      const { timeZone } = await getSettings(db);
      const today = isoDay(day);
      const asked = request.query.week ?? today;
      const from = plusDays(asked, 1 - weekdayOf(asked));
      const to = plusDays(from, 6);
      const classes = await listClassesOn(db, day);
      const isOwn = standings.has("subjectTeacher") && request.query.class === undefined;
      const teacherId = request.query.teacher ?? (isOwn ? personId : null);
      const classId = teacherId ? null : (request.query.class ?? classes[0]?.id ?? null);
      const whose = teacherId ? { teacherId } : { classIds: classId ? [classId] : [] };
      const lessons = await readTimetable(db, { from, to, ...whose });
      return showPage(web, reply, TimetablePage, {
        tabs: schoolTabs(standings),
        ...{ from, to, before: plusDays(from, -7), after: plusDays(from, 7), classId, teacherId },
        classes: classes.map(({ id, level, letter }) => ({ id, name: `${level}${letter}` })),
        teachers: await staffOn(day),
        lines: lessons.map((lesson) => lineOf(lesson, timeZone)),
        maySubstituteFrom: may("substitution.write", standings) ? today : null,
        mayEnter: may("timetable.write", standings),
      });
    },
  );

  app.get(
    "/timetable/:id/:date",
    { config: { access: "timetable.check" }, schema: { params: OfDay } },
    (request, reply) => showOne(request, reply, null),
  );

  app.post("/timetable/:id/:date", { config: substitutes, schema: { params: OfDay } }, (request, reply) => {
    const { id: entryId, date } = request.params;
    return answerForm(reply, "substitution", {
      act: async () => {
        await substitute(db, { entryId, date, ...typed(Wanted, request.body) }, byOf(request));
      },
      next: `/timetable/${entryId}/${date}`,
      again: (answer, refusal) => showOne(request, answer, refusal),
    });
  });

  app.post(
    "/timetable/:id/:date/withdraw",
    { config: substitutes, schema: { params: OfDay } },
    (request, reply) => {
      const { id: entryId, date } = request.params;
      return answerForm(reply, "substitution", {
        act: async () => {
          const seen = typed(z.object({ version }), request.body);
          await withdrawSubstitution(db, { entryId, date, ...seen }, byOf(request));
        },
        next: `/timetable/${entryId}/${date}`,
        again: (answer, refusal) => showOne(request, answer, refusal),
      });
    },
  );

  async function showOne(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const { id, date } = request.params as z.infer<typeof OfDay>;
    const { timeZone } = await getSettings(db);
    const lesson = (await readTimetable(db, { from: date, to: date })).find(({ entryId }) => entryId === id);
    if (!lesson) throw new NotFound("В этот день такого урока в расписании нет. Обновите расписание.");
    const standing = lesson.substitution;
    const rooms = await db.room.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }] });
    return showPage(web, reply, SubstitutionPage, {
      line: lineOf(lesson, timeZone),
      standing: standing && {
        version: standing.version,
        reason: standing.reason,
        substituteId: standing.substituteId ?? "",
        roomId: standing.roomId ?? "",
        cancelled: standing.cancelled,
      },
      staff: await staffOn(request.actor!.day),
      rooms: rooms.map((room) => ({ value: room.id, text: room.name })),
      back: `/timetable?class=${lesson.classIds[0] ?? ""}&week=${date}`,
      longest: LONGEST_REASON,
      refusal,
    });
  }

  async function staffOn(day: Date) {
    const teachers = await db.person.findMany({
      where: { roles: { some: { role: "teacher", ...heldOn(day) } } },
      orderBy: [{ surname: "asc" }, { givenName: "asc" }, { id: "asc" }],
    });
    return teachers.map((teacher) => ({ value: teacher.id, text: shortName(teacher) }));
  }
}

function lineOf(lesson: TimetableLesson, timeZone: string): TimetableLine {
  const { entryId, date, number, startsAt, subject, teacher, classes, subgroup, room } = lesson;
  return {
    ...{ entryId, date, number, subject, teacher, room },
    from: clockTime(startsAt, timeZone),
    whom: subgroup ? `${classes}, ${subgroup}` : classes,
    cancelledFor: lesson.cancelledFor,
    isSubstituted: lesson.substitution !== null,
  };
}
