import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ExcusesPage, type TypedExcuse } from "../../../templates/pages/excuses.tsx";
import { attachFile } from "../../attendance/excuse-files.ts";
import { getExcuse, giveExcuse, withdrawExcuse } from "../../attendance/excuses.ts";
import { isoDay } from "../../clock.ts";
import { BadInput } from "../../errors.ts";
import { byOf, Id } from "../api/shapes.ts";
import { showPage } from "../page.ts";
import { readPupilHead } from "../pupil-facts.ts";
import { takeUploads } from "../uploads.ts";
import type { App, Web } from "../web.ts";

const LONGEST_WORDS = 1000;
const SHOWN = 30;
/** An input of files that was left alone sends an empty one. */
const Paper = z.custom<Buffer>(Buffer.isBuffer).optional();

/** A family says in advance that a pupil will be away, and sees what became of its notes. */
export async function excusesRoutes(app: App, web: Web): Promise<void> {
  const { db, config } = web;

  app.get(
    "/pupils/:id/excuses",
    {
      config: { access: "excuse.read", about: "pupil", showsPersonal: true },
      schema: { params: Id, querystring: z.object({ handed: z.literal("").optional() }) },
    },
    async (request, reply) => {
      const today = isoDay(request.actor!.day);
      const typed = { from: today, to: today, text: "", problem: null };
      const isHanded = request.query.handed !== undefined;
      return showPage(web, reply, ExcusesPage, {
        ...(await facts(request, request.params.id, typed)),
        isHanded,
      });
    },
  );

  await app.register(async (scope: App) => {
    await takeUploads(scope, { files: 1 });
    scope.post(
      "/pupils/:id/excuses",
      {
        config: { access: "excuse.give", about: "pupil" },
        schema: {
          params: Id,
          body: z.object({
            from: z.iso.date(),
            to: z.iso.date(),
            text: z.string().trim().max(LONGEST_WORDS),
            file: Paper,
          }),
        },
      },
      async (request, reply) => {
        const pupilId = request.params.id;
        const { file, ...note } = request.body;
        const by = { ...byOf(request), actorId: request.actor!.personId };
        try {
          if (note.text === "") throw new BadInput("Напишите, почему ученика не будет.");
          const excuse = await giveExcuse(db, pupilId, note, by);
          if (file && file.length > 0)
            await attachFile(db, { excuseId: excuse.id, dataDir: config.dataDir, bytes: file }, by);
          return reply.redirect(`/pupils/${pupilId}/excuses?handed=`, 303);
        } catch (error) {
          if (!(error instanceof BadInput)) throw error;
          const shown = await facts(request, pupilId, { ...note, problem: error.message });
          return showPage(web, reply.status(422), ExcusesPage, { ...shown, isHanded: false });
        }
      },
    );
  });

  app.post(
    "/excuses/:id/withdraw",
    { config: { access: "excuse.withdraw", about: "excuse" }, schema: { params: Id } },
    async (request, reply) => {
      const { id, version, pupilId, state } = await getExcuse(db, request.params.id);
      if (state !== "withdrawn") await withdrawExcuse(db, { id, version }, byOf(request));
      return reply.redirect(`/pupils/${pupilId}/excuses`, 303);
    },
  );

  async function facts(request: FastifyRequest, pupilId: string, typed: TypedExcuse) {
    const { personId, day } = request.actor!;
    const head = await readPupilHead(db, request, pupilId);
    const found = await db.excuse.findMany({
      where: { pupilId },
      include: { _count: { select: { files: true } } },
      orderBy: [{ givenAt: "desc" }, { id: "asc" }],
      take: SHOWN,
    });
    return {
      ...{ head, typed, today: isoDay(day) },
      excuses: found.map(({ id, from, to, text, state, givenById, _count }) => ({
        ...{ id, from: isoDay(from), to: isoDay(to), text, state, files: _count.files },
        mayWithdraw: givenById === personId && state !== "withdrawn" && to >= day,
      })),
    };
  }
}
