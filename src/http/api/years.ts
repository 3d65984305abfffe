import { z } from "zod";
import { readCalendar } from "../../calendar/calendar.ts";
import { proposeBells, proposeYear } from "../../calendar/templates.ts";
import { addTerm, changeTerm } from "../../calendar/terms.ts";
import { changeYear, closeYear, createYear } from "../../calendar/years.ts";
import { isoDay } from "../../clock.ts";
import type { App, Web } from "../web.ts";
import {
  Bell,
  Calendar,
  DayOffData,
  editOf,
  Remarks,
  Seen,
  Term,
  TermData,
  Year,
  YearData,
  yearOf,
} from "./calendar-shapes.ts";
import { byOf, Id, Paging, page, pageArgs, pageOf, Version } from "./shapes.ts";

const tags = ["calendar"];
const read = { access: "calendar.read" } as const;
const write = { access: "calendar.write" } as const;

/** School years with their terms: entered (R30), closed (R31), and what to start them from. */
export async function yearsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/years",
    {
      config: read,
      schema: {
        tags,
        summary: "School years, the newest first",
        querystring: Paging,
        response: { 200: page(Year) },
      },
    },
    async ({ query }) => {
      const orderBy = [{ startsOn: "desc" }, { id: "asc" }] as const;
      const { items, next } = pageOf(
        await db.schoolYear.findMany({ orderBy: [...orderBy], ...pageArgs(query) }),
        query,
      );
      const shown = items.map((year) =>
        yearOf({ ...year, startsOn: isoDay(year.startsOn), endsOn: isoDay(year.endsOn) }),
      );
      return { items: shown, next };
    },
  );

  app.post(
    "/years",
    {
      config: write,
      schema: { tags, summary: "Open a year", body: YearData, response: { 201: Year.extend(Remarks) } },
    },
    async (request, reply) =>
      reply.status(201).send(yearOf(await createYear(db, request.body, byOf(request)))),
  );

  app.get(
    "/years/:id",
    {
      config: read,
      schema: {
        tags,
        summary: "The whole calendar of a year: terms, days off, moved days, bells",
        params: Id,
        response: { 200: Calendar },
      },
    },
    async ({ params }) => {
      const calendar = await readCalendar(db, params.id);
      return { ...calendar, year: yearOf(calendar.year) };
    },
  );

  app.patch(
    "/years/:id",
    {
      config: write,
      schema: {
        tags,
        summary: "Change a year's name, borders or week",
        params: Id,
        body: YearData.exactPartial().extend({ version: Version }),
        response: { 200: Year.extend(Remarks) },
      },
    },
    async (request) => yearOf(await changeYear(db, editOf(request.params, request.body), byOf(request))),
  );

  app.post(
    "/years/:id/close",
    {
      config: write,
      schema: {
        tags,
        summary: "Close a year that is over: its calendar is only read from then on",
        params: Id,
        body: Seen,
        response: { 200: Year },
      },
    },
    async (request) => yearOf(await closeYear(db, { ...request.params, ...request.body }, byOf(request))),
  );

  app.get(
    "/years/:id/templates",
    {
      config: read,
      schema: {
        tags,
        summary: "Terms, days off and bells to start this year from; nothing of it is in force",
        params: Id,
        response: {
          200: z.object({
            years: z.array(
              z.object({ kind: TermData.shape.kind, terms: z.array(TermData), daysOff: z.array(DayOffData) }),
            ),
            bells: z.array(z.object({ name: z.string(), bells: z.array(Bell) })),
          }),
        },
      },
    },
    async ({ params }) => {
      const { year } = await readCalendar(db, params.id);
      return { years: proposeYear(year), bells: proposeBells() };
    },
  );

  app.post(
    "/years/:id/terms",
    {
      config: write,
      schema: {
        tags,
        summary: "Add a term",
        params: Id,
        body: TermData,
        response: { 201: Term.extend(Remarks) },
      },
    },
    async (request, reply) => {
      const term = { yearId: request.params.id, ...request.body };
      return reply.status(201).send(await addTerm(db, term, byOf(request)));
    },
  );

  app.patch(
    "/terms/:id",
    {
      config: write,
      schema: {
        tags,
        summary: "Change a term",
        params: Id,
        body: TermData.exactPartial().extend({ version: Version }),
        response: { 200: Term.extend(Remarks) },
      },
    },
    async (request) => changeTerm(db, editOf(request.params, request.body), byOf(request)),
  );
}
