import { z } from "zod";
import { isoDay } from "../../clock.ts";
import type { Contact as ContactRow } from "../../contacts/contacts.ts";
import type { Passport } from "../../contacts/passport.ts";
import type { SignedDocument as SignedDocumentRow } from "../../contacts/signed-documents.ts";
import type { Statement as StatementRow } from "../../contacts/statements.ts";
import { Day, Instant } from "./shapes.ts";

export const ChannelName = z.enum(["telegram", "email", "paper"]);
export const AboutWhat = z.enum(["contacts", "paper"]);

const Document = z.object({ id: z.uuid(), number: z.string().nullable(), date: Day });

export const Contact = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  channel: ChannelName,
  /** Null: on paper, or to whoever reads only how things stand. */
  address: z.string().nullable(),
  rank: z.int(),
  state: z.enum(["unconfirmed", "confirmed", "suspended", "revoked"]),
  suspendedReason: z.string().nullable(),
  suspendedAt: Instant.nullable(),
  origin: z.enum(["statement", "signedDocument", "ownEntry", "lastResort"]),
  statementId: z.uuid().nullable(),
  signedDocumentId: z.uuid().nullable(),
  confirmedAt: Instant.nullable(),
  confirmedById: z.uuid().nullable(),
  confirmedHow: z.string().nullable(),
  recheckAskedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  createdAt: Instant,
  version: z.int(),
});

export const ContactWithPassport = Contact.extend({
  statement: Document.nullable(),
  signedDocument: Document.extend({ verifiedAt: Instant.nullable() }).nullable(),
});

export const Statement = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  number: z.string(),
  date: Day,
  about: AboutWhat,
  hasScan: z.boolean(),
  receivedById: z.uuid().nullable(),
});

export const SignedDocument = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  number: z.string().nullable(),
  date: Day,
  about: AboutWhat,
  fileSha256: z.string(),
  receivedAt: Instant,
  receivedById: z.uuid().nullable(),
  /** Empty: nobody has checked the signature. */
  verifiedAt: Instant.nullable(),
  verifiedHow: z.string().nullable(),
  verifiedById: z.uuid().nullable(),
});

export function contactOf(contact: ContactRow) {
  const { address, createdAt, ...rest } = contact;
  return {
    ...rest,
    address: contact.channel === "paper" ? null : address,
    createdAt: createdAt.toISOString(),
    suspendedAt: iso(contact.suspendedAt),
    confirmedAt: iso(contact.confirmedAt),
    recheckAskedAt: iso(contact.recheckAskedAt),
    revokedAt: iso(contact.revokedAt),
  };
}

export function passportOf({ statement, signedDocument, ...contact }: Passport) {
  return {
    ...contactOf(contact),
    statement: statement && { ...statement, date: isoDay(statement.date) },
    signedDocument: signedDocument && {
      ...signedDocument,
      date: isoDay(signedDocument.date),
      verifiedAt: iso(signedDocument.verifiedAt),
    },
  };
}

export function statementOf({ scan, date, about, ...rest }: StatementRow) {
  return { ...rest, about: AboutWhat.parse(about), date: isoDay(date), hasScan: scan !== null };
}

export function signedDocumentOf({ date, about, receivedAt, verifiedAt, ...rest }: SignedDocumentRow) {
  return {
    ...rest,
    about: AboutWhat.parse(about),
    date: isoDay(date),
    receivedAt: receivedAt.toISOString(),
    verifiedAt: iso(verifiedAt),
  };
}

function iso(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
