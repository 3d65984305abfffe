import { NewsPage } from "../../../templates/pages/news.tsx";
import { listHeard } from "../../deliveries/heard.ts";
import { getSettings } from "../../settings.ts";
import { dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

const SHOWN = 50;

/** What the school told somebody of a family in its own words; where it asks for it, they say here that they have seen it. */
export async function newsRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  app.get("/news", { config: { access: "choices.own" } }, async ({ actor }, reply) => {
    const { timeZone } = await getSettings(db);
    const heard = await listHeard(db, actor!.personId, { take: SHOWN });
    return showPage(web, reply, NewsPage, {
      news: heard.map(({ id, title, text, announcedAt, seen, deliveryId }) => ({
        ...{ id, title, text, deliveryId },
        on: dayOf(announcedAt, timeZone),
        // In JSON a moment is text.
        seen: seen && { on: seen.at && dayOf(new Date(seen.at), timeZone) },
      })),
    });
  });
}
