import { z } from "zod";
import { addDocument, type WithAbsences, withAbsences } from "../../attendance/documents.ts";
import { overdueReasons } from "../../attendance/overdue.ts";
import { isoDay } from "../../clock.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id, Instant, Paging, page, pageArgs, pageOf, text, Version } from "./shapes.ts";

const tags = ["attendance"];

const Document = z.object({
  id: z.uuid(),
  kind: z.string(),
  number: z.string().nullable(),
  issuedOn: Day,
  from: Day,
  to: Day,
  presentedOn: Day,
  takenById: z.uuid().nullable(),
  createdAt: Instant,
  dueOn: Day.nullable(),
  absences: z.array(
    z.object({
      id: z.uuid(),
      version: Version,
      date: Day,
      number: z.int(),
      reason: z.enum(["illness", "valid", "invalid", "released"]).nullable(),
      documentId: z.uuid().nullable(),
      dueOn: Day,
    }),
  ),
});

/** What pupils presented about lessons missed, and by when the class teacher says the reason (R39). */
export async function documentsApi(app: App, { db }: Web): Promise<void> {
  app.post(
    "/pupils/:id/documents",
    {
      config: { access: "document.write", about: "pupil" },
      schema: {
        tags,
        summary: "Take in a document about days missed",
        params: Id,
        body: z.strictObject({
          kind: text(60),
          number: text(60).nullable().default(null),
          issuedOn: Day,
          from: Day,
          to: Day,
          presentedOn: Day,
        }),
        response: { 201: Document },
      },
    },
    async (request, reply) => {
      const document = await addDocument(db, request.params.id, request.body, byOf(request));
      const [shown] = await withAbsences(db, [document]);
      return reply.status(201).send(documentOf(shown!));
    },
  );

  app.get(
    "/pupils/:id/documents",
    {
      config: { access: "document.read", about: "pupil", showsPersonal: true },
      schema: {
        tags,
        summary: "Documents with the lessons missed on their days; `dueOn`: by when a missing reason is said",
        params: Id,
        querystring: Paging,
        response: { 200: page(Document) },
      },
    },
    async ({ params, query }) => {
      const found = await db.absenceDocument.findMany({
        where: { pupilId: params.id },
        orderBy: [{ presentedOn: "desc" }, { id: "asc" }],
        ...pageArgs(query),
      });
      const { items, next } = pageOf(found, query);
      return { items: (await withAbsences(db, items)).map(documentOf), next };
    },
  );

  app.get(
    "/classes/:id/reasons-overdue",
    {
      config: { access: "attendance.read", about: "class" },
      schema: {
        tags,
        summary: "Documents presented whose reasons were not said within two working days (R39)",
        params: Id,
        response: {
          200: z.array(
            z.object({
              documentId: z.uuid(),
              presentedOn: Day,
              pupil: z.object({ id: z.uuid(), surname: z.string(), givenName: z.string() }),
              dueOn: Day,
              lessons: z.int(),
            }),
          ),
        },
      },
    },
    ({ params, actor }) => overdueReasons(db, params.id, isoDay(actor!.day)),
  );
}

function documentOf({ absences, ...document }: WithAbsences) {
  return {
    ...document,
    issuedOn: isoDay(document.issuedOn),
    from: isoDay(document.from),
    to: isoDay(document.to),
    presentedOn: isoDay(document.presentedOn),
    createdAt: document.createdAt.toISOString(),
    absences: absences.map((absence) => ({ ...absence, date: isoDay(absence.date) })),
  };
}
