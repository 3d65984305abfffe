import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { SchoolSettingsPage, SETTING_GROUPS } from "../../../templates/pages/school-settings.tsx";
import { may } from "../../access/policy.ts";
import { getSettings, type Settings } from "../../settings.ts";
import { byOf } from "../api/shapes.ts";
import { answerForm, typed } from "../forms.ts";
import { showPage } from "../page.ts";
import { changeSettings } from "../school-settings.ts";
import type { App, Web } from "../web.ts";

const MINUTES_IN_HOUR = 60;
const Form = z.object({ act: z.string().trim().max(200).default("") }).catchall(z.string().max(200));

/** The settings of the school with what each of them means, and the law beside what a messenger is told. */
export async function schoolSettingsRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get("/settings/school", { config: { access: "settings.read" } }, async (request, reply) =>
    show(request, reply, null),
  );

  app.post("/settings/school", { config: { access: "settings.write" } }, async (request, reply) =>
    answerForm(reply, "settings", {
      act: async () => {
        const { act, ...fields } = typed(Form, request.body);
        const changes = changesIn(fields, await getSettings(db));
        if (Object.keys(changes).length > 0)
          await changeSettings(db, { changes, act: act || undefined }, byOf(request));
      },
      next: "/settings/school?saved=",
      again: (answer, refusal) => show(request, answer, refusal),
    }),
  );

  async function show(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const settings = await getSettings(db);
    return showPage(web, reply, SchoolSettingsPage, {
      values: Object.fromEntries(SHOWN.map((key) => [key, fieldOf(key, settings[key])])),
      mayWrite: may("settings.write", request.standings),
      isSaved: (request.query as { saved?: string }).saved !== undefined,
      refusal,
    });
  }
}

type Shown = (typeof SHOWN)[number];
const SHOWN = SETTING_GROUPS.flatMap(({ keys }) => keys);
const IS_TIME: readonly Shown[] = ["quietFrom", "quietTo"];

/** Only what differs from what is in force: every act is about what it changes. */
function changesIn(fields: Record<string, string>, settings: Settings): Record<string, unknown> {
  return Object.fromEntries(
    SHOWN.filter(
      (key) => fields[key] !== undefined && fields[key].trim() !== fieldOf(key, settings[key]),
    ).map((key) => [key, wishOf(key, fields[key]!.trim(), settings)]),
  );
}

/** «22:00» of minutes after midnight; all else as it is. */
function fieldOf(key: Shown, value: Settings[Shown]): string {
  if (!IS_TIME.includes(key)) return String(value);
  const minutes = Number(value);
  return [Math.floor(minutes / MINUTES_IN_HOUR), minutes % MINUTES_IN_HOUR]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** What was not typed as it should be is left for the setting's own schema to refuse. */
function wishOf(key: Shown, field: string, settings: Settings): unknown {
  if (IS_TIME.includes(key)) {
    const [hours = Number.NaN, minutes = Number.NaN] = field.split(":").map(Number);
    return hours * MINUTES_IN_HOUR + minutes;
  }
  return typeof settings[key] === "number" ? (field === "" ? Number.NaN : Number(field)) : field;
}
