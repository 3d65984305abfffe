import { z } from "zod";
import { FinalKind } from "../../db.ts";
import { setFinals } from "../../finals/entering.ts";
import { finalsPage } from "../../finals/page.ts";
import { unenteredFinals } from "../../finals/unentered.ts";
import type { App, Web } from "../web.ts";
import { Outcome } from "./journals.ts";
import { byOf, Day, Id, Instant, text, Version } from "./shapes.ts";

const tags = ["finals"];
const LONGEST_VALUE = 20;

export const Journal = Id.extend({ subjectId: z.uuid() });
/** Which finals; `termId` where the kind is `term`. */
export const Column = { kind: z.enum(FinalKind), termId: z.uuid().nullish() };
export const FinalValue = z.strictObject({ pupilId: z.uuid(), value: text(LONGEST_VALUE) });
export const MOST_PUPILS = 200;

const Proposal = z.discriminatedUnion("kind", [
  ...Outcome.options,
  z.object({ kind: z.literal("none"), reason: z.enum(["noMarks", "notAttested"]) }),
]);
const Cell = z.object({
  kind: z.enum(FinalKind),
  termId: z.uuid().nullable(),
  /** In hundredths. */
  average: z.int().nullable(),
  marks: z.int().nullable(),
  hint: z.object({ marks: z.int(), atLeast: z.int(), missed: z.int(), lessons: z.int() }).nullable(),
  proposal: Proposal.nullable(),
  set: z
    .object({ value: z.string(), version: z.int(), setAt: Instant, act: z.string().nullable() })
    .nullable(),
});
const Page = z.object({
  columns: z.array(
    z.object({
      kind: z.enum(FinalKind),
      termId: z.uuid().nullable(),
      term: z.object({ kind: z.string(), number: z.int() }).nullable(),
      opensOn: Day,
      closesOn: Day.nullable(),
      door: z.enum(["early", "noProtocol", "open", "over"]),
    }),
  ),
  pupils: z.array(
    z.object({ pupilId: z.uuid(), surname: z.string(), givenName: z.string(), cells: z.array(Cell) }),
  ),
});
const Owed = z.object({
  classId: z.uuid(),
  className: z.string(),
  subjectId: z.uuid(),
  subject: z.string(),
  kind: z.enum(FinalKind),
  termId: z.uuid().nullable(),
  pupils: z.int(),
  knownAt: Instant,
  dueAt: Instant,
  isOverdue: z.boolean(),
});

/** Term, year, exam and final marks of a class in a subject (R40, R41), and those that are owed (R63). */
export async function finalsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/classes/:id/subjects/:subjectId/finals",
    {
      config: { access: "journal.read", about: "journal" },
      schema: {
        tags,
        summary: "What is set, what is proposed and why, and when each column may be set",
        params: Journal,
        response: { 200: Page },
      },
    },
    async ({ params: { id: classId, subjectId } }) => {
      const { columns, pupils } = await finalsPage(db, { classId, subjectId });
      return {
        columns,
        pupils: pupils.map(({ cells, ...pupil }) => ({
          ...pupil,
          cells: cells.map(({ set, ...cell }) => ({
            ...cell,
            set: set && { ...set, setAt: set.setAt.toISOString() },
          })),
        })),
      };
    },
  );

  app.put(
    "/classes/:id/subjects/:subjectId/finals",
    {
      config: { access: "finals.write", about: "journal" },
      schema: {
        tags,
        summary:
          "Set final marks, all or nothing, on the day the period or the exam ends; who is not named stays",
        description:
          "`version` of the cell that was seen, 0 for an empty one: who comes second gets 409 `conflict`. A one gets 409 `confirm` " +
          "until `confirm` names it. Before and after the day 409 `closed` says when it opens, or that a correction is the way.",
        params: Journal,
        body: z.strictObject({
          ...Column,
          marks: z
            .array(FinalValue.extend({ version: Version.optional() }))
            .min(1)
            .max(MOST_PUPILS),
          confirm: z
            .array(z.enum(["one"]))
            .max(1)
            .optional(),
        }),
        response: {
          200: z.object({
            set: z.int(),
            changed: z.int(),
            same: z.int(),
            cells: z.array(z.object({ pupilId: z.uuid(), value: z.string(), version: z.int() })),
          }),
        },
      },
    },
    async (request) => {
      const { id: classId, subjectId } = request.params;
      const { marks: entries, confirm = [], ...column } = request.body;
      const { standings } = request;
      return setFinals(db, { classId, subjectId, ...column, entries, confirm }, byOf(request), { standings });
    },
  );

  app.get(
    "/finals/unentered",
    {
      config: { access: "finals.check" },
      schema: {
        tags,
        summary:
          "Results that are known and not entered, the oldest first; families are owed them within 24 hours (R63)",
        response: { 200: z.object({ items: z.array(Owed) }) },
      },
    },
    async () => ({
      items: (await unenteredFinals(db)).map((owed) => ({
        ...owed,
        knownAt: owed.knownAt.toISOString(),
        dueAt: owed.dueAt.toISOString(),
      })),
    }),
  );
}
