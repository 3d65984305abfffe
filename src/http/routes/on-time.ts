import { OnTimePage } from "../../../templates/pages/on-time.tsx";
import { cachedFor } from "../../cached.ts";
import { ON_TIME_DAYS, readOnTime } from "../../oversight/on-time.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

/** Anybody may ask, as often as they like: the database is asked once a minute. */
const KEPT_MS = 60_000;

/** How the school keeps its promise, for every family to see; it names nobody. */
export async function onTimeRoutes(app: App, web: Web): Promise<void> {
  const read = cachedFor(KEPT_MS, () => readOnTime(web.db));
  app.get("/on-time", { config: { access: "page.open" } }, async (_request, reply) =>
    showPage(web, reply, OnTimePage, { days: await read(), most: ON_TIME_DAYS }),
  );
}
