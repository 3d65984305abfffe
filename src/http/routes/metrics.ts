import { cachedFor } from "../../cached.ts";
import { readMetrics } from "../../oversight/metrics.ts";
import type { App, Web } from "../web.ts";

const KEPT_MS = 10_000;

/** For Prometheus, with a token of an administrator's as its bearer. */
export async function metricsRoutes(app: App, { db }: Web): Promise<void> {
  const read = cachedFor(KEPT_MS, () => readMetrics(db));
  app.get("/metrics", { config: { access: "metrics.read" } }, async (_request, reply) => {
    const { type, text } = await read();
    return reply.type(type).header("cache-control", "no-store").send(text);
  });
}
