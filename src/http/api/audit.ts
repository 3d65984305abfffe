import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { readTrail } from "../../access/audit-trail.ts";
import { getSettings } from "../../settings.ts";
import type { App, Web } from "../web.ts";
import { Named } from "./people-shapes.ts";
import { Day, Instant, Paging, page, pageArgs, pageOf } from "./shapes.ts";

const Entry = z.object({
  id: z.uuid(),
  at: Instant,
  /** Null: the console of the server. */
  actor: Named.nullable(),
  /** web, api, bot, import, console … */
  via: z.string(),
  action: z.string(),
  objectId: z.uuid().nullable(),
  pupilId: z.uuid().nullable(),
  /** Ids and words for what was done, never personal data. */
  details: z.unknown(),
});

/** The audit trail (R51): the owner of an account answers for everything done with it. */
export async function auditApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/audit",
    {
      config: { access: "audit.read", showsPersonal: true },
      schema: {
        tags: ["audit"],
        summary: "Who did what to whom, the newest first",
        querystring: Paging.extend({
          about: z.uuid().optional(),
          actor: z.uuid().optional(),
          /** How the action begins. */
          action: z
            .string()
            .regex(/^[A-Za-z.]{1,50}$/)
            .optional(),
          /** School days, the first and the last. */
          from: Day.optional(),
          to: Day.optional(),
        }),
        response: { 200: page(Entry) },
      },
    },
    async ({ query }) => {
      const { from, to, about, actor, action } = query;
      const { timeZone } = await getSettings(db);
      const bounds = {
        from: from ? startOf(Temporal.PlainDate.from(from), timeZone) : undefined,
        until: to ? startOf(Temporal.PlainDate.from(to).add({ days: 1 }), timeZone) : undefined,
      };
      const rows = await readTrail(db, { about, actor, action, ...bounds }, pageArgs(query));
      const { items, next } = pageOf(rows, query);
      return { items: items.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() })), next };
    },
  );
}

function startOf(day: Temporal.PlainDate, timeZone: string): Date {
  return new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
}
