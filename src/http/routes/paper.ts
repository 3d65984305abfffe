import { z } from "zod";
import { PaperPage } from "../../../templates/pages/paper.tsx";
import { may } from "../../access/policy.ts";
import { BadInput } from "../../errors.ts";
import { noteCall, readCalls } from "../../oversight/call-list.ts";
import { listPaperPupils } from "../../paper/families.ts";
import { tickSheets } from "../../paper/handing-over.ts";
import { closeRound } from "../../paper/printing.ts";
import { listRounds } from "../../paper/rounds.ts";
import { getSettings } from "../../settings.ts";
import { byOf } from "../api/shapes.ts";
import { dayOf } from "../moments.ts";
import { classesFor } from "../own-classes.ts";
import { showPage } from "../page.ts";
import { printDiary, printRound, sendPdf } from "../print.ts";
import { shortName } from "../session.ts";
import type { App, Web } from "../web.ts";

const ROUNDS_SHOWN = 20;
const params = z.object({ id: z.uuid() });

/** What a class teacher prints and hands over (R44, R61), and whom she calls. */
export async function paperRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get("/paper", { config: { access: "paper.print", showsPersonal: true } }, async (request, reply) => {
    const { timeZone } = await getSettings(db);
    const { day, standings } = request.actor!;
    const classIds = await classesFor(db, request, { action: "paper.print" });
    const rounds = await listRounds(db, { classIds, limit: ROUNDS_SHOWN });
    const pupils = await listPaperPupils(db, classIds, day);
    const mayCall = may("calls.read", standings);
    const calls = mayCall ? await readCalls(db, { classIds, day }) : [];
    return showPage(web, reply, PaperPage, {
      rounds: rounds.map(({ openedAt, printedAt, sheets, ...round }) => ({
        ...round,
        opened: dayOf(openedAt, timeZone),
        printed: printedAt && dayOf(printedAt, timeZone),
        sheets: sheets.map(({ receiver, handedOverAt, handedOverBy, ...sheet }) => ({
          ...sheet,
          receiver: shortName(receiver),
          handedOver: handedOverAt && {
            on: dayOf(handedOverAt, timeZone),
            by: handedOverBy ? shortName(handedOverBy) : "",
          },
        })),
      })),
      pupils: pupils.map(({ receiver, ...pupil }) => ({ ...pupil, receiver: shortName(receiver) })),
      calls: calls.map(({ person, since, ...call }) => ({
        ...call,
        person: { ...person, name: shortName(person) },
        since: dayOf(since, timeZone),
      })),
      today: dayOf(request.receivedAt, timeZone),
      mayTick: may("paper.handOver", standings),
    });
  });

  const ofRound = { access: "paper.print", about: "round", showsPersonal: true } as const;

  // Closed first, then printed: what comes in between goes to the next round.
  app.post("/paper/:id/print", { config: ofRound, schema: { params } }, async (request, reply) => {
    await closeRound(db, request.params.id, byOf(request));
    return reply.redirect(`/paper/${request.params.id}/sheets.pdf`, 303);
  });

  app.get("/paper/:id/sheets.pdf", { config: ofRound, schema: { params } }, async (request, reply) =>
    sendPdf(reply, "round", await printRound(db, request.params.id)),
  );

  app.post(
    "/paper/:id/handed-over",
    {
      config: { access: "paper.handOver", about: "round" },
      schema: {
        params,
        body: z.object({ sheet: z.string().max(100), handedOver: z.enum(["yes", "no"]) }),
      },
    },
    async (request, reply) => {
      const { sheet, handedOver } = request.body;
      const tick = { ...sheetOf(sheet), handedOver: handedOver === "yes" };
      await tickSheets(db, { roundId: request.params.id, ticks: [tick] }, byOf(request));
      return reply.redirect("/paper", 303);
    },
  );

  app.get(
    "/paper/diary/:id",
    { config: { access: "paper.print", about: "pupil", showsPersonal: true }, schema: { params } },
    async (request, reply) => sendPdf(reply, "diary", await printDiary(db, request.params.id)),
  );

  app.post(
    "/paper/calls/:id",
    {
      config: { access: "call.note", about: "notice" },
      schema: { params, body: z.object({ reached: z.enum(["yes", "no"]) }) },
    },
    async (request, reply) => {
      const reached = request.body.reached === "yes";
      await noteCall(db, { noticeId: request.params.id, reached, note: null }, byOf(request));
      return reply.redirect("/paper", 303);
    },
  );
}

/** `delivery pupil` of a row's form. @throws BadInput */
function sheetOf(typed: string): { deliveryId: string; pupilId: string } {
  const [deliveryId = "", pupilId = ""] = typed.split(" ");
  const parsed = z.object({ deliveryId: z.uuid(), pupilId: z.uuid() }).safeParse({ deliveryId, pupilId });
  if (!parsed.success) throw new BadInput("Такого листа нет. Обновите страницу.");
  return parsed.data;
}
