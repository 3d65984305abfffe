import { z } from "zod";
import {
  addMaterial,
  LARGEST_MATERIAL_MB,
  listForPupil,
  listOfLesson,
  type Material,
  type NewMaterial,
  readMaterial,
  removeMaterial,
} from "../../materials/materials.ts";
import { sendFile, takeUploads, UploadedFile } from "../uploads.ts";
import type { App, Web } from "../web.ts";
import { byOf, Id, Instant, text } from "./shapes.ts";

const tags = ["materials"];
const ALLOWED = `PDF, JPEG, PNG, office documents or plain text, up to ${LARGEST_MATERIAL_MB} MB`;

const Shown = z.object({
  id: z.uuid(),
  lessonId: z.uuid(),
  kind: z.enum(["lesson", "homework", "work"]),
  /** Whose work it is. */
  pupilId: z.uuid().nullable(),
  name: z.string(),
  bytes: z.int(),
  addedById: z.uuid(),
  addedAt: Instant,
});
const All = z.object({ items: z.array(Shown) });
const Named = z.strictObject({ name: text(200), file: UploadedFile });

/** Files of lessons and homework, and pupils' work on it. */
export async function materialsApi(app: App, { db, config: { dataDir } }: Web): Promise<void> {
  app.get(
    "/lessons/:id/materials",
    {
      config: { access: "materials.list", about: "lesson", showsPersonal: true },
      schema: { tags, summary: "A lesson's files and the pupils' work", params: Id, response: { 200: All } },
    },
    async ({ params }) => ({ items: (await listOfLesson(db, params.id)).map(shown) }),
  );

  app.get(
    "/pupils/:id/lessons/:lessonId/materials",
    {
      config: { access: "materials.ofPupil", about: "pupil", showsPersonal: true },
      schema: {
        tags,
        summary: "The files of a pupil's lesson and their own work on it",
        params: Id.extend({ lessonId: z.uuid() }),
        response: { 200: All },
      },
    },
    async ({ params: { id: pupilId, lessonId } }) => ({
      items: (await listForPupil(db, { lessonIds: [lessonId], pupilId })).map(shown),
    }),
  );

  for (const [url, access, kind] of [
    ["/materials/:id", "material.read", "teachers"],
    ["/pupil-works/:id", "work.read", "work"],
  ] as const)
    app.get(
      url,
      {
        config: { access, about: "material", showsPersonal: true },
        schema: {
          tags,
          summary: kind === "work" ? "A pupil's work, as it was given" : "A teacher's file, as it was given",
          params: Id,
          response: { 200: z.any() },
        },
      },
      async ({ params }, reply) => {
        const { name, ...kept } = await readMaterial(db, { id: params.id, dataDir, of: kind });
        return sendFile(reply, kept, name);
      },
    );

  app.delete(
    "/materials/:id",
    {
      config: { access: "material.remove", about: "material" },
      schema: { tags, summary: "Take one's own file away for good", params: Id, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeMaterial(db, { id: request.params.id, dataDir }, byOf(request));
      return reply.status(204).send(null);
    },
  );

  await app.register(async (scope: App) => {
    await takeUploads(scope, { files: 1, largestMb: LARGEST_MATERIAL_MB });
    const consumes = ["multipart/form-data"];

    scope.post(
      "/lessons/:id/materials",
      {
        config: { access: "material.add", about: "lesson" },
        schema: {
          tags,
          consumes,
          summary: `Lay a file beside a lesson or its homework: ${ALLOWED}`,
          params: Id,
          body: Named.extend({ kind: z.enum(["lesson", "homework"]) }),
          response: { 201: Shown },
        },
      },
      async (request, reply) => {
        const { kind, name, file: bytes } = request.body;
        const given = { lessonId: request.params.id, kind, pupilId: null, name, bytes, dataDir };
        return reply.status(201).send(await add(given, request));
      },
    );

    scope.post(
      "/pupils/:id/lessons/:lessonId/works",
      {
        config: { access: "work.hand", about: "pupil" },
        schema: {
          tags,
          consumes,
          summary: `Hand in a pupil's work on the homework of a lesson: ${ALLOWED}`,
          params: Id.extend({ lessonId: z.uuid() }),
          body: Named,
          response: { 201: Shown },
        },
      },
      async (request, reply) => {
        const { id: pupilId, lessonId } = request.params;
        const { name, file: bytes } = request.body;
        const given = { lessonId, kind: "work" as const, pupilId, name, bytes, dataDir };
        return reply.status(201).send(await add(given, request));
      },
    );
  });

  async function add(given: NewMaterial, request: Parameters<typeof byOf>[0]) {
    return shown(await addMaterial(db, given, { ...byOf(request), actorId: request.actor!.personId }));
  }
}

function shown({ file: _, sha256: __, addedAt, ...material }: Material): z.infer<typeof Shown> {
  return { ...material, addedAt: addedAt.toISOString() };
}
