import { z } from "zod";
import { may } from "../../access/policy.ts";
import { addContact, addOwnContact } from "../../contacts/entering.ts";
import { orderContacts } from "../../contacts/order.ts";
import { readPassports } from "../../contacts/passport.ts";
import type { App, Web } from "../web.ts";
import {
  ChannelName,
  Contact,
  ContactWithPassport,
  contactOf,
  passportOf,
  SignedDocument,
  Statement,
  signedDocumentOf,
  statementOf,
} from "./contact-shapes.ts";
import { byOf, Id, Version } from "./shapes.ts";

const tags = ["contacts"];
const Address = z.string().max(254);
const MOST_CONTACTS = 100;

/** The contacts of one person: where the journal may write to, in their own order, each with its passport (R64). */
export async function contactsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/people/:id/contacts",
    {
      config: { access: "contact.read", about: "person", showsPersonal: true },
      schema: {
        tags,
        summary:
          "Contacts of a person with their passports; a class teacher reads how they stand, not the addresses",
        params: Id,
        response: {
          200: z.object({
            contacts: z.array(ContactWithPassport),
            statements: z.array(Statement),
            signedDocuments: z.array(SignedDocument),
          }),
        },
      },
    },
    async ({ params, standings }) => {
      const { contacts, statements, signedDocuments } = await readPassports(db, params.id);
      const shown = contacts.map(passportOf);
      const seesAddresses = may("contact.order", standings);
      return {
        contacts: seesAddresses ? shown : shown.map((contact) => ({ ...contact, address: null })),
        statements: statements.map(statementOf),
        signedDocuments: signedDocuments.map(signedDocumentOf),
      };
    },
  );

  app.post(
    "/people/:id/contacts",
    {
      config: { access: "contact.write", about: "person" },
      schema: {
        tags,
        summary:
          "Enter a contact by the person's statement or signed document; an address waits to be confirmed",
        params: Id,
        body: z.strictObject({
          channel: ChannelName,
          address: Address.nullable().default(null),
          document: z.union([
            z.strictObject({ statementId: z.uuid() }),
            z.strictObject({ signedDocumentId: z.uuid() }),
          ]),
        }),
        response: { 201: Contact },
      },
    },
    async (request, reply) => {
      const entered = { personId: request.params.id, ...request.body };
      return reply.status(201).send(contactOf(await addContact(db, entered, byOf(request))));
    },
  );

  app.post(
    "/people/:id/own-contacts",
    {
      config: { access: "contact.own", about: "person" },
      schema: {
        tags,
        summary: "Enter an address of one's own; it waits until it is answered from",
        params: Id,
        body: z.strictObject({ channel: ChannelName, address: Address }),
        response: { 201: Contact },
      },
    },
    async (request, reply) => {
      const entered = { personId: request.params.id, ...request.body };
      return reply.status(201).send(contactOf(await addOwnContact(db, entered, byOf(request))));
    },
  );

  app.put(
    "/people/:id/contacts/order",
    {
      config: { access: "contact.order", about: "person" },
      schema: {
        tags,
        summary: "Put all contacts that are not revoked into the order in which the person is to be reached",
        params: Id,
        body: z.strictObject({
          contacts: z.array(z.strictObject({ id: z.uuid(), version: Version })).max(MOST_CONTACTS),
        }),
        response: { 200: z.object({ contacts: z.array(ContactWithPassport) }) },
      },
    },
    async (request) => {
      const personId = request.params.id;
      await orderContacts(db, { personId, contacts: request.body.contacts }, byOf(request));
      return { contacts: (await readPassports(db, personId)).contacts.map(passportOf) };
    },
  );
}
