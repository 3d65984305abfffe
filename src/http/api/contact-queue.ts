import { z } from "zod";
import {
  confirmContact,
  documentContact,
  resumeContact,
  revokeContact,
  STAFF_REASONS,
  suspendContact,
} from "../../contacts/contacts.ts";
import { QUEUES, readQueue } from "../../contacts/queue.ts";
import { findUnreachable } from "../../contacts/unreachable.ts";
import type { App, Web } from "../web.ts";
import { Contact, ContactWithPassport, contactOf, passportOf } from "./contact-shapes.ts";
import { Named } from "./people-shapes.ts";
import { byOf, Id, Paging, page, pageArgs, pageOf, text, Version } from "./shapes.ts";

const tags = ["contacts"];
const about = { access: "contact.confirm", about: "contact" } as const;
const Seen = z.strictObject({ version: Version });

const Family = z.object({
  id: z.uuid(),
  surname: z.string(),
  givenName: z.string(),
  classId: z.uuid(),
  className: z.string(),
  hearers: z.array(Named),
});

/** What an administrator looks through, and what they do about it: a contact goes from state to state by these alone. */
export async function contactQueueApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/contacts",
    {
      config: { access: "contacts.list", showsPersonal: true },
      schema: {
        tags,
        summary:
          "Contacts that wait from the oldest on, those confirmed this week or suspended from the newest",
        querystring: Paging.extend({ state: z.enum(QUEUES) }),
        response: { 200: page(ContactWithPassport.extend({ person: Named })) },
      },
    },
    async ({ query }) => {
      const { items, next } = pageOf(await readQueue(db, query.state, pageArgs(query)), query);
      return { items: items.map(({ person, ...contact }) => ({ ...passportOf(contact), person })), next };
    },
  );

  app.get(
    "/contacts/unreachable",
    {
      config: { access: "contacts.list", showsPersonal: true },
      schema: {
        tags,
        summary: "Pupils of whom nobody who should hear can be reached, by class and surname",
        querystring: Paging,
        response: { 200: page(Family) },
      },
    },
    async ({ query, actor }) => {
      const families = await findUnreachable(db, actor!.day);
      const from = query.after ? families.findIndex(({ id }) => id === query.after) + 1 : 0;
      return pageOf(families.slice(from, from + query.limit + 1), query);
    },
  );

  app.get(
    "/classes/:id/unreachable",
    {
      config: { access: "unreachable.read", about: "class", showsPersonal: true },
      schema: {
        tags,
        summary: "Pupils of a class of whom nobody who should hear can be reached",
        params: Id,
        response: { 200: z.array(Family) },
      },
    },
    ({ params, actor }) => findUnreachable(db, actor!.day, { classId: params.id }),
  );

  app.patch(
    "/contacts/:id",
    {
      config: { access: "contact.write", about: "contact" },
      schema: {
        tags,
        summary: "Give a contact the document it rests on",
        params: Id,
        body: z.union([
          z.strictObject({ version: Version, statementId: z.uuid() }),
          z.strictObject({ version: Version, signedDocumentId: z.uuid() }),
        ]),
        response: { 200: Contact },
      },
    },
    async (request) =>
      contactOf(await documentContact(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/contacts/:id/confirm",
    {
      config: about,
      schema: {
        tags,
        summary: "Confirm a contact that rests on a document, and say how one knows that it is theirs",
        params: Id,
        body: Seen.extend({ how: text(200) }),
        response: { 200: Contact },
      },
    },
    async (request) =>
      contactOf(await confirmContact(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/contacts/:id/suspend",
    {
      config: about,
      schema: {
        tags,
        summary: "Stop writing to a contact for now",
        params: Id,
        body: Seen.extend({ reason: z.enum(STAFF_REASONS) }),
        response: { 200: Contact },
      },
    },
    async (request) =>
      contactOf(await suspendContact(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/contacts/:id/revive",
    {
      config: about,
      schema: {
        tags,
        summary: "Write to a suspended contact again",
        params: Id,
        body: Seen,
        response: { 200: Contact },
      },
    },
    async (request) =>
      contactOf(await resumeContact(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/contacts/:id/revoke",
    {
      config: { access: "contact.revoke", about: "contact" },
      schema: {
        tags,
        summary: "Never write to a contact again; by its owner, or by staff at the owner's wish",
        params: Id,
        body: Seen,
        response: { 200: Contact },
      },
    },
    async (request) =>
      contactOf(await revokeContact(db, { id: request.params.id, ...request.body }, byOf(request))),
  );
}
