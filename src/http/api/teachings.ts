import { z } from "zod";
import { dateOf, isoDay } from "../../clock.ts";
import { changeTeaching, createTeaching } from "../../curriculum/teachings.ts";
import type { Db, Prisma } from "../../db.ts";
import { shortName } from "../session.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id, Paging, page, pageArgs, pageOf, Version } from "./shapes.ts";

const tags = ["curriculum"];
const Hours = z.int().min(1).max(60);

const Teaching = z.object({
  id: z.uuid(),
  teacherId: z.uuid(),
  teacher: z.string(),
  subjectId: z.uuid(),
  subject: z.string(),
  classId: z.uuid().nullable(),
  subgroupId: z.uuid().nullable(),
  /** `7А`, or the subgroup's name. */
  whom: z.string(),
  hoursAWeek: z.int(),
  from: Day,
  to: Day.nullable(),
  version: z.int(),
});

/** Who teaches what to whom, since when and how many hours a week (R30, R35). */
export async function teachingsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/teachings",
    {
      config: { access: "curriculum.read" },
      schema: {
        tags,
        summary: "Teachings on a day (today): of a class with its subgroups, or of a teacher",
        querystring: Paging.extend({
          classId: z.uuid().optional(),
          teacherId: z.uuid().optional(),
          on: Day.optional(),
        }),
        response: { 200: page(Teaching) },
      },
    },
    async ({ query, actor }) => {
      const on = query.on ? dateOf(query.on) : actor!.day;
      const rows = await db.teaching.findMany({
        where: teachingsOn(on, query),
        include,
        orderBy: [{ subject: { name: "asc" } }, { id: "asc" }],
        ...pageArgs(query),
      });
      return pageOf(rows.map(shown), query);
    },
  );

  app.post(
    "/teachings",
    {
      config: { access: "curriculum.write" },
      schema: {
        tags,
        summary: "Enter who teaches a subject to a class, or to a subgroup",
        body: z.strictObject({
          teacherId: z.uuid(),
          subjectId: z.uuid(),
          classId: z.uuid().nullable().default(null),
          subgroupId: z.uuid().nullable().default(null),
          hoursAWeek: Hours,
          from: Day,
          to: Day.nullable().default(null),
        }),
        response: { 201: Teaching },
      },
    },
    async (request, reply) => {
      const { id } = await createTeaching(db, request.body, byOf(request));
      return reply.status(201).send(await findTeaching(db, id));
    },
  );

  app.patch(
    "/teachings/:id",
    {
      config: { access: "curriculum.write" },
      schema: {
        tags,
        summary: "Correct the hours, or end a teaching with its last day; null opens it again",
        params: Id,
        body: z.strictObject({ version: Version, hoursAWeek: Hours.optional(), to: Day.nullish() }),
        response: { 200: Teaching },
      },
    },
    async (request) => {
      const { id } = await changeTeaching(db, { ...request.params, ...request.body }, byOf(request));
      return findTeaching(db, id);
    },
  );
}

/** Those that hold on a day: of a class and its subgroups, or of a teacher, if asked. */
export function teachingsOn(
  on: Date,
  { classId, teacherId }: { classId?: string | undefined; teacherId?: string | undefined },
): Prisma.TeachingWhereInput {
  return {
    from: { lte: on },
    AND: [
      { OR: [{ to: null }, { to: { gte: on } }] },
      classId ? { OR: [{ classId }, { subgroup: { classes: { some: { classId } } } }] } : {},
      teacherId ? { teacherId } : {},
    ],
  };
}

const include = {
  teacher: true,
  subject: true,
  class: true,
  subgroup: true,
} satisfies Prisma.TeachingInclude;

async function findTeaching(db: Db, id: string): Promise<z.infer<typeof Teaching>> {
  return shown(await db.teaching.findUniqueOrThrow({ where: { id }, include }));
}

function shown(teaching: Prisma.TeachingGetPayload<{ include: typeof include }>): z.infer<typeof Teaching> {
  const { teacher, subject, class: ofClass, subgroup, from, to, ...rest } = teaching;
  return {
    ...rest,
    teacher: shortName(teacher),
    subject: subject.name,
    whom: ofClass ? `${ofClass.level}${ofClass.letter}` : subgroup!.name,
    from: isoDay(from),
    to: to && isoDay(to),
  };
}
