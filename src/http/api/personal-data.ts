import { Readable } from "node:stream";
import { z } from "zod";
import { ConfirmFirst } from "../../errors.ts";
import { erasePerson } from "../../personal-data/erasure.ts";
import { exportPerson } from "../../personal-data/export.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id } from "./shapes.ts";

const tags = ["people"];
/** A number as offices write them; never a name. */
export const ActNumber = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}/.-]{0,29}$/u, { error: "Номер пишут так: 12 или 12/з-05." });

/** What the law gives a person over their own data (R34): a copy of it, and its end. */
export async function personalDataApi(app: App, { db, config }: Web): Promise<void> {
  app.get(
    "/people/:id/export",
    {
      config: { access: "personal.export", about: "person", showsPersonal: true, passwordOnly: true },
      schema: { tags, summary: "Everything that is kept about a person, as one JSON file (R34)", params: Id },
    },
    async ({ params }, reply) =>
      reply
        .type("application/json; charset=utf-8")
        .header("content-disposition", 'attachment; filename="personal-data.json"')
        .send(Readable.from(await exportPerson(db, params.id))),
  );

  app.post(
    "/people/:id/erasure",
    {
      config: { access: "personal.erase", about: "person", passwordOnly: true },
      schema: {
        tags,
        summary: "Remove contacts, consents, documents and kept texts of a person; the journal stays (R34)",
        params: Id,
        body: z.strictObject({
          /** The written demand. */
          act: z.strictObject({ number: ActNumber, date: Day }),
          confirm: z
            .array(z.enum(["erase"]))
            .max(1)
            .default([]),
        }),
        response: {
          200: z.object({
            removed: z.record(z.string(), z.int()),
            kept: z.array(z.object({ what: z.string(), why: z.string() })),
          }),
        },
      },
    },
    async (request) => {
      const { params, body } = request;
      if (!body.confirm.includes("erase"))
        throw new ConfirmFirst(
          "Контакты, согласия, документы и тексты сообщений этого человека удалятся навсегда. Подтвердите, если это так.",
          [{ code: "erase", pupilIds: [] }],
        );
      const wanted = { personId: params.id, act: body.act, dataDir: config.dataDir };
      return erasePerson(db, wanted, byOf(request));
    },
  );
}
