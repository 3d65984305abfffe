import { z } from "zod";
import { dateOf } from "../../clock.ts";
import {
  type Consent,
  giveConsent,
  listConsents,
  PURPOSES,
  withdrawConsent,
} from "../../contacts/consents.ts";
import { BadInput } from "../../errors.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id, Instant, text } from "./shapes.ts";

const tags = ["contacts"];
const Purpose = z.enum(PURPOSES);
const ShownConsent = z.object({
  id: z.uuid(),
  purpose: Purpose,
  givenAt: Instant,
  source: z.string(),
  withdrawnAt: Instant.nullable(),
});
export const OWN_ENTRY = "own entry after sign-in";

/** Consent of a person, a separate one per purpose (R34): from a document on paper, or given by themselves. */
export async function consentsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/people/:id/consents",
    {
      config: { access: "consent.read", about: "person", showsPersonal: true },
      schema: {
        tags,
        summary: "What a person consented to, and what they withdrew",
        params: Id,
        response: { 200: z.array(ShownConsent) },
      },
    },
    async ({ params }) => (await listConsents(db, params.id)).map(shown),
  );

  app.post(
    "/people/:id/consents",
    {
      config: { access: "consent.write", about: "person" },
      schema: {
        tags,
        summary: "Record a consent; whoever records another person's names the document",
        params: Id,
        body: z.strictObject({
          purpose: Purpose,
          /** «согласие № 12 от 01.09.2026» */
          document: text(200).optional(),
          givenOn: Day.optional(),
        }),
        response: { 201: ShownConsent },
      },
    },
    async (request, reply) => {
      const { params, body, actor } = request;
      const isOwn = actor!.personId === params.id;
      const source = isOwn ? OWN_ENTRY : body.document;
      if (!source) throw new BadInput("Назовите документ с согласием: вид, номер и дату.", ["document"]);
      // One's own consent begins when it is given, whatever day is named.
      const givenAt = isOwn || !body.givenOn ? undefined : dateOf(body.givenOn);
      const wanted = { personId: params.id, purpose: body.purpose, source, givenAt };
      return reply.status(201).send(shown(await giveConsent(db, wanted, byOf(request))));
    },
  );

  app.post(
    "/people/:id/consents/withdraw",
    {
      config: { access: "consent.write", about: "person" },
      schema: {
        tags,
        summary: "Withdraw a consent; without «messages» the family is on paper from now on",
        params: Id,
        body: z.strictObject({ purpose: Purpose }),
        response: { 200: ShownConsent },
      },
    },
    async (request) => {
      const { params, body } = request;
      return shown(await withdrawConsent(db, { personId: params.id, purpose: body.purpose }, byOf(request)));
    },
  );
}

function shown({ id, purpose, givenAt, source, withdrawnAt }: Consent) {
  return {
    id,
    purpose: purpose as z.infer<typeof Purpose>,
    givenAt: givenAt.toISOString(),
    source,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  };
}
