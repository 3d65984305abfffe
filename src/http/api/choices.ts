import { z } from "zod";
import { listWards } from "../../access/wards.ts";
import { dayIn } from "../../clock.ts";
import { type PersonChoices, readChoices } from "../../contacts/choices.ts";
import { choose, choosePreset, PRESET_NAMES } from "../../deliveries/choosing.ts";
import { getSettings } from "../../settings.ts";
import type { App, Web } from "../web.ts";
import { type ByTopic, Shown, Wish } from "./choice-shapes.ts";
import { byOf, Id } from "./shapes.ts";

const tags = ["choices"];
/** What families hear of and when. Finals and unexplained absences are owed whatever they choose. */
export async function choicesApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/me/choices",
    {
      config: { access: "choices.own" },
      schema: { tags, summary: "What I hear of and when", response: { 200: Shown } },
    },
    ({ actor }) => show(actor!.personId),
  );

  app.put(
    "/me/choices",
    {
      config: { access: "choices.own" },
      schema: {
        tags,
        summary: "Choose what I hear of and when; what is left out stays",
        body: Wish,
        response: { 200: Shown },
      },
    },
    async (request) => {
      const { personId } = request.actor!;
      await choose(db, { personId, ...request.body }, byOf(request));
      return show(personId);
    },
  );

  app.put(
    "/me/choices/preset",
    {
      config: { access: "choices.own" },
      schema: {
        tags,
        summary: "At once, in the evening, once a week or not at all: one answer to everything",
        body: z.strictObject({
          preset: z.enum(PRESET_NAMES),
          /** Null: about every pupil, and nothing chosen about one of them is left. */
          pupilId: z.uuid().nullable().default(null),
        }),
        response: { 200: Shown },
      },
    },
    async (request) => {
      const { personId } = request.actor!;
      await choosePreset(db, { personId, ...request.body }, byOf(request));
      return show(personId);
    },
  );

  app.get(
    "/people/:id/choices",
    {
      config: { access: "choices.read", about: "person", showsPersonal: true },
      schema: {
        tags,
        summary: "What somebody hears of and when",
        params: Id,
        response: { 200: Shown },
      },
    },
    ({ params }) => show(params.id),
  );

  app.put(
    "/people/:id/choices",
    {
      config: { access: "choices.write", about: "person", showsPersonal: true },
      schema: {
        tags,
        summary: "Write down what a family wishes by its statement; what is left out stays",
        params: Id,
        body: Wish.extend({ statementId: z.uuid() }),
        response: { 200: Shown },
      },
    },
    async (request) => {
      await choose(db, { personId: request.params.id, ...request.body }, byOf(request));
      return show(request.params.id);
    },
  );

  async function show(personId: string): Promise<z.infer<typeof Shown>> {
    const settings = await getSettings(db);
    const choices = (await readChoices(db, [personId], settings)).get(personId)!;
    const wards = await listWards(db, personId, dayIn(settings.timeZone));
    return {
      preferences: choices.preferences,
      clock: choices.clock,
      everyPupil: byTopic(choices, null),
      pupils: wards.map((ward) => ({ ...ward, choices: byTopic(choices, ward.id) })),
    };
  }
}

function byTopic(choices: PersonChoices, pupilId: string | null): z.infer<typeof ByTopic> {
  return {
    marks: choices.of("marks", pupilId),
    homework: choices.of("homework", pupilId),
    weekly: choices.of("weekly", pupilId),
  };
}
