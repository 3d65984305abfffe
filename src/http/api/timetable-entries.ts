import { z } from "zod";
import { dateOf, isoDay } from "../../clock.ts";
import { addEntries, changeEntry, type Entry, endEntry } from "../../curriculum/timetable.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id, Paging, page, pageArgs, pageOf, Version } from "./shapes.ts";
import { teachingsOn } from "./teachings.ts";

const tags = ["timetable"];
const write = { access: "timetable.write" } as const;

/** The week of all classes of a large level. */
const MOST_ENTRIES = 200;
/** 1 Monday … 7 Sunday. */
const Weekday = z.int().min(1).max(7);
const LessonNumber = z.int().min(0).max(20);

const EntryShape = z.object({
  id: z.uuid(),
  teachingId: z.uuid(),
  weekday: z.int(),
  number: z.int(),
  roomId: z.uuid().nullable(),
  from: Day,
  to: Day.nullable(),
  version: z.int(),
});

/** The week as it was entered (R37). */
export async function timetableEntriesApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/timetable-entries",
    {
      config: { access: "curriculum.read" },
      schema: {
        tags,
        summary: "The entries of the week on a day (today): of a class with its subgroups, or of a teacher",
        querystring: Paging.extend({
          classId: z.uuid().optional(),
          teacherId: z.uuid().optional(),
          on: Day.optional(),
        }),
        response: { 200: page(EntryShape) },
      },
    },
    async ({ query, actor }) => {
      const on = query.on ? dateOf(query.on) : actor!.day;
      const rows = await db.timetableEntry.findMany({
        where: {
          from: { lte: on },
          OR: [{ to: null }, { to: { gte: on } }],
          teaching: teachingsOn(on, query),
        },
        orderBy: [{ weekday: "asc" }, { number: "asc" }, { id: "asc" }],
        ...pageArgs(query),
      });
      return pageOf(rows.map(entryOf), query);
    },
  );

  app.post(
    "/timetable-entries",
    {
      config: write,
      schema: {
        tags,
        summary: "Enter lessons of the week, all of them or none; 409 says what clashes",
        body: z.strictObject({
          entries: z
            .array(
              z.strictObject({
                teachingId: z.uuid(),
                weekday: Weekday,
                number: LessonNumber,
                roomId: z.uuid().nullable().default(null),
                from: Day,
                to: Day.nullable().default(null),
              }),
            )
            .min(1)
            .max(MOST_ENTRIES),
        }),
        response: { 201: z.object({ entries: z.array(EntryShape) }) },
      },
    },
    async (request, reply) => {
      const added = await addEntries(db, request.body.entries, byOf(request));
      return reply.status(201).send({ entries: added.map(entryOf) });
    },
  );

  app.patch(
    "/timetable-entries/:id",
    {
      config: write,
      schema: {
        tags,
        summary: "Move a lesson of the week from a day on; the answer is the entry that holds from then",
        params: Id,
        body: z.strictObject({
          version: Version,
          from: Day,
          teachingId: z.uuid().optional(),
          weekday: Weekday.optional(),
          number: LessonNumber.optional(),
          roomId: z.uuid().nullish(),
        }),
        response: { 200: EntryShape },
      },
    },
    async (request) => entryOf(await changeEntry(db, { ...request.params, ...request.body }, byOf(request))),
  );

  app.delete(
    "/timetable-entries/:id",
    {
      config: write,
      schema: {
        tags,
        summary: "End a lesson of the week: from this day on it is not held",
        params: Id,
        querystring: z.object({ version: z.coerce.number().pipe(Version), from: Day }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await endEntry(db, { ...request.params, ...request.query }, byOf(request));
      return reply.status(204).send(null);
    },
  );
}

function entryOf({ from, to, ...entry }: Entry): z.infer<typeof EntryShape> {
  return { ...entry, from: isoDay(from), to: to && isoDay(to) };
}
