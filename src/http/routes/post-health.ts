import { PostHealthPage } from "../../../templates/pages/post-health.tsx";
import { may } from "../../access/policy.ts";
import { isLocal } from "../../config.ts";
import { countCrew } from "../../deliveries/crew.ts";
import { readStatus } from "../../deliveries/status.ts";
import { groupBy } from "../../grouping.ts";
import { log } from "../../log.ts";
import { readAlarms } from "../../oversight/alarms.ts";
import { countBroken, replayBroken } from "../../oversight/replay.ts";
import { getSettings } from "../../settings.ts";
import { byOf } from "../api/shapes.ts";
import { clockSeconds, dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import type { App, QueueJobs, Web } from "../web.ts";

/** How the post office stands: what is broken, each channel with its queue, and sending again what a bug of ours broke. */
export async function postHealthRoutes(app: App, web: Web): Promise<void> {
  const { db, config } = web;

  app.get("/health", { config: { access: "deliveries.read" } }, async (request, reply) => {
    const { timeZone } = await getSettings(db);
    const { channels, gates, unrouted, unknown, repeatsKnown } = await readStatus(db);
    const moment = (iso: string) => {
      const at = new Date(iso);
      return { day: dayOf(at, timeZone), time: clockSeconds(at, timeZone) };
    };
    return showPage(web, reply, PostHealthPage, {
      alarms: (await readAlarms(db)).map(({ kind, count, words }) => ({ kind, count, words })),
      channels: [...groupBy(channels, ({ channel }) => channel)].map(([channel, kinds]) => ({
        channel,
        isSet:
          channel === "paper" ||
          config.postbox ||
          Boolean(channel === "email" ? config.mail : config.telegram),
        kinds: kinds.map(({ oldestDue, ...kind }) => ({
          ...kind,
          oldest: oldestDue ? moment(oldestDue) : null,
        })),
      })),
      gates: gates.map(({ name, pausedUntil, stopped }) => ({
        name,
        until: moment(pausedUntil),
        isStopped: stopped !== null,
      })),
      workers: await countCrew(db),
      queues: config.redisUrl ? "redis" : "postgres",
      jobs: await readJobs(web),
      unrouted,
      unknown,
      repeats: repeatsKnown,
      broken: await countBroken(db),
      isLocal: isLocal(config),
      mayReplay: may("deliveries.replay", request.standings),
    });
  });

  app.post("/health/replay", { config: { access: "deliveries.replay" } }, async (request, reply) => {
    await replayBroken(db, {}, byOf(request));
    return reply.redirect("/health", 303);
  });
}

/** Null: the queues do not answer; what is owed waits in its rows all the same. */
async function readJobs({ countJobs }: Web): Promise<QueueJobs[] | null> {
  if (!countJobs) return null;
  return countJobs().catch((error: Error) => {
    log.warn({ part: "queue", reason: error.name }, "not counted");
    return null;
  });
}
