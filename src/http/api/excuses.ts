import { z } from "zod";
import { attachFile, type ListedFile, listFiles, readExcuseFile } from "../../attendance/excuse-files.ts";
import { confirmExcuse, type Excuse, giveExcuse, withdrawExcuse } from "../../attendance/excuses.ts";
import { isoDay } from "../../clock.ts";
import { sendFile, takeUploads, UploadedFile } from "../uploads.ts";
import type { App, Web } from "../web.ts";
import { spanOf } from "./journals.ts";
import { byOf, Day, Id, Instant, Paging, page, pageArgs, pageOf, Span, text, Version } from "./shapes.ts";

const tags = ["attendance"];
const MOST_DAYS = 371;

const ExcuseShape = z.object({
  id: z.uuid(),
  pupilId: z.uuid(),
  from: Day,
  to: Day,
  text: z.string(),
  givenById: z.uuid(),
  givenAt: Instant,
  state: z.enum(["given", "confirmed", "withdrawn"]),
  version: Version,
});

const Files = z.object({ items: z.array(z.object({ id: z.uuid(), addedAt: Instant })) });

/** A guardian's notes to the class teacher that their pupil will be away. */
export async function excusesApi(app: App, { db, config: { dataDir } }: Web): Promise<void> {
  app.post(
    "/pupils/:id/excuses",
    {
      config: { access: "excuse.give", about: "pupil" },
      schema: {
        tags,
        summary: "Write that a pupil will be away, in advance or within the day",
        params: Id,
        body: z.strictObject({ from: Day, to: Day, text: text(1000) }),
        response: { 201: ExcuseShape },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request;
      const by = { ...byOf(request), actorId: actor!.personId };
      return reply.status(201).send(excuseOf(await giveExcuse(db, params.id, body, by)));
    },
  );

  app.get(
    "/pupils/:id/excuses",
    {
      config: { access: "excuse.read", about: "pupil", showsPersonal: true },
      schema: {
        tags,
        summary: "The notes about a pupil, the newest first",
        params: Id,
        querystring: Paging,
        response: { 200: page(ExcuseShape) },
      },
    },
    async ({ params, query }) => {
      const found = await db.excuse.findMany({
        where: { pupilId: params.id },
        orderBy: [{ givenAt: "desc" }, { id: "asc" }],
        ...pageArgs(query),
      });
      const { items, next } = pageOf(found, query);
      return { items: items.map(excuseOf), next };
    },
  );

  app.get(
    "/classes/:id/excuses",
    {
      config: { access: "excuse.read", about: "class", showsPersonal: true },
      schema: {
        tags,
        summary: "The notes about the pupils of a class on these days",
        params: Id,
        querystring: Paging.extend(Span.shape),
        response: { 200: page(ExcuseShape) },
      },
    },
    async ({ params, query }) => {
      const { from, to } = spanOf(query, MOST_DAYS);
      const inClass = { classId: params.id, from: { lte: to }, OR: [{ to: null }, { to: { gte: from } }] };
      const found = await db.excuse.findMany({
        where: { from: { lte: to }, to: { gte: from }, pupil: { enrolments: { some: inClass } } },
        orderBy: [{ givenAt: "desc" }, { id: "asc" }],
        ...pageArgs(query),
      });
      const { items, next } = pageOf(found, query);
      return { items: items.map(excuseOf), next };
    },
  );

  const Seen = z.strictObject({ version: Version });

  app.get(
    "/excuses/:id/files",
    {
      config: { access: "excuse.read", about: "excuse", showsPersonal: true },
      schema: {
        tags,
        summary: "The photos and scans beside a note, in the order they came",
        params: Id,
        response: { 200: Files },
      },
    },
    async ({ params }) => filesOf(await listFiles(db, params.id)),
  );

  app.get(
    "/excuses/:id/files/:fileId",
    {
      config: { access: "excuse.read", about: "excuse", showsPersonal: true },
      schema: {
        tags,
        summary: "One of them, as it was given",
        params: Id.extend({ fileId: z.uuid() }),
        response: { 200: z.any() },
      },
    },
    async ({ params: { id: excuseId, fileId: id } }, reply) =>
      sendFile(reply, await readExcuseFile(db, { excuseId, id, dataDir }), "document"),
  );

  await app.register(async (scope: App) => {
    await takeUploads(scope, { files: 1 });
    scope.post(
      "/excuses/:id/files",
      {
        config: { access: "excuse.attach", about: "excuse" },
        schema: {
          tags,
          consumes: ["multipart/form-data"],
          summary:
            "Lay a photo or a scan of the document beside one's note: PDF, JPEG or PNG up to 10 MB, at most three",
          params: Id,
          body: z.strictObject({ file: UploadedFile }),
          response: { 201: Files },
        },
      },
      async (request, reply) => {
        const given = { excuseId: request.params.id, dataDir, bytes: request.body.file };
        return reply.status(201).send(filesOf(await attachFile(db, given, byOf(request))));
      },
    );
  });

  app.post(
    "/excuses/:id/confirm",
    {
      config: { access: "excuse.confirm", about: "excuse" },
      schema: {
        tags,
        summary: "The class teacher has read a note; it says no reason in the journal",
        params: Id,
        body: Seen,
        response: { 200: ExcuseShape },
      },
    },
    async (request) => {
      const seen = { id: request.params.id, version: request.body.version };
      return excuseOf(await confirmExcuse(db, seen, byOf(request)));
    },
  );

  app.post(
    "/excuses/:id/withdraw",
    {
      config: { access: "excuse.withdraw", about: "excuse" },
      schema: {
        tags,
        summary: "Take one's own note back, before its days are over",
        params: Id,
        body: Seen,
        response: { 200: ExcuseShape },
      },
    },
    async (request) => {
      const seen = { id: request.params.id, version: request.body.version };
      return excuseOf(await withdrawExcuse(db, seen, byOf(request)));
    },
  );
}

function excuseOf({ from, to, givenAt, ...excuse }: Excuse) {
  return { ...excuse, from: isoDay(from), to: isoDay(to), givenAt: givenAt.toISOString() };
}

function filesOf(files: ListedFile[]) {
  return { items: files.map(({ id, addedAt }) => ({ id, addedAt: addedAt.toISOString() })) };
}
