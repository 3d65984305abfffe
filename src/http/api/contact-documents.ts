import { z } from "zod";
import { addSignedDocument, readSignedFile, verifySignedDocument } from "../../contacts/signed-documents.ts";
import { keepScan, readScan, recordStatement } from "../../contacts/statements.ts";
import { sendFile, takeUploads, UploadedFile } from "../uploads.ts";
import type { App, Web } from "../web.ts";
import { AboutWhat, SignedDocument, Statement, signedDocumentOf, statementOf } from "./contact-shapes.ts";
import { byOf, Day, Id, text } from "./shapes.ts";

const tags = ["contacts"];
const writes = { access: "statement.write", about: "person" } as const;
const reads = { access: "statement.read", about: "person", showsPersonal: true } as const;
const OfPerson = Id.extend({ documentId: z.uuid() });
/** A file as it was given, to be saved. */
const File = z.any();

/** What contacts rest on: written statements with their scans, electronic documents with their signatures (R44, R64). */
export async function contactDocumentsApi(app: App, { db, config: { dataDir } }: Web): Promise<void> {
  app.post(
    "/people/:id/statements",
    {
      config: writes,
      schema: {
        tags,
        summary: "Record a written statement; one about paper puts the family on paper at once (R44)",
        params: Id,
        body: z.strictObject({ number: text(60), date: Day, about: AboutWhat }),
        response: { 201: Statement },
      },
    },
    async (request, reply) => {
      const facts = { personId: request.params.id, ...request.body };
      return reply.status(201).send(statementOf(await recordStatement(db, facts, byOf(request))));
    },
  );

  app.get(
    "/people/:id/statements/:documentId/scan",
    {
      config: reads,
      schema: { tags, summary: "The scan of a statement", params: OfPerson, response: { 200: File } },
    },
    async ({ params: { id: personId, documentId: id } }, reply) =>
      sendFile(reply, await readScan(db, dataDir, { personId, id }), "statement"),
  );

  for (const part of ["file", "signature"] as const)
    app.get(
      `/people/:id/signed-documents/:documentId/${part}`,
      {
        config: reads,
        schema: {
          tags,
          summary: `The ${part} of a signed document, as it was given`,
          params: OfPerson,
          response: { 200: File },
        },
      },
      async ({ params: { id: personId, documentId: id } }, reply) =>
        sendFile(reply, await readSignedFile(db, { personId, id, dataDir, part }), "document"),
    );

  app.post(
    "/people/:id/signed-documents/:documentId/verify",
    {
      config: { access: "document.verify", about: "person" },
      schema: {
        tags,
        summary: "Say that the signature was checked, and how",
        params: OfPerson,
        body: z.strictObject({ how: text(200) }),
        response: { 200: SignedDocument },
      },
    },
    async (request) => {
      const { id: personId, documentId: id } = request.params;
      return signedDocumentOf(
        await verifySignedDocument(db, { personId, id, ...request.body }, byOf(request)),
      );
    },
  );

  await app.register(async (scope: App) => {
    await takeUploads(scope, { files: 2 });

    scope.put(
      "/people/:id/statements/:documentId/scan",
      {
        config: writes,
        schema: {
          tags,
          consumes: ["multipart/form-data"],
          summary: "Keep the scan of a statement: PDF, JPEG or PNG up to 10 MB; another one takes its place",
          params: OfPerson,
          body: z.strictObject({ file: UploadedFile }),
          response: { 200: Statement },
        },
      },
      async (request) => {
        const { id: personId, documentId: id } = request.params;
        const scan = { personId, id, dataDir, bytes: request.body.file };
        return statementOf(await keepScan(db, scan, byOf(request)));
      },
    );

    scope.post(
      "/people/:id/signed-documents",
      {
        config: writes,
        schema: {
          tags,
          consumes: ["multipart/form-data"],
          summary: "Keep an electronic document and the file of its electronic signature as they were given",
          params: Id,
          body: z.strictObject({
            number: text(60).nullable().default(null),
            date: Day,
            about: AboutWhat,
            file: UploadedFile,
            signature: UploadedFile,
          }),
          response: { 201: SignedDocument },
        },
      },
      async (request, reply) => {
        const given = { personId: request.params.id, dataDir, ...request.body };
        return reply.status(201).send(signedDocumentOf(await addSignedDocument(db, given, byOf(request))));
      },
    );
  });
}
