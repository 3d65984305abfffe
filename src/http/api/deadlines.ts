import { z } from "zod";
import { isoDay } from "../../clock.ts";
import { SchoolDocumentKind } from "../../db.ts";
import { owed, owedBy } from "../../oversight/owed.ts";
import { readSchoolCard } from "../../oversight/school-card.ts";
import { listSchoolDocuments, recordSchoolDocument } from "../../oversight/school-documents.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, text } from "./shapes.ts";

const tags = ["calendar"];

const Debt = z.object({
  requirement: z.string(),
  owes: z.enum(["administrator", "deputyHead", "subjectTeacher", "classTeacher"]),
  personId: z.uuid().nullable(),
  due: Day,
  isLate: z.boolean(),
  what: z.string(),
  of: z.string(),
  words: z.string(),
});
const Facts = z.strictObject({
  kind: z.enum(SchoolDocumentKind),
  number: text(60),
  issuedBy: text(200),
  issuedOn: Day,
  validTo: Day.nullable().default(null),
});
const Document = Facts.extend({ id: z.uuid(), validTo: Day.nullable() });

const Card = z.object({
  ...{ name: z.string(), city: z.string(), address: z.string() },
  ...{ phone: z.string(), email: z.string(), site: z.string() },
  ...{ licence: Document.nullable(), accreditation: Document.nullable() },
});

/** What the year wants by its days (R30 to R37, R48), and the school's own documents (R32). */
export async function deadlinesApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/deadlines",
    {
      config: { access: "deadlines.read" },
      schema: {
        tags,
        summary: "What is missing today of what the school year wants by its days; a teacher sees their own",
        response: { 200: z.object({ items: z.array(Debt) }) },
      },
    },
    async ({ actor }) => ({
      items: owedBy(await owed(db, isoDay(actor!.day)), actor!),
    }),
  );

  app.get(
    "/school-card",
    {
      config: { access: "settings.read" },
      schema: {
        tags,
        summary: "The school's card: name, address, contacts, valid licence and accreditation (R32)",
        response: { 200: Card },
      },
    },
    async ({ actor }) => readSchoolCard(db, isoDay(actor!.day)),
  );

  app.get(
    "/school-documents",
    {
      config: { access: "settings.read" },
      schema: {
        tags,
        summary: "Licences and accreditations of the school, the newest first (R32)",
        response: { 200: z.object({ items: z.array(Document) }) },
      },
    },
    async () => ({ items: await listSchoolDocuments(db) }),
  );

  app.post(
    "/school-documents",
    {
      config: { access: "schoolDocument.write" },
      schema: {
        tags,
        summary: "Record a licence or an accreditation beside the earlier ones (R32)",
        body: Facts,
        response: { 200: Document },
      },
    },
    async (request) => recordSchoolDocument(db, request.body, byOf(request)),
  );
}
