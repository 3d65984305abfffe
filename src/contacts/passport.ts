import type { Db, Prisma } from "../db.ts";

/** A contact with what it rests on: the document behind it, and who confirmed it when and how (R64). */
export const WITH_PASSPORT = {
  statement: { select: { id: true, number: true, date: true } },
  signedDocument: { select: { id: true, number: true, date: true, verifiedAt: true } },
} satisfies Prisma.ContactInclude;

export type Passport = Prisma.ContactGetPayload<{ include: typeof WITH_PASSPORT }>;

/** Everything a person is reached by, in their own order, revoked ones last; and every document they gave about it. */
export async function readPassports(db: Db, personId: string) {
  const [contacts, statements, signedDocuments] = await Promise.all([
    db.contact.findMany({
      where: { personId },
      include: WITH_PASSPORT,
      orderBy: [{ rank: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    }),
    db.statement.findMany({ where: { personId }, orderBy: [{ date: "desc" }, { id: "asc" }] }),
    db.signedDocument.findMany({ where: { personId }, orderBy: [{ date: "desc" }, { id: "asc" }] }),
  ]);
  const isRevoked = ({ state }: Passport) => Number(state === "revoked");
  return {
    contacts: contacts.sort((a, b) => isRevoked(a) - isRevoked(b)),
    statements,
    signedDocuments,
  };
}
