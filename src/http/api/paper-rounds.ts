import { z } from "zod";
import { listPaperPupils } from "../../paper/families.ts";
import { tickSheets } from "../../paper/handing-over.ts";
import { closeRound } from "../../paper/printing.ts";
import { getRound, listRounds, type Round as RoundRow } from "../../paper/rounds.ts";
import { classesFor } from "../own-classes.ts";
import { printDiary, printRound, sendPdf } from "../print.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id, Instant, Paging, page, pageOf } from "./shapes.ts";

const tags = ["paper"];
/** More than a class has families on paper in many weeks. */
const MOST_SHEETS = 500;

const Named = z.object({ surname: z.string(), givenName: z.string(), patronymic: z.string().nullable() });
const Basis = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("declared"), number: z.string().nullable(), date: Day }),
  z.object({ kind: z.literal("lastResort") }),
]);
const Round = z.object({
  id: z.uuid(),
  number: z.int(),
  classId: z.uuid().nullable(),
  className: z.string(),
  openedAt: Instant,
  printedAt: Instant.nullable(),
  sheets: z.array(
    z.object({
      deliveryId: z.uuid(),
      pupil: Named.extend({ id: z.uuid() }),
      receiver: Named,
      kind: z.string(),
      basis: Basis,
      handedOverAt: Instant.nullable(),
      handedOverBy: Named.nullable(),
    }),
  ),
});
const Pupil = z.object({
  pupil: z.object({ id: z.uuid(), surname: z.string(), givenName: z.string() }),
  receiver: Named.extend({ id: z.uuid() }),
  number: z.string().nullable(),
  date: Day,
});

/** The print rounds of families on paper (R44) and the pages of their diaries (R61). */
export async function paperRoundsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/paper-rounds",
    {
      config: { access: "paper.print", showsPersonal: true },
      schema: {
        tags,
        summary: "Rounds, the newest first: of the classes one leads, or of the whole school for the office",
        querystring: Paging.extend({
          classId: z.uuid().optional(),
          /** Only printed ones of which a sheet still waits to be handed over. */
          notHandedOver: z.enum(["true", "false"]).optional(),
        }),
        response: { 200: page(Round) },
      },
    },
    async (request) => {
      const { classId, notHandedOver, limit, after } = request.query;
      const classIds = await classesFor(db, request, { action: "paper.print", classId });
      const asked = { classIds, notHandedOver: notHandedOver === "true", limit: limit + 1, after };
      const { items, next } = pageOf(await listRounds(db, asked), { limit });
      return { items: items.map(shown), next };
    },
  );

  const ofRound = { access: "paper.print", about: "round", showsPersonal: true } as const;

  app.get(
    "/paper-rounds/:id",
    { config: ofRound, schema: { tags, summary: "One round", params: Id, response: { 200: Round } } },
    async ({ params }) => shown(await getRound(db, params.id)),
  );

  app.post(
    "/paper-rounds/:id/printed",
    {
      config: ofRound,
      schema: {
        tags,
        summary: "Close a round for printing: what comes after goes to the next one; again changes nothing",
        params: Id,
        response: { 200: Round },
      },
    },
    async (request) => {
      await closeRound(db, request.params.id, byOf(request));
      return shown(await getRound(db, request.params.id));
    },
  );

  app.get(
    "/paper-rounds/:id/sheets.pdf",
    {
      config: ofRound,
      schema: { tags, summary: "The pages of a closed round, the same every time", params: Id },
    },
    async ({ params }, reply) => sendPdf(reply, "round", await printRound(db, params.id)),
  );

  app.put(
    "/paper-rounds/:id/handed-over",
    {
      config: { access: "paper.handOver", about: "round" },
      schema: {
        tags,
        summary: "Tick sheets as handed over; a tick of the same day may be taken back",
        params: Id,
        body: z.strictObject({
          sheets: z
            .array(z.strictObject({ deliveryId: z.uuid(), pupilId: z.uuid(), handedOver: z.boolean() }))
            .min(1)
            .max(MOST_SHEETS),
        }),
        response: { 200: Round },
      },
    },
    async (request) => {
      const roundId = request.params.id;
      await tickSheets(db, { roundId, ticks: request.body.sheets }, byOf(request));
      return shown(await getRound(db, roundId));
    },
  );

  app.get(
    "/classes/:id/paper-pupils",
    {
      config: { access: "paper.print", about: "class", showsPersonal: true },
      schema: {
        tags,
        summary: "Pupils whose families declared paper, with the statement behind it (R44, R61)",
        params: Id,
        response: { 200: z.object({ items: z.array(Pupil) }) },
      },
    },
    async ({ params, actor }) => ({ items: await listPaperPupils(db, [params.id], actor!.day) }),
  );

  app.get(
    "/pupils/:id/paper-diary.pdf",
    {
      config: { access: "paper.print", about: "pupil", showsPersonal: true },
      schema: {
        tags,
        summary: "The week around a day as pages to glue into a paper diary (R61); this week without a day",
        params: Id,
        querystring: z.object({ day: Day.optional() }),
      },
    },
    async ({ params, query }, reply) => sendPdf(reply, "diary", await printDiary(db, params.id, query.day)),
  );
}

function shown({ openedAt, printedAt, sheets, ...round }: RoundRow): z.infer<typeof Round> {
  return {
    ...round,
    openedAt: openedAt.toISOString(),
    printedAt: printedAt?.toISOString() ?? null,
    sheets: sheets.map(({ handedOverAt, ...sheet }) => ({
      ...sheet,
      handedOverAt: handedOverAt?.toISOString() ?? null,
    })),
  };
}
