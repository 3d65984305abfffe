import { z } from "zod";
import { dateOf, isoDay } from "../../clock.ts";
import { setMembers } from "../../curriculum/members.ts";
import { createSubgroup, renameSubgroup } from "../../curriculum/subgroups.ts";
import type { Db } from "../../db.ts";
import { NotFound } from "../../errors.ts";
import { heldOn } from "../../people/dated.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id, Paging, page, pageArgs, pageOf, text, Version } from "./shapes.ts";

const tags = ["curriculum"];
const read = { access: "curriculum.read" } as const;
const write = { access: "curriculum.write" } as const;

const MOST_CLASSES = 20;
const MOST_MEMBERS = 200;

const Subgroup = z.object({
  id: z.uuid(),
  yearId: z.uuid(),
  subjectId: z.uuid(),
  name: z.string(),
  classIds: z.array(z.uuid()),
  version: z.int(),
});
const Name = text(50);
const Members = z.object({
  version: z.int(),
  members: z.array(
    z.object({
      pupilId: z.uuid(),
      surname: z.string(),
      givenName: z.string(),
      from: Day,
      to: Day.nullable(),
    }),
  ),
});

/** Subgroups of one or several classes, and who is in them (R35). */
export async function subgroupsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/years/:id/subgroups",
    {
      config: read,
      schema: {
        tags,
        summary: "The subgroups of a year, of one class or subject if asked",
        params: Id,
        querystring: Paging.extend({ classId: z.uuid().optional(), subjectId: z.uuid().optional() }),
        response: { 200: page(Subgroup) },
      },
    },
    async ({ params, query }) => {
      const { classId, subjectId } = query;
      const rows = await db.subgroup.findMany({
        where: {
          yearId: params.id,
          ...(subjectId ? { subjectId } : {}),
          ...(classId ? { classes: { some: { classId } } } : {}),
        },
        include: { classes: true },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        ...pageArgs(query),
      });
      return pageOf(rows.map(withClassIds), query);
    },
  );

  app.post(
    "/years/:id/subgroups",
    {
      config: write,
      schema: {
        tags,
        summary: "Enter a subgroup; its members come with PUT /subgroups/:id/members",
        params: Id,
        body: z.strictObject({
          subjectId: z.uuid(),
          name: Name,
          classIds: z.array(z.uuid()).max(MOST_CLASSES),
        }),
        response: { 201: Subgroup },
      },
    },
    async (request, reply) => {
      const wanted = { yearId: request.params.id, ...request.body };
      const { id } = await createSubgroup(db, wanted, byOf(request));
      return reply.status(201).send(await findSubgroup(db, id));
    },
  );

  app.patch(
    "/subgroups/:id",
    {
      config: write,
      schema: {
        tags,
        summary: "Rename a subgroup",
        params: Id,
        body: z.strictObject({ version: Version, name: Name }),
        response: { 200: Subgroup },
      },
    },
    async (request) => {
      const { id } = await renameSubgroup(db, { ...request.params, ...request.body }, byOf(request));
      return findSubgroup(db, id);
    },
  );

  app.get(
    "/subgroups/:id/members",
    {
      config: { access: "subgroup.read", showsPersonal: true },
      schema: {
        tags,
        summary: "Who is in a subgroup on a day: today, if none is named",
        params: Id,
        querystring: z.object({ on: Day.optional() }),
        response: { 200: Members },
      },
    },
    async ({ params, query, actor }) => readMembers(db, params.id, query.on ? dateOf(query.on) : actor!.day),
  );

  app.put(
    "/subgroups/:id/members",
    {
      config: write,
      schema: {
        tags,
        summary: "Say who is in a subgroup from a day on; before it nothing changes",
        params: Id,
        body: z.strictObject({
          version: Version,
          from: Day,
          pupilIds: z.array(z.uuid()).max(MOST_MEMBERS),
        }),
        response: { 200: Subgroup },
      },
    },
    async (request) => {
      const { id } = await setMembers(db, { ...request.params, ...request.body }, byOf(request));
      return findSubgroup(db, id);
    },
  );
}

async function findSubgroup(db: Db, id: string): Promise<z.infer<typeof Subgroup>> {
  return withClassIds(await db.subgroup.findUniqueOrThrow({ where: { id }, include: { classes: true } }));
}

function withClassIds<Row extends { classes: { classId: string }[] }>({ classes, ...row }: Row) {
  return { ...row, classIds: classes.map(({ classId }) => classId) };
}

async function readMembers(db: Db, id: string, on: Date): Promise<z.infer<typeof Members>> {
  const subgroup = await db.subgroup.findUnique({
    where: { id },
    include: {
      members: {
        where: heldOn(on),
        include: { pupil: true },
        orderBy: [{ pupil: { surname: "asc" } }, { pupil: { givenName: "asc" } }, { id: "asc" }],
      },
    },
  });
  if (!subgroup) throw new NotFound("Такой подгруппы нет. Обновите список подгрупп.");
  const members = subgroup.members.map(({ pupilId, pupil: { surname, givenName }, from, to }) => ({
    pupilId,
    surname,
    givenName,
    from: isoDay(from),
    to: to && isoDay(to),
  }));
  return { version: subgroup.version, members };
}
