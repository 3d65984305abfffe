import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { PersonContactsPage } from "../../../templates/pages/person-contacts.tsx";
import { type Action, may } from "../../access/policy.ts";
import { isoDay } from "../../clock.ts";
import {
  confirmContact,
  documentContact,
  resumeContact,
  revokeContact,
  STAFF_REASONS,
  suspendContact,
} from "../../contacts/contacts.ts";
import { addContact } from "../../contacts/entering.ts";
import { getQueued } from "../../contacts/queue.ts";
import { verifySignedDocument } from "../../contacts/signed-documents.ts";
import { keepScan, readScan, recordStatement } from "../../contacts/statements.ts";
import type { By } from "../../outbox/events.ts";
import { getSettings } from "../../settings.ts";
import { AboutWhat, ChannelName } from "../api/contact-shapes.ts";
import { byOf, Day, Id, text } from "../api/shapes.ts";
import { readPersonContacts } from "../contact-facts.ts";
import { answerForm, typed } from "../forms.ts";
import { showPage } from "../page.ts";
import { sendFile, takeUploads } from "../uploads.ts";
import type { App, Web } from "../web.ts";

const Version = z.coerce.number().int().min(0);
/** `statement 5b1f…`: which document, of which kind. */
const DocumentChosen = z.string().regex(/^(statement|signed) [0-9a-f-]{36}$/);

const MOVES = {
  confirm: { version: Version, how: text(200) },
  suspend: { version: Version, reason: z.enum(STAFF_REASONS) },
  revive: { version: Version },
  revoke: { version: Version },
  document: { version: Version, document: DocumentChosen },
};

/** Everything a person is reached by, what stands behind it, and what the school does about it (R44, R64). */
export async function personContactRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/people/:id/contacts",
    {
      config: { access: "contact.read", about: "person", showsPersonal: true },
      schema: { params: Id },
    },
    async (request, reply) => show(request, reply, { personId: request.params.id, refusal: null }),
  );

  /** A move of one contact, shown again on the page of its owner where a rule is broken. */
  function onContact<Move extends keyof typeof MOVES>(
    move: Move,
    access: Action,
    act: (moved: { id: string } & z.infer<z.ZodObject<(typeof MOVES)[Move]>>, by: By) => Promise<unknown>,
  ) {
    app.post(
      `/contacts/:id/${move}`,
      { config: { access, about: "contact" }, schema: { params: Id } },
      async (request, reply) => {
        const { id } = request.params;
        const { personId } = await getQueued(db, id);
        return answerForm(reply, `${move}-${id}`, {
          act: async () => {
            const body = typed(z.object(MOVES[move] as z.ZodRawShape), request.body);
            await act({ id, ...body } as never, byOf(request));
          },
          next: `/people/${personId}/contacts#c-${id}`,
          again: (answer, refusal) => show(request, answer, { personId, refusal }),
        });
      },
    );
  }
  onContact("confirm", "contact.confirm", (moved, by) => confirmContact(db, moved, by));
  onContact("suspend", "contact.confirm", (moved, by) => suspendContact(db, moved, by));
  onContact("revive", "contact.confirm", (moved, by) => resumeContact(db, moved, by));
  onContact("revoke", "contact.revoke", (moved, by) => revokeContact(db, moved, by));
  onContact("document", "contact.write", ({ document, ...seen }, by) =>
    documentContact(db, { ...seen, ...documentOf(document) }, by),
  );

  app.post(
    "/people/:id/contacts",
    { config: { access: "contact.write", about: "person" }, schema: { params: Id } },
    async (request, reply) => {
      const personId = request.params.id;
      return answerForm(reply, "add", {
        act: async () => {
          const { document, ...contact } = typed(
            z.object({
              channel: ChannelName,
              address: z.string().trim().max(254),
              document: DocumentChosen,
            }),
            request.body,
          );
          const address = contact.address || null;
          await addContact(
            db,
            { personId, ...contact, address, document: documentOf(document) },
            byOf(request),
          );
        },
        next: `/people/${personId}/contacts`,
        again: (answer, refusal) => show(request, answer, { personId, refusal }),
      });
    },
  );

  const OfPerson = Id.extend({ documentId: z.uuid() });

  app.get(
    "/people/:id/statements/:documentId/scan",
    {
      config: { access: "statement.read", about: "person", showsPersonal: true },
      schema: { params: OfPerson },
    },
    async ({ params: { id: personId, documentId: id } }, reply) =>
      sendFile(reply, await readScan(db, web.config.dataDir, { personId, id }), "statement"),
  );

  app.post(
    "/people/:id/signed-documents/:documentId/verify",
    { config: { access: "document.verify", about: "person" }, schema: { params: OfPerson } },
    async (request, reply) => {
      const { id: personId, documentId: id } = request.params;
      return answerForm(reply, `verify-${id}`, {
        act: async () => {
          const { how } = typed(z.object({ how: text(200) }), request.body);
          await verifySignedDocument(db, { personId, id, how }, byOf(request));
        },
        next: `/people/${personId}/contacts`,
        again: (answer, refusal) => show(request, answer, { personId, refusal }),
      });
    },
  );

  app.post(
    "/people/:id/statements",
    { config: { access: "statement.write", about: "person" }, schema: { params: Id } },
    async (request, reply) => {
      const personId = request.params.id;
      return answerForm(reply, "statement", {
        act: async () => {
          const facts = typed(z.object({ number: text(60), date: Day, about: AboutWhat }), request.body);
          await recordStatement(db, { personId, ...facts }, byOf(request));
        },
        next: `/people/${personId}/contacts#documents`,
        again: (answer, refusal) => show(request, answer, { personId, refusal }),
      });
    },
  );

  await app.register(async (scope: App) => {
    await takeUploads(scope, { files: 1 });
    scope.post(
      "/people/:id/statements/:documentId/scan",
      { config: { access: "statement.write", about: "person" }, schema: { params: OfPerson } },
      async (request, reply) => {
        const { id: personId, documentId: id } = request.params;
        return answerForm(reply, `scan-${id}`, {
          act: async () => {
            const { file: bytes } = typed(
              z.object({ file: z.custom<Buffer>(Buffer.isBuffer, "Приложите файл.") }),
              request.body,
            );
            await keepScan(db, { personId, id, dataDir: web.config.dataDir, bytes }, byOf(request));
          },
          next: `/people/${personId}/contacts`,
          again: (answer, refusal) => show(request, answer, { personId, refusal }),
        });
      },
    );
  });

  async function show(
    { actor, standings }: FastifyRequest,
    reply: FastifyReply,
    { personId, refusal }: { personId: string; refusal: Refusal | null },
  ) {
    const { timeZone } = await getSettings(db);
    const seesAddresses = may("contact.order", standings);
    return showPage(web, reply, PersonContactsPage, {
      ...(await readPersonContacts(db, personId, { timeZone, seesAddresses })),
      may: {
        confirm: may("contact.confirm", standings),
        revoke: may("contact.revoke", standings),
        write: may("contact.write", standings),
        recordStatement: may("statement.write", standings),
        verify: may("document.verify", standings),
      },
      today: isoDay(actor!.day),
      refusal,
    });
  }
}

function documentOf(chosen: string) {
  const [kind, id = ""] = chosen.split(" ");
  return kind === "statement" ? { statementId: id } : { signedDocumentId: id };
}
