import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { IMPORT_KINDS, type ImportPlan, PeopleImportPage } from "../../../templates/pages/people-import.tsx";
import type { Db } from "../../db.ts";
import { BadInput } from "../../errors.ts";
import { applyPupils, PUPIL_COLUMNS, PUPIL_SAMPLE, planPupils } from "../../imports/people-table.ts";
import { applyStaff, planStaff, STAFF_COLUMNS, STAFF_SAMPLE } from "../../imports/staff-table.ts";
import type { By } from "../../outbox/events.ts";
import type { Column } from "../../tables/tables.ts";
import { byOf } from "../api/shapes.ts";
import { answerForm } from "../forms.ts";
import { showPage } from "../page.ts";
import { takeUploads } from "../uploads.ts";
import type { App, Web } from "../web.ts";

const config = { access: "people.import" } as const;
const Kind = z.enum(IMPORT_KINDS);
const SAMPLES = {
  pupils: { columns: PUPIL_COLUMNS, sample: PUPIL_SAMPLE },
  staff: { columns: STAFF_COLUMNS, sample: STAFF_SAMPLE },
} satisfies Record<z.infer<typeof Kind>, { columns: Record<string, Column>; sample: Record<string, string> }>;

/** People by a table: first shown with what would change and what is wrong cell by cell, then written, all or nothing. */
export async function peopleImportRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get("/people/import", { config }, async (request, reply) =>
    show(request, reply, { kind: "pupils", plan: null, refusal: null }),
  );

  app.get(
    "/people/import/:kind/sample",
    { config, schema: { params: z.object({ kind: Kind }) } },
    async ({ params: { kind } }, reply) =>
      reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="${kind}.csv"`)
        .send(sampleOf(kind)),
  );

  await app.register(async (scope: App) => {
    await takeUploads(scope, { files: 1 });
    scope.post("/people/import", { config: { ...config, showsPersonal: true } }, async (request, reply) => {
      const body = z
        .object({
          kind: Kind.catch("pupils"),
          file: z.custom<Buffer>(Buffer.isBuffer).optional().catch(undefined),
          apply: z.literal("yes").optional().catch(undefined),
        })
        .parse(request.body ?? {});
      const { kind, file } = body;
      try {
        if (!file?.length) throw new BadInput("Приложите таблицу: XLSX, CSV или JSON.", ["file"]);
        const isApplied = body.apply === "yes";
        const plan = await readPlan(db, { kind, file, isApplied }, byOf(request));
        return await show(request, reply, { kind, plan, refusal: null });
      } catch (error) {
        return answerForm(reply, "people", {
          act: () => Promise.reject(error),
          next: "/people/import",
          again: (answer, refusal) => show(request, answer, { kind, plan: null, refusal }),
        });
      }
    });
  });

  function show(
    _request: FastifyRequest,
    reply: FastifyReply,
    told: { kind: z.infer<typeof Kind>; plan: ImportPlan | null; refusal: Refusal | null },
  ) {
    return showPage(web, reply, PeopleImportPage, {
      ...told,
      columns: Object.fromEntries(
        IMPORT_KINDS.map((kind) => [kind, Object.values<Column>(SAMPLES[kind].columns).map(headingOf)]),
      ) as Record<z.infer<typeof Kind>, string[]>,
    });
  }
}

interface Wanted {
  kind: z.infer<typeof Kind>;
  file: Buffer;
  isApplied: boolean;
}

async function readPlan(db: Db, { kind, file, isApplied }: Wanted, by: By): Promise<ImportPlan> {
  if (kind === "staff") {
    const { counts, wrong } = await (isApplied ? applyStaff(db, file, by) : planStaff(db, file));
    const lines = counts && [
      { thing: "staff", fresh: counts.people, changed: 0, same: null },
      { thing: "roles", fresh: counts.roles, changed: 0, same: counts.same },
    ];
    return { isApplied: isApplied && counts !== null, lines, notes: [], wrong };
  }
  const { counts, notes, wrong } = await (isApplied ? applyPupils(db, file, by) : planPupils(db, file));
  const lines =
    counts &&
    Object.entries(counts)
      .filter(([, { fresh, changed, same }]) => fresh + changed + same > 0)
      .map(([thing, tally]) => ({ thing, ...tally }));
  return { isApplied: isApplied && counts !== null, lines, notes, wrong };
}

function headingOf({ headings }: Column): string {
  return headings[0];
}

/** For a spreadsheet: it knows UTF-8 by its mark, and Russian ones part cells by semicolons. */
function sampleOf(kind: z.infer<typeof Kind>): string {
  const { columns, sample } = SAMPLES[kind];
  const lines = [Object.values<Column>(columns).map(headingOf), Object.values<string>(sample)];
  return `\uFEFF${lines.map((cells) => cells.join(";")).join("\r\n")}\r\n`;
}
