import { z } from "zod";
import { Channel, FinalKind } from "../../db.ts";
import { findNotReceived } from "../../oversight/not-received.ts";
import { classesFor } from "../own-classes.ts";
import type { App, Web } from "../web.ts";
import { Instant } from "./shapes.ts";

const NotReceived = z.object({
  finalId: z.uuid(),
  kind: z.enum(FinalKind),
  subject: z.string(),
  classId: z.uuid().nullable(),
  className: z.string(),
  pupil: z.object({ id: z.uuid(), surname: z.string(), givenName: z.string() }),
  person: z
    .object({
      id: z.uuid(),
      surname: z.string(),
      givenName: z.string(),
      patronymic: z.string().nullable(),
    })
    .nullable(),
  state: z.enum(["notAnnounced", "onTheWay", "unsure", "failed", "onPaper", "unreachable"]),
  channel: z.enum(Channel).nullable(),
  calledAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
  deadlineAt: Instant,
  hoursLeft: z.int(),
});

/** So many are shown at once: on the day everything is announced nobody reads further. */
const MOST_SHOWN = 500;

/** R63: who has not received the final results yet. */
export async function finalsReceivedApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/finals/not-received",
    {
      config: { access: "finals.received", showsPersonal: true },
      schema: {
        tags: ["finals"],
        summary:
          "Final marks that are known and did not reach somebody, the nearest deadline first (R63); without the marks",
        querystring: z.object({ classId: z.uuid().optional(), kind: z.enum(FinalKind).optional() }),
        response: {
          200: z.object({
            received: z.int(),
            acknowledged: z.int(),
            notReceived: z.int(),
            items: z.array(NotReceived),
          }),
        },
      },
    },
    async (request) => {
      const { classId, kind } = request.query;
      const classIds = await classesFor(db, request, { action: "finals.received", classId });
      const { received, acknowledged, notReceived } = await findNotReceived(db, { kind, classIds });
      return {
        received,
        acknowledged,
        notReceived: notReceived.length,
        items: notReceived.slice(0, MOST_SHOWN).map(({ calledAt, acknowledgedAt, deadlineAt, ...row }) => ({
          ...row,
          calledAt: calledAt?.toISOString() ?? null,
          acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
          deadlineAt: deadlineAt.toISOString(),
        })),
      };
    },
  );
}
