import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { DeliveriesPage, type DeliveriesProps } from "../../../templates/pages/deliveries.tsx";
import { may } from "../../access/policy.ts";
import { dayIn, isoDay } from "../../clock.ts";
import { DeliveryState } from "../../db.ts";
import { readAlarms } from "../../oversight/alarms.ts";
import { replayDelivery } from "../../oversight/replay.ts";
import { getPerson } from "../../people/people.ts";
import { getSettings } from "../../settings.ts";
import { byOf, Id } from "../api/shapes.ts";
import { findNamed, readDeliveryLog } from "../delivery-log.ts";
import { sumToday } from "../delivery-summary.ts";
import { showPage } from "../page.ts";
import { fullName } from "../session.ts";
import type { App, Web } from "../web.ts";

interface Asked {
  person: string | null;
  state: DeliveryState | "";
  page: number;
  open: string | null;
}

/** Did they get it, when, why not. A name is looked for by a form that is sent: no address and no log holds it. */
export async function deliveryRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const config = { access: "deliveries.read", showsPersonal: true } as const;

  app.get(
    "/deliveries",
    {
      config,
      schema: {
        querystring: z.object({
          person: z.uuid().optional(),
          state: z.enum(["", ...Object.values(DeliveryState)]).default(""),
          page: z.coerce.number().int().min(0).max(10_000).default(0),
          open: z.uuid().optional(),
        }),
      },
    },
    async (request, reply) => {
      const { person = null, state, page, open = null } = request.query;
      return show(request, reply, { asked: { person, state, page, open }, named: null });
    },
  );

  app.post(
    "/deliveries/find",
    { config, schema: { body: z.object({ who: z.string().trim().max(100).default("") }) } },
    async (request, reply) => {
      const { who } = request.body;
      const people = who ? await findNamed(db, who, request.actor!.day) : [];
      if (people.length === 1) return reply.redirect(`/deliveries?person=${people[0]!.id}`, 303);
      const asked = { person: null, state: "", page: 0, open: null } as const;
      return show(request, reply, { asked, named: { who, people } });
    },
  );

  app.post(
    "/deliveries/:id/replay",
    {
      config: { access: "deliveries.replay" },
      schema: { params: Id, body: z.object({ person: z.uuid().optional() }).nullish() },
    },
    async (request, reply) => {
      const { id } = request.params;
      await replayDelivery(db, id, byOf(request));
      const person = request.body?.person;
      return reply.redirect(`/deliveries?${person ? `person=${person}&` : ""}open=${id}#d-${id}`, 303);
    },
  );

  async function show(
    { standings }: FastifyRequest,
    reply: FastifyReply,
    { asked, named }: { asked: Asked; named: DeliveriesProps["named"] },
  ) {
    const { person: personId, ...search } = asked;
    const { timeZone } = await getSettings(db);
    return showPage(web, reply, DeliveriesPage, {
      ...(await readDeliveryLog(db, { personId, ...search })),
      channels: await sumToday(db, timeZone),
      alarms: (await readAlarms(db)).map(({ kind, count, words }) => ({ kind, count, words })),
      mayReplay: may("deliveries.replay", standings),
      search: { personId: personId ?? "", state: search.state, page: search.page },
      whose: personId && fullName(await getPerson(db, personId)),
      named,
      today: isoDay(dayIn(timeZone)),
    });
  }
}
