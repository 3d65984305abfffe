import { z } from "zod";
import { isoDay } from "../../clock.ts";
import { draftCorrections } from "../../corrections/corrections.ts";
import { explainMark } from "../../marks/explaining.ts";
import { writeMarks } from "../../marks/marks.ts";
import { undoMarks } from "../../marks/undoing.ts";
import { shortName } from "../session.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id, Instant, text, Version } from "./shapes.ts";

const tags = ["marks"];
const MOST_MARKS = 200;
const LONGEST_VALUE = 20;

const Cell = z.object({
  id: z.uuid().nullable(),
  pupilId: z.uuid(),
  value: z.string().nullable(),
  version: z.int(),
});
const Written = z.object({
  set: z.int(),
  changed: z.int(),
  withdrawn: z.int(),
  same: z.int(),
  cells: z.array(Cell),
});
const Explained = z.object({
  id: z.uuid(),
  pupilId: z.uuid(),
  value: z.string().nullable(),
  subject: z.string(),
  lesson: z.object({ id: z.uuid(), date: Day, number: z.int(), topic: z.string().nullable() }),
  work: z.object({ id: z.uuid(), kind: z.string(), title: z.string().nullable(), weight: z.int() }),
  versions: z.array(
    z.object({
      version: z.int(),
      value: z.string().nullable(),
      at: Instant,
      source: z.string(),
      act: z.string().nullable(),
      by: z.string().nullable(),
      /** Staff only. */
      byId: z.uuid().optional(),
    }),
  ),
});

/** Marks: written a work at a time, undone while nobody has heard, explained for ever. */
export async function marksApi(app: App, { db }: Web): Promise<void> {
  app.put(
    "/works/:id/marks",
    {
      config: { access: "marks.write", about: "work" },
      schema: {
        tags,
        summary: "Set, change and take away marks of a work, all or nothing; what is not named stays",
        description:
          "`value` null empties a cell. `version` of the cell that was seen, 0 for an empty one: who comes second gets 409 `conflict`. " +
          "A one, and a mark for a pupil noted absent, get 409 `confirm` until `confirm` names their codes. `keptSince`: the device had no connection since then; " +
          "what is too late for the journal (R11, R14) becomes drafts of corrections, and the answer is 202.",
        params: Id,
        body: z.strictObject({
          marks: z
            .array(
              z.strictObject({
                pupilId: z.uuid(),
                value: text(LONGEST_VALUE).nullable(),
                version: Version.optional(),
              }),
            )
            .min(1)
            .max(MOST_MARKS),
          confirm: z
            .array(z.enum(["absent", "one"]))
            .max(2)
            .optional(),
          keptSince: Instant.optional(),
        }),
        response: { 200: Written, 202: Written.extend({ drafts: z.array(z.uuid()) }) },
      },
    },
    async (request, reply) => {
      const { marks, confirm, keptSince } = request.body;
      const workId = request.params.id;
      const by = byOf(request);
      const options = { confirm, keptSince: keptSince === undefined ? undefined : new Date(keptSince) };
      const { late, ...written } = await writeMarks(db, workId, marks, by, options);
      if (late.length === 0) return written;
      const drafts = await draftCorrections(db, workId, late, by);
      return reply.status(202).send({ ...written, drafts: drafts.map(({ id }) => id) });
    },
  );

  app.post(
    "/marks/:id/undo",
    {
      config: { access: "marks.write", about: "mark" },
      schema: {
        tags,
        summary: "Put back what stood there before, while the hold runs and nobody has heard",
        params: Id,
        response: { 200: Cell },
      },
    },
    async (request) => (await undoMarks(db, [request.params.id], byOf(request)))[0]!,
  );

  app.get(
    "/marks/:id",
    {
      config: { access: "mark.explain", about: "mark" },
      schema: {
        tags,
        summary: "Why this mark: what it was earned for, and every version with who, when and from where",
        params: Id,
        response: { 200: Explained },
      },
    },
    async ({ params, standings }) => {
      const isFamily = (["guardian", "pupil"] as const).some((standing) => standings.has(standing));
      const { lesson, versions, ...mark } = await explainMark(db, params.id, {
        reader: isFamily ? "family" : "staff",
      });
      return {
        ...mark,
        lesson: { ...lesson, date: isoDay(lesson.date) },
        versions: versions.map(({ by, at, ...version }) => ({
          ...version,
          at: at.toISOString(),
          by: by && shortName(by),
          ...(by && !isFamily ? { byId: by.id } : {}),
        })),
      };
    },
  );
}
