import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { giveConsent, PURPOSES, withdrawConsent } from "../../contacts/consents.ts";
import { resumeContact, revokeContact, suspendContact } from "../../contacts/contacts.ts";
import { addOwnContact } from "../../contacts/entering.ts";
import { orderContacts } from "../../contacts/order.ts";
import { getQueued } from "../../contacts/queue.ts";
import { sendTrial } from "../../contacts/trials.ts";
import { BadInput } from "../../errors.ts";
import type { By } from "../../outbox/events.ts";
import { OWN_ENTRY } from "../api/consents.ts";
import { byOf, Id } from "../api/shapes.ts";
import { answerForm, typed } from "../forms.ts";
import { showSettings } from "../settings-facts.ts";
import type { App, Web } from "../web.ts";

const Version = z.coerce.number().int().min(0);
const Seen = z.object({ version: Version });
/** `id:version` of each contact in the new order. */
const Order = z.object({
  order: z
    .string()
    .regex(/^([0-9a-f-]{36}:\d{1,9}( |$))+$/)
    .transform((said) =>
      said
        .trim()
        .split(" ")
        .map((one) => ({ id: one.split(":")[0]!, version: Number(one.split(":")[1]) })),
    ),
});
const Purpose = z.object({ purpose: z.enum(PURPOSES) });

/** Where one wants to be written to: addresses, their order, a pause, a test; and one's consent (R34, R64). */
export async function ownContactRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  function onOwn(
    path: string,
    act: (request: FastifyRequest, by: By & { actorId: string }) => Promise<unknown>,
  ) {
    app.post(`/settings/${path}`, { config: { access: "choices.own" } }, async (request, reply) => {
      const { purpose } = (request.body ?? {}) as { purpose?: unknown };
      return answerForm(reply, typeof purpose === "string" ? `consent-${purpose}` : path, {
        act: async () => {
          await act(request, { ...byOf(request), actorId: request.actor!.personId });
        },
        next: "/settings?saved=#contacts",
        again: (answer, refusal) => showSettings(web, answer, refusal),
      });
    });
  }

  onOwn("address", ({ body }, by) => {
    const { address } = typed(z.object({ address: z.string().trim().min(1).max(254) }), body);
    return addOwnContact(db, { personId: by.actorId, channel: "email", address }, by);
  });
  onOwn("order", ({ body }, by) =>
    orderContacts(db, { personId: by.actorId, contacts: typed(Order, body).order }, by),
  );
  onOwn("consent/give", ({ body }, by) =>
    giveConsent(db, { personId: by.actorId, ...typed(Purpose, body), source: OWN_ENTRY }, by),
  );
  onOwn("consent/withdraw", ({ body }, by) => {
    const { purpose, sure } = typed(Purpose.extend({ sure: z.literal("yes").optional() }), body);
    if (!sure) throw new BadInput("Отметьте, что согласие отзываете вы и знаете, что будет потом.", ["sure"]);
    return withdrawConsent(db, { personId: by.actorId, purpose }, by);
  });

  function onContact(
    move: string,
    act: (contact: { id: string; version: number }, by: By) => Promise<unknown>,
  ) {
    app.post(
      `/settings/contacts/:id/${move}`,
      { config: { access: "contact.own", about: "contact" }, schema: { params: Id } },
      async (request, reply) =>
        answerForm(reply, `${move}-${request.params.id}`, {
          act: async () => {
            await act({ id: request.params.id, ...typed(Seen, request.body) }, byOf(request));
          },
          next: "/settings?saved=#contacts",
          again: (answer, refusal) => showSettings(web, answer, refusal),
        }),
    );
  }

  onContact("trial", ({ id }, by) => sendTrial(db, id, by));
  onContact("pause", (seen, by) => suspendContact(db, { ...seen, reason: "askedToPause" }, by));
  onContact("resume", async (seen, by) => {
    // What the school or a provider has stopped, they know why.
    if ((await getQueued(db, seen.id)).suspendedReason !== "askedToPause")
      throw new BadInput("Этот адрес остановили не вы. Возобновить его может администратор школы.");
    return resumeContact(db, seen, by);
  });
  onContact("leave", (seen, by) => revokeContact(db, seen, by));
}
