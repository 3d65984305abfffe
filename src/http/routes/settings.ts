import { z } from "zod";
import type { Choice } from "../../contacts/choices.ts";
import { CITIES, CITY_NAMES } from "../../contacts/cities.ts";
import { choose, choosePreset, PRESET_NAMES } from "../../deliveries/choosing.ts";
import { byOf } from "../api/shapes.ts";
import { showSettings } from "../settings-facts.ts";
import type { App, Web } from "../web.ts";

const own = { access: "choices.own" } as const;
const MINUTES = 60;
const Hour = z.coerce.number().int().min(0).max(23);

const PupilWish = z.object({
  pupil: z.uuid(),
  marks: z.enum(["now", "evening", "weekly", "off"]),
  low: z.literal("yes").optional(),
  homework: z.enum(["evening", "off"]),
  weekly: z.enum(["weekly", "off"]),
});
const HoursWish = z.object({
  city: z.enum(["school", ...CITY_NAMES]),
  quietFrom: Hour,
  quietTo: Hour,
  eveningHour: Hour,
  weeklyDay: z.coerce.number().int().min(1).max(7),
  weeklyHour: Hour,
});

/** What somebody of a family hears and when; where it is written to; what is kept about them (R34). */
export async function settingsRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/settings",
    { config: own, schema: { querystring: z.object({ saved: z.literal("").optional() }) } },
    async (_request, reply) => showSettings(web, reply, null),
  );

  app.post(
    "/settings/preset",
    { config: own, schema: { body: z.object({ preset: z.enum(PRESET_NAMES) }) } },
    async (request, reply) => {
      const wish = { personId: request.actor!.personId, preset: request.body.preset, pupilId: null };
      await choosePreset(db, wish, byOf(request));
      return reply.redirect("/settings?saved=", 303);
    },
  );

  app.post("/settings/pupil", { config: own, schema: { body: PupilWish } }, async (request, reply) => {
    const { pupil: pupilId, marks, low, homework, weekly } = request.body;
    const choices: Choice[] = [
      { topic: "marks", pupilId, frequency: marks, onlyLow: low === "yes" },
      { topic: "homework", pupilId, frequency: homework, onlyLow: false },
      { topic: "weekly", pupilId, frequency: weekly, onlyLow: false },
    ];
    await choose(db, { personId: request.actor!.personId, choices }, byOf(request));
    return reply.redirect("/settings?saved=", 303);
  });

  app.post("/settings/hours", { config: own, schema: { body: HoursWish } }, async (request, reply) => {
    const { city, quietFrom, quietTo, ...hours } = request.body;
    const preferences = {
      ...hours,
      quietFrom: quietFrom * MINUTES,
      quietTo: quietTo * MINUTES,
      timeZone: city === "school" ? null : CITIES[city],
    };
    await choose(db, { personId: request.actor!.personId, preferences }, byOf(request));
    return reply.redirect("/settings?saved=", 303);
  });
}
