import { z } from "zod";
import {
  draftCorrections,
  requestCorrections,
  requestFinalCorrections,
} from "../../corrections/corrections.ts";
import {
  approveCorrection,
  refuseCorrection,
  submitDraft,
  withdrawCorrection,
} from "../../corrections/deciding.ts";
import { listCorrections } from "../../corrections/listing.ts";
import { CorrectionState } from "../../db.ts";
import type { App, Web } from "../web.ts";
import { Correction, correctionOf, ShownCorrection, shownCorrection } from "./correction-shapes.ts";
import { Column, FinalValue, Journal, MOST_PUPILS } from "./finals.ts";
import { byOf, Id, Paging, page, pageArgs, pageOf, text, Version } from "./shapes.ts";

const tags = ["corrections"];
const LONGEST_VALUE = 20;
const LONGEST_ACT = 30;
const Reason = text(500);
const Items = z.object({ items: z.array(Correction) });

/** The one way through a closed door (R11): a teacher asks, the deputy head decides, the amendment stands beside the original. */
export async function correctionsApi(app: App, { db }: Web): Promise<void> {
  app.post(
    "/works/:id/corrections",
    {
      config: { access: "correction.request", about: "work" },
      schema: {
        tags,
        summary: "Ask to correct marks whose day is over; without a reason they are kept as drafts",
        params: Id,
        body: z.strictObject({
          marks: z
            .array(z.strictObject({ pupilId: z.uuid(), value: text(LONGEST_VALUE).nullable() }))
            .min(1)
            .max(MOST_PUPILS),
          reason: Reason.optional(),
        }),
        response: { 201: Items },
      },
    },
    async (request, reply) => {
      const { marks: entries, reason } = request.body;
      const [workId, by] = [request.params.id, byOf(request)];
      const asked =
        reason === undefined
          ? await draftCorrections(db, workId, entries, by)
          : await requestCorrections(db, { workId, entries, reason }, by);
      return reply.status(201).send({ items: asked.map(correctionOf) });
    },
  );

  app.post(
    "/classes/:id/subjects/:subjectId/final-corrections",
    {
      config: { access: "correction.requestFinal", about: "journal" },
      schema: {
        tags,
        summary: "Ask to correct final marks, or to set those that were missed on their day (R40, R41)",
        params: Journal,
        body: z.strictObject({
          ...Column,
          marks: z.array(FinalValue).min(1).max(MOST_PUPILS),
          reason: Reason,
        }),
        response: { 201: Items },
      },
    },
    async (request, reply) => {
      const { id: classId, subjectId } = request.params;
      const { marks: entries, ...asked } = request.body;
      const { standings } = request;
      const wanted = { classId, subjectId, ...asked, entries };
      const corrections = await requestFinalCorrections(db, wanted, byOf(request), { standings });
      return reply.status(201).send({ items: corrections.map(correctionOf) });
    },
  );

  app.get(
    "/corrections",
    {
      config: { access: "corrections.list", showsPersonal: true },
      schema: {
        tags,
        summary: "Corrections, the oldest first: a teacher's own, all for the deputy head and the head",
        querystring: Paging.extend({ state: z.enum(CorrectionState).optional() }),
        response: { 200: page(ShownCorrection) },
      },
    },
    async ({ query, actor, standings }) => {
      const seesAll = standings.has("deputyHead") || standings.has("head");
      const asked = { state: query.state, askedById: seesAll ? undefined : actor!.personId };
      const { items, next } = pageOf(await listCorrections(db, asked, pageArgs(query)), query);
      return { items: items.map(shownCorrection), next };
    },
  );

  const ofAuthor = { access: "correction.withdraw", about: "correction" } as const;
  const decides = { access: "correction.decide", about: "correction" } as const;

  app.post(
    "/corrections/:id/submit",
    {
      config: ofAuthor,
      schema: {
        tags,
        summary: "Send one's own draft to the deputy head, with the reason",
        params: Id,
        body: z.strictObject({ reason: Reason, version: Version }),
        response: { 200: Correction },
      },
    },
    async (request) =>
      correctionOf(await submitDraft(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/corrections/:id/withdraw",
    {
      config: ofAuthor,
      schema: {
        tags,
        summary: "Take back what was not decided yet",
        params: Id,
        body: z.strictObject({ version: Version }),
        response: { 200: Correction },
      },
    },
    async (request) =>
      correctionOf(await withdrawCorrection(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/corrections/:id/approve",
    {
      config: decides,
      schema: {
        tags,
        summary:
          "Approve: the amendment is written beside the original and told of once; `act` is the act's number",
        params: Id,
        body: z.strictObject({ act: text(LONGEST_ACT), version: Version }),
        response: { 200: Correction },
      },
    },
    async (request) =>
      correctionOf(await approveCorrection(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/corrections/:id/refuse",
    {
      config: decides,
      schema: {
        tags,
        summary: "Refuse, and say why",
        params: Id,
        body: z.strictObject({ answer: Reason, version: Version }),
        response: { 200: Correction },
      },
    },
    async (request) =>
      correctionOf(await refuseCorrection(db, { id: request.params.id, ...request.body }, byOf(request))),
  );
}
