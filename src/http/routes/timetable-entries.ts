import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { TimetableEntriesPage } from "../../../templates/pages/timetable-entries.tsx";
import { wordsIn } from "../../../templates/words.ts";
import { isoDay } from "../../clock.ts";
import { addEntries, endEntry } from "../../curriculum/timetable.ts";
import type { Db, Prisma } from "../../db.ts";
import { NotFound } from "../../errors.ts";
import { byOf, Day, Id, Version } from "../api/shapes.ts";
import { answerForm, typed } from "../forms.ts";
import { showPage } from "../page.ts";
import { shortName } from "../session.ts";
import type { App, Web } from "../web.ts";

const orNone = z
  .string()
  .max(60)
  .transform((text) => text || null);
const Asked = z.object({ class: z.uuid() });
const Added = z.object({
  teachingId: z.uuid(),
  weekday: z.coerce.number().int().min(1).max(7),
  number: z.coerce.number().int().min(0).max(20),
  roomId: orNone.pipe(z.uuid().nullable()),
  from: Day,
  to: orNone.pipe(Day.nullable()),
});
const Ended = z.object({ version: z.coerce.number().pipe(Version), from: Day });
const config = { access: "timetable.write" } as const;

/** The week of a class as it was entered (R37): a lesson is added or ended, and what clashes is said in words. */
export async function timetableEntryRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/timetable/entries",
    { config: { access: "timetable.check" }, schema: { querystring: Asked } },
    (request, reply) => show(request, reply, null),
  );

  app.post("/timetable/entries", { config, schema: { querystring: Asked } }, (request, reply) =>
    answerForm(reply, "add", {
      act: async () => {
        await addEntries(db, [typed(Added, request.body)], byOf(request));
      },
      next: `/timetable/entries?class=${request.query.class}`,
      again: (answer, refusal) => show(request, answer, refusal),
    }),
  );

  app.post(
    "/timetable/entries/:id/end",
    { config, schema: { params: Id, querystring: Asked } },
    (request, reply) => {
      const { id } = request.params;
      return answerForm(reply, `end-${id}`, {
        act: async () => {
          await endEntry(db, { id, ...typed(Ended, request.body) }, byOf(request));
        },
        next: `/timetable/entries?class=${request.query.class}`,
        again: (answer, refusal) => show(request, answer, refusal),
      });
    },
  );

  async function show(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const { class: classId } = request.query as z.infer<typeof Asked>;
    const { day, language } = request.actor!;
    const schoolClass = await db.schoolClass.findUnique({ where: { id: classId } });
    if (!schoolClass) throw new NotFound("Такого класса нет. Обновите список классов.");
    const rooms = await db.room.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }] });
    const { subject } = wordsIn(language);
    return showPage(web, reply, TimetableEntriesPage, {
      classId,
      className: `${schoolClass.level}${schoolClass.letter}`,
      today: isoDay(day),
      entries: (await readEntries(db, classId, day)).map(({ teaching, room, ...entry }) => ({
        id: entry.id,
        version: entry.version,
        weekday: entry.weekday,
        number: entry.number,
        what: subject(teaching.subject.name),
        who: [teaching.subgroup?.name, shortName(teaching.teacher)].filter(Boolean).join(", "),
        room: room?.name ?? null,
        from: entry.from > day ? isoDay(entry.from) : null,
        to: entry.to && isoDay(entry.to),
      })),
      teachings: (await readTeachings(db, classId, day)).map((teaching) => ({
        value: teaching.id,
        text: [subject(teaching.subject.name), teaching.subgroup?.name, shortName(teaching.teacher)]
          .filter(Boolean)
          .join(", "),
      })),
      rooms: rooms.map(({ id, name }) => ({ value: id, text: name })),
      refusal,
    });
  }
}

const WITH_NAMES = { subject: true, subgroup: true, teacher: true } as const;

/** Those that hold or will hold, of the class and its subgroups. */
function readEntries(db: Db, classId: string, day: Date) {
  return db.timetableEntry.findMany({
    where: { ...notOver(day), teaching: ofClass(classId) },
    include: { room: true, teaching: { include: WITH_NAMES } },
    orderBy: [{ weekday: "asc" }, { number: "asc" }, { from: "asc" }, { id: "asc" }],
  });
}

function readTeachings(db: Db, classId: string, day: Date) {
  return db.teaching.findMany({
    where: { AND: [notOver(day), ofClass(classId)] },
    include: WITH_NAMES,
    orderBy: [{ subject: { name: "asc" } }, { id: "asc" }],
  });
}

function notOver(day: Date) {
  return { OR: [{ to: null }, { to: { gte: day } }] };
}

function ofClass(classId: string): Prisma.TeachingWhereInput {
  return { OR: [{ classId }, { subgroup: { classes: { some: { classId } } } }] };
}
