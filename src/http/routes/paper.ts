import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { PaperPage } from "../../../templates/pages/paper.tsx";
import { renderRound } from "../../../templates/print/round.ts";
import { may } from "../../access/policy.ts";
import { dayIn, now } from "../../clock.ts";
import type { Db, Prisma } from "../../db.ts";
import type { PaperText } from "../../deliveries/message.ts";
import { Forbidden, NotFound } from "../../errors.ts";
import { getSettings } from "../../settings.ts";
import { dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

const ROUNDS_SHOWN = 20;
const Round = z.object({ round: z.coerce.number().int().min(1).max(2_000_000_000) });

/** The print round (R44): what a class teacher prints and hands over. */
export async function paperRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get("/paper", { config: { access: "paper.print" } }, async (request, reply) => {
    const { timeZone } = await getSettings(db);
    const own = await ownSheets(db, request);
    const rounds = await db.paperRound.findMany({
      where: { sheets: { some: own } },
      include: {
        sheets: { where: own, include: { pupil: { include: { enrolments: onDay(dayIn(timeZone)) } } } },
      },
      orderBy: { number: "desc" },
      take: ROUNDS_SHOWN,
    });
    return showPage(web, reply, PaperPage, {
      rounds: rounds.map(({ number, openedAt, printedAt, sheets }) => ({
        number,
        opened: dayOf(openedAt, timeZone),
        printed: printedAt && dayOf(printedAt, timeZone),
        pupils: sheets.map(({ pupil }) => ({ ...named(pupil), id: pupil.id })),
      })),
      mayClose: seesAll(request),
    });
  });

  app.get(
    "/paper/:round/print.pdf",
    { config: { access: "paper.print" }, schema: { params: Round } },
    async (request, reply) => {
      const { schoolName, schoolCity, timeZone } = await getSettings(db);
      const { round: number } = request.params;
      const own = await ownSheets(db, request);
      const round = await db.paperRound.findUnique({
        where: { number },
        include: {
          sheets: { where: own, include: { pupil: { include: { enrolments: onDay(dayIn(timeZone)) } } } },
        },
      });
      if (!round?.sheets.length) throw new NotFound("No such round.");
      const sheets = round.sheets.map(({ pupil, content }) => ({
        pupil: named(pupil),
        sheet: content as unknown as PaperText["sheets"][number],
      }));
      const pdf = await renderRound({
        school: { name: schoolName, city: schoolCity },
        round: { number, date: dayOf(round.openedAt, timeZone) },
        sheets: sheets.sort((a, b) =>
          orderOf(a.pupil).localeCompare(orderOf(b.pupil), "ru", { numeric: true }),
        ),
      });
      return reply
        .type("application/pdf")
        .header("cache-control", "no-store")
        .header("content-disposition", `inline; filename="round-${number}.pdf"`)
        .send(pdf);
    },
  );

  // What comes after this goes to the next round.
  app.post(
    "/paper/:round/printed",
    { config: { access: "paper.print" }, schema: { params: Round } },
    async (request, reply) => {
      if (!seesAll(request)) throw new Forbidden("Печать всей школы закрывает администратор или завуч.");
      const { round: number } = request.params;
      await db.paperRound.updateMany({ where: { number, printedAt: null }, data: { printedAt: now() } });
      return reply.redirect("/paper", 303);
    },
  );
}

/** A class teacher prints for their class, the office for the school. */
async function ownSheets(db: Db, request: FastifyRequest): Promise<Prisma.PaperSheetWhereInput> {
  if (seesAll(request)) return {};
  const { timeZone } = await getSettings(db);
  const today = onDay(dayIn(timeZone)).where;
  const leaderships = await db.classLeadership.findMany({
    where: { teacherId: request.actor!.personId, ...today },
  });
  const classId = { in: leaderships.map((leadership) => leadership.classId) };
  return { pupil: { enrolments: { some: { classId, ...today } } } };
}

function seesAll(request: FastifyRequest): boolean {
  const others = [...request.actor!.standings].filter((standing) => standing !== "classTeacher");
  return may("paper.print", others);
}

function onDay(day: Date) {
  return {
    where: { from: { lte: day }, OR: [{ to: null }, { to: { gte: day } }] },
    include: { class: true },
  };
}

interface Enrolled {
  surname: string;
  givenName: string;
  enrolments: { class: { level: number; letter: string } }[];
}

function named({ surname, givenName, enrolments }: Enrolled) {
  const own = enrolments[0]?.class;
  return { surname, givenName, className: own ? `${own.level}${own.letter}` : "" };
}

function orderOf({ className, surname, givenName }: ReturnType<typeof named>): string {
  return `${className} ${surname} ${givenName}`;
}
