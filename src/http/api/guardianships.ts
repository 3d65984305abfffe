import { z } from "zod";
import { addGuardian, barGuardian, changeGuardianship, unbarGuardian } from "../../people/guardianships.ts";
import type { App, Web } from "../web.ts";
import { Guardianship, Kinship, withDays } from "./people-shapes.ts";
import { byOf, Day, Id, text, Version } from "./shapes.ts";

const tags = ["people"];
const about = { access: "guardianship.write", about: "guardianship" } as const;

/** Who may hear of a pupil: two parents are two, each with their own days and, where a court said so, a bar. */
export async function guardianshipsApi(app: App, { db }: Web): Promise<void> {
  app.post(
    "/pupils/:id/guardianships",
    {
      config: { access: "guardianship.write", about: "pupil" },
      schema: {
        tags,
        summary: "Make a person the guardian of a pupil",
        params: Id,
        body: z.strictObject({
          guardianId: z.uuid(),
          kinship: Kinship,
          from: Day,
          to: Day.nullable().default(null),
        }),
        response: { 201: Guardianship },
      },
    },
    async (request, reply) => {
      const wanted = { pupilId: request.params.id, ...request.body };
      return reply.status(201).send(withDays(await addGuardian(db, wanted, byOf(request))));
    },
  );

  app.patch(
    "/guardianships/:id",
    {
      config: about,
      schema: {
        tags,
        summary: "End a guardianship or correct its kinship",
        params: Id,
        body: z.strictObject({
          version: Version,
          kinship: Kinship.optional(),
          to: Day.nullable().optional(),
        }),
        response: { 200: Guardianship },
      },
    },
    async (request) =>
      withDays(await changeGuardianship(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/guardianships/:id/bar",
    {
      config: about,
      schema: {
        tags,
        summary: "A court bars the guardian from the pupil from that day on",
        params: Id,
        body: z.strictObject({
          version: Version,
          from: Day,
          /** The decision: «решение районного суда № 2-77 от 20.11.2026». */
          document: text(200),
        }),
        response: { 200: Guardianship },
      },
    },
    async (request) =>
      withDays(await barGuardian(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/guardianships/:id/unbar",
    {
      config: about,
      schema: {
        tags,
        summary: "Lift the bar from that day on; answers the guardianship that holds then",
        params: Id,
        body: z.strictObject({ version: Version, from: Day }),
        response: { 200: Guardianship },
      },
    },
    async (request) =>
      withDays(await unbarGuardian(db, { id: request.params.id, ...request.body }, byOf(request))),
  );
}
