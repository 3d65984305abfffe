import { z } from "zod";
import { createClass, renameClass } from "../../curriculum/classes.ts";
import { createRoom } from "../../curriculum/rooms.ts";
import { createSubject, renameSubject } from "../../curriculum/subjects.ts";
import type { App, Web } from "../web.ts";
import { byOf, Id, Level, Paging, page, pageArgs, pageOf, text } from "./shapes.ts";

const tags = ["curriculum"];
const read = { access: "curriculum.read" } as const;
const write = { access: "curriculum.write" } as const;

const Named = z.object({ id: z.uuid(), name: z.string() });
const NameData = z.strictObject({ name: text(100) });
const SchoolClass = z.object({ id: z.uuid(), yearId: z.uuid(), level: Level, letter: z.string() });
const Letter = text(10);

const byName = [{ name: "asc" }, { id: "asc" }] as const;

/** Subjects, rooms and the classes of a year (R30, R35). */
export async function curriculumApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/subjects",
    {
      config: read,
      schema: { tags, summary: "Subjects by name", querystring: Paging, response: { 200: page(Named) } },
    },
    async ({ query }) =>
      pageOf(await db.subject.findMany({ orderBy: [...byName], ...pageArgs(query) }), query),
  );

  app.post(
    "/subjects",
    {
      config: write,
      schema: { tags, summary: "Enter a subject", body: NameData, response: { 201: Named } },
    },
    async (request, reply) =>
      reply.status(201).send(await createSubject(db, request.body.name, byOf(request))),
  );

  app.patch(
    "/subjects/:id",
    {
      config: write,
      schema: { tags, summary: "Rename a subject", params: Id, body: NameData, response: { 200: Named } },
    },
    async (request) => renameSubject(db, { ...request.params, ...request.body }, byOf(request)),
  );

  app.get(
    "/rooms",
    {
      config: read,
      schema: { tags, summary: "Rooms by name", querystring: Paging, response: { 200: page(Named) } },
    },
    async ({ query }) => pageOf(await db.room.findMany({ orderBy: [...byName], ...pageArgs(query) }), query),
  );

  app.post(
    "/rooms",
    {
      config: write,
      schema: { tags, summary: "Enter a room", body: NameData, response: { 201: Named } },
    },
    async (request, reply) => reply.status(201).send(await createRoom(db, request.body.name, byOf(request))),
  );

  app.get(
    "/years/:id/classes",
    {
      config: read,
      schema: {
        tags,
        summary: "The classes of a year, the youngest first",
        params: Id,
        querystring: Paging,
        response: { 200: page(SchoolClass) },
      },
    },
    async ({ params, query }) => {
      const classes = await db.schoolClass.findMany({
        where: { yearId: params.id },
        orderBy: [{ level: "asc" }, { letter: "asc" }, { id: "asc" }],
        ...pageArgs(query),
      });
      return pageOf(classes, query);
    },
  );

  app.post(
    "/years/:id/classes",
    {
      config: write,
      schema: {
        tags,
        summary: "Enter a class of a year",
        params: Id,
        body: z.strictObject({ level: Level, letter: Letter }),
        response: { 201: SchoolClass },
      },
    },
    async (request, reply) => {
      const wanted = { yearId: request.params.id, ...request.body };
      return reply.status(201).send(await createClass(db, wanted, byOf(request)));
    },
  );

  app.patch(
    "/classes/:id",
    {
      config: write,
      schema: {
        tags,
        summary: "Give a class another letter",
        params: Id,
        body: z.strictObject({ letter: Letter }),
        response: { 200: SchoolClass },
      },
    },
    async (request) => renameClass(db, { ...request.params, ...request.body }, byOf(request)),
  );
}
