import { z } from "zod";
import { cachedFor } from "../../cached.ts";
import { Channel, DeliveryState, Urgency } from "../../db.ts";
import { readAlarms } from "../../oversight/alarms.ts";
import { type LogRow, readLog } from "../../oversight/log.ts";
import { readOnTime } from "../../oversight/on-time.ts";
import { replayBroken, replayDelivery } from "../../oversight/replay.ts";
import { maskAddress } from "../addresses.ts";
import type { App, Web } from "../web.ts";
import { Named } from "./people-shapes.ts";
import { byOf, Day, Id, Instant, Paging, page, pageOf, text } from "./shapes.ts";

const tags = ["deliveries"];
const KINDS = [
  "marks",
  "finals",
  "absences",
  "announcements",
  "messages",
  "daily",
  "weekly",
  "confirm",
  "reminder",
  "joined",
  "newcomers",
  "trial",
  "entry",
] as const;
const ON_TIME_KEPT_MS = 60_000;

const Delivery = z.object({
  id: z.uuid(),
  kind: z.string(),
  channel: z.enum(Channel),
  urgency: z.enum(Urgency),
  state: z.enum(DeliveryState),
  reason: z.string().nullable(),
  dueAt: Instant,
  notBefore: Instant.nullable(),
  deadlineAt: Instant.nullable(),
  settledAt: Instant.nullable(),
  bouncedAt: Instant.nullable(),
  /** Calls made although an earlier one may have been heard. */
  repeats: z.int(),
  /** Enough to recognise, not enough to use. */
  address: z.string(),
  receiver: Named,
  about: z.array(Named.omit({ patronymic: true })),
  facts: z.int(),
  attempts: z.array(
    z.object({
      number: z.int(),
      startedAt: Instant,
      endedAt: Instant.nullable(),
      outcome: z.string().nullable(),
      isRepeat: z.boolean(),
      reason: z.string().nullable(),
      providerId: z.string().nullable(),
      /** The provider's own words. */
      providerWords: z.string().nullable(),
    }),
  ),
});
const Kept = z.object({ owed: z.int(), onTime: z.int() });
const Alarm = z.object({ kind: z.string(), count: z.int(), since: Instant, words: z.string() });

/** Did they get it, when, why not; how the promise is kept, and what is broken. */
export async function deliveriesApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/deliveries",
    {
      config: { access: "deliveries.read", showsPersonal: true },
      schema: {
        tags,
        summary: "The fate of messages with every attempt, the latest due first; without marks and texts",
        querystring: Paging.extend({
          person: z.uuid().optional(),
          pupil: z.uuid().optional(),
          class: z.uuid().optional(),
          channel: z.enum(Channel).optional(),
          kind: z.enum(KINDS).optional(),
          state: z.enum(DeliveryState).optional(),
          reason: z
            .string()
            .regex(/^[A-Za-z]{1,50}$/)
            .optional(),
          /** School days by which it was due, the first and the last. */
          from: Day.optional(),
          to: Day.optional(),
          /** How a surname begins; for the administrator also how an address does. */
          q: text(100).optional(),
        }),
        response: { 200: page(Delivery) },
      },
    },
    async ({ query, standings }) => {
      const { person: personId, pupil: pupilId, class: classId, limit, after, ...rest } = query;
      const byAddress = standings.has("administrator");
      const rows = await readLog(db, { personId, pupilId, classId, byAddress, ...rest }, { limit, after });
      const { items, next } = pageOf(rows, query);
      return { items: items.map(shown), next };
    },
  );

  app.post(
    "/deliveries/:id/replay",
    {
      config: { access: "deliveries.replay" },
      schema: {
        tags,
        summary: "Let a message that failed, was dropped or may not have been heard wait again",
        params: Id,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await replayDelivery(db, request.params.id, byOf(request));
      return reply.status(204).send(null);
    },
  );

  app.post(
    "/deliveries/replay",
    {
      config: { access: "deliveries.replay" },
      schema: {
        tags,
        summary: "Let what a bug of ours broke wait again, at most 500 at once",
        body: z.strictObject({ kind: z.enum(KINDS).optional() }),
        response: { 200: z.object({ replayed: z.int() }) },
      },
    },
    async (request) => ({ replayed: await replayBroken(db, request.body, byOf(request)) }),
  );

  app.get(
    "/alarms",
    {
      config: { access: "deliveries.read" },
      schema: {
        tags,
        summary: "What is broken now, in words; empty while the post office is only busy",
        response: { 200: z.object({ items: z.array(Alarm) }) },
      },
    },
    async () => {
      const alarms = await readAlarms(db);
      return { items: alarms.map(({ since, ...alarm }) => ({ ...alarm, since: since.toISOString() })) };
    },
  );

  const onTime = cachedFor(ON_TIME_KEPT_MS, () => readOnTime(db));
  app.get(
    "/on-time",
    {
      config: { access: "page.open" },
      schema: {
        tags,
        summary: "Messages owed and taken in time by day, for everybody: 10 s, digests 15 min, finals 24 h",
        response: {
          200: z.object({
            days: z.array(z.object({ day: Day, soon: Kept, digests: Kept, finals: Kept })),
          }),
        },
      },
    },
    async () => ({ days: await onTime() }),
  );
}

function shown({ attempts, channel, address, ...row }: LogRow): z.infer<typeof Delivery> {
  return {
    ...row,
    channel,
    address: maskAddress(channel, address),
    dueAt: row.dueAt.toISOString(),
    notBefore: row.notBefore?.toISOString() ?? null,
    deadlineAt: row.deadlineAt?.toISOString() ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
    bouncedAt: row.bouncedAt?.toISOString() ?? null,
    attempts: attempts.map(({ startedAt, endedAt, ...attempt }) => ({
      ...attempt,
      startedAt: new Date(startedAt).toISOString(),
      endedAt: endedAt && new Date(endedAt).toISOString(),
    })),
  };
}
