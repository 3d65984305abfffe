import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { CurriculumPage } from "../../../templates/pages/curriculum.tsx";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { SubgroupPage } from "../../../templates/pages/subgroup.tsx";
import { may } from "../../access/policy.ts";
import { isoDay } from "../../clock.ts";
import { createClass, renameClass } from "../../curriculum/classes.ts";
import { setMembers } from "../../curriculum/members.ts";
import { createRoom } from "../../curriculum/rooms.ts";
import { createSubgroup, renameSubgroup } from "../../curriculum/subgroups.ts";
import { createSubject, renameSubject } from "../../curriculum/subjects.ts";
import { changeTeaching, createTeaching } from "../../curriculum/teachings.ts";
import { NotFound } from "../../errors.ts";
import type { By } from "../../outbox/events.ts";
import { byOf, Day, Id, Level, text, Version } from "../api/shapes.ts";
import { readCurriculum, readSubgroupCard } from "../curriculum-facts.ts";
import { answerForm, typed } from "../forms.ts";
import { showPage } from "../page.ts";
import { schoolTabs } from "../school-tabs.ts";
import type { App, Web } from "../web.ts";

const Asked = z.object({ class: z.uuid().optional().catch(undefined) });
const number = z.coerce.number().pipe(z.int());
const version = z.coerce.number().pipe(Version);
const orNone = z.string().transform((said) => said || null);
const hoursAWeek = number.pipe(z.int().min(1).max(60));
const Named = z.object({ name: text(100) });
const TeachingForm = z.object({
  ...{ subjectId: z.uuid(), teacherId: z.uuid(), hoursAWeek, from: Day },
  subgroupId: orNone.pipe(z.uuid().nullable()),
});
const TeachingChange = z.object({ version, hoursAWeek, to: orNone.pipe(Day.nullable()) });
type Verb = (asked: { id: string; classId: string | undefined; body: unknown }, by: By) => Promise<unknown>;

/** What is taught to whom by whom (R30, R35): teachings, subgroups, subjects, classes and rooms. */
export async function curriculumRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const read = { access: "subgroup.read" } as const;
  const config = { access: "curriculum.write" } as const;

  app.get("/curriculum", { config: read, schema: { querystring: Asked } }, (request, reply) =>
    show(request, reply, null),
  );

  const adds = (form: string, verb: Verb) =>
    app.post(`/curriculum/${form}`, { config, schema: { querystring: Asked } }, (request, reply) =>
      change(request, reply, { form, id: "", verb }),
    );
  const edits = (form: string, verb: Verb) =>
    app.post(
      `/curriculum/${form}/:id`,
      { config, schema: { params: Id, querystring: Asked } },
      (request, reply) =>
        change(request, reply, { form: `${form}-${request.params.id}`, id: request.params.id, verb }),
    );

  adds("teachings", ({ classId, body }, by) => {
    const { subgroupId, ...wanted } = typed(TeachingForm, body);
    const whom = subgroupId ? { classId: null, subgroupId } : { classId: classId ?? null, subgroupId: null };
    return createTeaching(db, { ...wanted, ...whom, to: null }, by);
  });
  edits("teachings", ({ id, body }, by) => changeTeaching(db, { id, ...typed(TeachingChange, body) }, by));
  adds("subgroups", async ({ classId, body }, by) => {
    const wanted = typed(z.object({ subjectId: z.uuid(), name: text(50) }), body);
    const ofClass = classId && (await db.schoolClass.findUnique({ where: { id: classId } }));
    if (!ofClass) throw new NotFound("Такого класса нет. Обновите список классов.");
    return createSubgroup(db, { yearId: ofClass.yearId, ...wanted, classIds: [ofClass.id] }, by);
  });
  adds("subjects", ({ body }, by) => createSubject(db, typed(Named, body).name, by));
  edits("subjects", ({ id, body }, by) => renameSubject(db, { id, ...typed(Named, body) }, by));
  adds("rooms", ({ body }, by) => createRoom(db, typed(Named, body).name, by));
  adds("classes", ({ body }, by) => {
    const wanted = typed(z.object({ yearId: z.uuid(), level: number.pipe(Level), letter: text(10) }), body);
    return createClass(db, wanted, by);
  });
  edits("classes", ({ id, body }, by) =>
    renameClass(db, { id, ...typed(z.object({ letter: text(10) }), body) }, by),
  );

  const card = { ...read, showsPersonal: true } as const;
  app.get("/curriculum/subgroups/:id", { config: card, schema: { params: Id } }, (request, reply) =>
    showSubgroup(request, reply, null),
  );
  app.post("/curriculum/subgroups/:id/name", { config, schema: { params: Id } }, (request, reply) => {
    const { id } = request.params;
    return answerForm(reply, "name", {
      act: async () => {
        const renamed = typed(z.object({ version, name: text(50) }), request.body);
        await renameSubgroup(db, { id, ...renamed }, byOf(request));
      },
      next: `/curriculum/subgroups/${id}`,
      again: (answer, refusal) => showSubgroup(request, answer, refusal),
    });
  });
  app.post("/curriculum/subgroups/:id", { config, schema: { params: Id } }, (request, reply) => {
    const { id } = request.params;
    return answerForm(reply, "members", {
      act: async () => {
        const body = (request.body ?? {}) as Record<string, unknown>;
        const seen = typed(z.object({ version, from: Day }), body);
        const pupilIds = Object.keys(body).flatMap((name) =>
          name.startsWith("p.") && z.uuid().safeParse(name.slice(2)).success ? [name.slice(2)] : [],
        );
        await setMembers(db, { id, ...seen, pupilIds }, byOf(request));
      },
      next: `/curriculum/subgroups/${id}`,
      again: (answer, refusal) => showSubgroup(request, answer, refusal),
    });
  });

  function change(
    request: FastifyRequest,
    reply: FastifyReply,
    { form, id, verb }: { form: string; id: string; verb: Verb },
  ): Promise<FastifyReply> {
    const { class: classId } = request.query as z.infer<typeof Asked>;
    return answerForm(reply, form, {
      act: async () => {
        await verb({ id, classId, body: request.body ?? {} }, byOf(request));
      },
      next: classId ? `/curriculum?class=${classId}` : "/curriculum",
      again: (answer, refusal) => show(request, answer, refusal),
    });
  }

  async function show(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const { day, standings } = request.actor!;
    const { class: classId } = request.query as z.infer<typeof Asked>;
    return showPage(web, reply, CurriculumPage, {
      tabs: schoolTabs(standings),
      ...(await readCurriculum(db, { classId, day })),
      today: isoDay(day),
      mayWrite: may("curriculum.write", standings),
      refusal,
    });
  }

  async function showSubgroup(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const { day, standings } = request.actor!;
    const { id } = request.params as z.infer<typeof Id>;
    return showPage(web, reply, SubgroupPage, {
      ...(await readSubgroupCard(db, id, day)),
      today: isoDay(day),
      mayWrite: may("curriculum.write", standings),
      refusal,
    });
  }
}
