import { z } from "zod";
import { DeliveriesPage } from "../../../templates/pages/deliveries.tsx";
import { may } from "../../access/policy.ts";
import { dayIn, isoDay } from "../../clock.ts";
import { DeliveryState } from "../../db.ts";
import { readAlarms } from "../../oversight/alarms.ts";
import { replayDelivery } from "../../oversight/replay.ts";
import { getSettings } from "../../settings.ts";
import { byOf, Id } from "../api/shapes.ts";
import { readDeliveryLog } from "../delivery-log.ts";
import { sumToday } from "../delivery-summary.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

/** Did they get it, when, why not: one search. */
export async function deliveryRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  app.get(
    "/deliveries",
    {
      config: { access: "deliveries.read" },
      schema: {
        querystring: z.object({
          who: z.string().trim().max(100).default(""),
          state: z.enum(["", ...Object.values(DeliveryState)]).default(""),
          page: z.coerce.number().int().min(0).max(10_000).default(0),
          open: z.uuid().optional(),
        }),
      },
    },
    async (request, reply) => {
      const { who, state, page, open = null } = request.query;
      const { timeZone } = await getSettings(db);
      return showPage(web, reply, DeliveriesPage, {
        ...(await readDeliveryLog(db, { who, state, page, open })),
        channels: await sumToday(db, timeZone),
        alarms: (await readAlarms(db)).map(({ words }) => words),
        mayReplay: may("deliveries.replay", request.standings),
        search: { who, state, page },
        today: isoDay(dayIn(timeZone)),
      });
    },
  );

  app.post(
    "/deliveries/:id/replay",
    { config: { access: "deliveries.replay" }, schema: { params: Id } },
    async (request, reply) => {
      const { id } = request.params;
      await replayDelivery(db, id, byOf(request));
      return reply.redirect(`/deliveries?open=${id}#d-${id}`, 303);
    },
  );
}
