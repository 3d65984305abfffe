import { z } from "zod";
import { isoDay } from "../../clock.ts";
import { substitute, withdrawSubstitution } from "../../curriculum/substitutions.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id, text, Version } from "./shapes.ts";

const tags = ["timetable"];
const config = { access: "substitution.write" } as const;
const OfDay = Id.extend({ date: Day });

const Substitution = z.object({
  id: z.uuid(),
  entryId: z.uuid(),
  date: Day,
  substituteId: z.uuid().nullable(),
  roomId: z.uuid().nullable(),
  cancelled: z.boolean(),
  reason: z.string(),
  version: z.int(),
});

/** What is different about one lesson of the timetable on one date (R12). */
export async function substitutionsApi(app: App, { db }: Web): Promise<void> {
  app.put(
    "/timetable-entries/:id/substitutions/:date",
    {
      config,
      schema: {
        tags,
        summary:
          "Another teacher or room for a lesson on a date, or it falls out; families read the reason then",
        params: OfDay,
        body: z.strictObject({
          /** Of the substitution that stands there already. */
          version: Version.optional(),
          substituteId: z.uuid().nullable().default(null),
          roomId: z.uuid().nullable().default(null),
          cancelled: z.boolean().default(false),
          reason: text(200),
          /** The substitute, or the room, takes another lesson at that time as well: groups are joined. */
          doubles: z.boolean().default(false),
        }),
        response: { 200: Substitution },
      },
    },
    async (request) => {
      const { id: entryId, date } = request.params;
      const written = await substitute(db, { entryId, date, ...request.body }, byOf(request));
      return { ...written, date: isoDay(written.date) };
    },
  );

  app.delete(
    "/timetable-entries/:id/substitutions/:date",
    {
      config,
      schema: {
        tags,
        summary: "Withdraw a substitution: the lesson is as the timetable has it",
        params: OfDay,
        querystring: z.object({ version: z.coerce.number().pipe(Version) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id: entryId, date } = request.params;
      await withdrawSubstitution(db, { entryId, date, ...request.query }, byOf(request));
      return reply.status(204).send(null);
    },
  );
}
