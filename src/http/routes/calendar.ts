import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { CalendarPage } from "../../../templates/pages/calendar.tsx";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { may } from "../../access/policy.ts";
import { removeBells, saveBells } from "../../calendar/bells.ts";
import { findYearOn, readCalendar } from "../../calendar/calendar.ts";
import { addDayOff, changeDayOff, removeDayOff } from "../../calendar/days-off.ts";
import { changeMovedDay, moveDay, removeMovedDay } from "../../calendar/moved-days.ts";
import { addTerm, changeTerm } from "../../calendar/terms.ts";
import { changeYear, closeYear } from "../../calendar/years.ts";
import type { By } from "../../outbox/events.ts";
import { byOf, Id } from "../api/shapes.ts";
import { BellsForm, DayOffForm, MovedDayForm, SeenForm, TermForm, YearForm } from "../calendar-forms.ts";
import { answerForm, typed } from "../forms.ts";
import { showPage } from "../page.ts";
import { schoolTabs } from "../school-tabs.ts";
import type { App, Web } from "../web.ts";

const Asked = z.object({ year: z.uuid().optional().catch(undefined) });
const OfYear = z.object({ year: z.uuid() });
type Written = { remarks: string[] } | undefined;
type Verb = (asked: { id: string; yearId: string; body: unknown }, by: By) => Promise<Written>;

/** The calendar of a school year (R30, R37): its terms, days off, moved days and bells. */
export async function calendarRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const config = { access: "calendar.write" } as const;

  app.get(
    "/calendar",
    { config: { access: "board.read" }, schema: { querystring: Asked } },
    (request, reply) => show(request, reply, {}),
  );

  /** What a form adds to the year. */
  const adds = (form: string, path: string, verb: Verb) =>
    app.post(path, { config, schema: { querystring: OfYear } }, (request, reply) =>
      change(request, reply, { form, id: request.query.year, verb }),
    );
  /** What is done to one line of it. */
  const edits = (form: string, path: string, verb: Verb) =>
    app.post(path, { config, schema: { params: Id, querystring: OfYear } }, (request, reply) =>
      change(request, reply, { form: `${form}-${request.params.id}`, id: request.params.id, verb }),
    );

  edits("year", "/calendar/years/:id", async ({ id, body }, by) => {
    const { version, ...changes } = typed(YearForm, body);
    return changeYear(db, { id, version, changes }, by);
  });
  edits("close", "/calendar/years/:id/close", async ({ id, body }, by) => {
    await closeYear(db, { id, ...typed(SeenForm, body) }, by);
    return undefined;
  });
  adds("term", "/calendar/terms", ({ yearId, body }, by) => {
    const { version: _, ...term } = typed(TermForm, body);
    return addTerm(db, { yearId, ...term }, by);
  });
  edits("term", "/calendar/terms/:id", async ({ id, body }, by) => {
    const { version = 0, ...changes } = typed(TermForm, body);
    return changeTerm(db, { id, version, changes }, by);
  });
  adds("off", "/calendar/days-off", ({ yearId, body }, by) => {
    const { version: _, ...dayOff } = typed(DayOffForm, body);
    return addDayOff(db, { yearId, ...dayOff }, by);
  });
  edits("off", "/calendar/days-off/:id", async ({ id, body }, by) => {
    const { version = 0, ...changes } = typed(DayOffForm, body);
    return changeDayOff(db, { id, version, changes }, by);
  });
  edits("off", "/calendar/days-off/:id/remove", ({ id, body }, by) =>
    removeDayOff(db, { id, ...typed(SeenForm, body) }, by),
  );
  adds("moved", "/calendar/moved-days", ({ yearId, body }, by) => {
    const { version: _, ...moved } = typed(MovedDayForm, body);
    return moveDay(db, { yearId, ...moved }, by);
  });
  edits("moved", "/calendar/moved-days/:id", async ({ id, body }, by) => {
    const { version = 0, ...changes } = typed(MovedDayForm, body);
    return changeMovedDay(db, { id, version, changes }, by);
  });
  edits("moved", "/calendar/moved-days/:id/remove", ({ id, body }, by) =>
    removeMovedDay(db, { id, ...typed(SeenForm, body) }, by),
  );
  adds("bells", "/calendar/bells", async ({ yearId, body }, by) => {
    await saveBells(db, { yearId, ...typed(BellsForm, body), version: null }, by);
    return undefined;
  });
  edits("bells", "/calendar/bells/:id", async ({ yearId, body }, by) => {
    const { version = null, ...bells } = typed(BellsForm, body);
    await saveBells(db, { yearId, ...bells, version }, by);
    return undefined;
  });
  edits("bells", "/calendar/bells/:id/remove", async ({ id, body }, by) => {
    await removeBells(db, { id, ...typed(SeenForm, body) }, by);
    return undefined;
  });

  /** A norm of the regulation that was missed is said at once; it was written all the same. */
  async function change(
    request: FastifyRequest,
    reply: FastifyReply,
    { form, id, verb }: { form: string; id: string; verb: Verb },
  ): Promise<FastifyReply> {
    const { year: yearId } = request.query as z.infer<typeof OfYear>;
    const next = `/calendar?year=${yearId}`;
    try {
      const written = await verb({ id, yearId, body: request.body ?? {} }, byOf(request));
      const remarks = written?.remarks ?? [];
      return remarks.length > 0 ? show(request, reply, { remarks }) : reply.redirect(next, 303);
    } catch (error) {
      return answerForm(reply, form, {
        act: () => Promise.reject(error),
        next,
        again: (answer, refusal) => show(request, answer, { refusal }),
      });
    }
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { refusal = null, remarks = [] }: { refusal?: Refusal | null; remarks?: string[] },
  ) {
    const { day, standings } = request.actor!;
    const years = await db.schoolYear.findMany({ orderBy: { startsOn: "desc" }, take: 10 });
    const { year: asked } = request.query as z.infer<typeof Asked>;
    const yearId = asked ?? (await findYearOn(db, day))?.id ?? years[0]?.id;
    const calendar = yearId ? await readCalendar(db, yearId) : null;
    return showPage(web, reply, CalendarPage, {
      tabs: schoolTabs(standings),
      years: years.map(({ id, name }) => ({ id, name })),
      calendar: calendar && { ...calendar, isClosed: calendar.year.closedAt !== null },
      mayWrite: may("calendar.write", standings),
      mayOpen: may("year.open", standings),
      remarks,
      refusal,
    });
  }
}
