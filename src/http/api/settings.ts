import { z } from "zod";
import { getSettings } from "../../settings.ts";
import { changeSettings } from "../school-settings.ts";
import type { App, Web } from "../web.ts";
import { byOf, text } from "./shapes.ts";

const tags = ["settings"];
const Settings = z.record(z.string(), z.unknown());

/** The settings of the school: a change is a dated act, what was before stays in force for its time. */
export async function settingsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/settings",
    {
      config: { access: "settings.read" },
      schema: { tags, summary: "Every setting as it is in force now", response: { 200: Settings } },
    },
    async () => ({ ...(await getSettings(db)) }),
  );

  app.patch(
    "/settings",
    {
      config: { access: "settings.write" },
      schema: {
        tags,
        summary: "Change settings from now on, all or nothing",
        body: z.strictObject({
          changes: z.record(z.string().max(50), z.unknown()),
          /** The order behind it: «приказ № 14 от 26.11.2026». */
          act: text(200).optional(),
        }),
        response: { 200: Settings },
      },
    },
    async (request) => {
      return { ...(await changeSettings(db, request.body, byOf(request))) };
    },
  );
}
