import { z } from "zod";
import { isoDay } from "../../clock.ts";
import { readClassList } from "../../people/class-list.ts";
import { changeEnrolment, enrolPupil, movePupil } from "../../people/enrolments.ts";
import { appointLeader, changeLeadership } from "../../people/leaderships.ts";
import { changeRole, grantRole } from "../../people/roles.ts";
import type { App, Web } from "../web.ts";
import { Enrolment, Grant, Leadership, Named, RoleName, withDays } from "./people-shapes.ts";
import { byOf, Day, Id, Version } from "./shapes.ts";

const tags = ["people"];
const Last = Day.nullable();
const From = { from: Day, to: Last.default(null) };
const Document = { documentOn: Day.nullable().default(null) };
const Ends = z.strictObject({ version: Version, to: Last.optional(), documentOn: Day.nullable().optional() });

/** How people belong to the school: roles, classes, class teachers. Days are the first and the last, both included. */
export async function relationsApi(app: App, { db }: Web): Promise<void> {
  app.post(
    "/people/:id/roles",
    {
      config: { access: "roles.write" },
      schema: {
        tags,
        summary: "Give a role by a hiring document (R48)",
        params: Id,
        body: z.strictObject({ role: RoleName, ...From, ...Document }),
        response: { 201: Grant },
      },
    },
    async (request, reply) => {
      const grant = await grantRole(db, { personId: request.params.id, ...request.body }, byOf(request));
      return reply.status(201).send(withDays(grant));
    },
  );

  app.patch(
    "/roles/:id",
    {
      config: { access: "roles.write" },
      schema: {
        tags,
        summary: "End a role or correct its days",
        params: Id,
        body: Ends,
        response: { 200: Grant },
      },
    },
    async (request) =>
      withDays(await changeRole(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/pupils/:id/enrolments",
    {
      config: { access: "enrolment.write" },
      schema: {
        tags,
        summary: "Enrol a pupil into a class, or move them there out of another one (R46)",
        params: Id,
        body: z.strictObject({
          classId: z.uuid(),
          ...From,
          ...Document,
          /** The enrolment that ends with the day before: a move. */
          leaves: z.strictObject({ id: z.uuid(), version: Version }).optional(),
        }),
        response: { 201: Enrolment },
      },
    },
    async (request, reply) => {
      const { leaves, ...body } = request.body;
      const wanted = { pupilId: request.params.id, ...body };
      const by = byOf(request);
      const enrolment = leaves
        ? await movePupil(db, { ...wanted, ...leaves }, by)
        : await enrolPupil(db, wanted, by);
      return reply.status(201).send(withDays(enrolment));
    },
  );

  app.patch(
    "/enrolments/:id",
    {
      config: { access: "enrolment.write" },
      schema: {
        tags,
        summary: "End an enrolment or correct its days",
        params: Id,
        body: Ends,
        response: { 200: Enrolment },
      },
    },
    async (request) =>
      withDays(await changeEnrolment(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.post(
    "/classes/:id/leaderships",
    {
      config: { access: "leadership.write" },
      schema: {
        tags,
        summary: "Give a class its class teacher",
        params: Id,
        body: z.strictObject({ teacherId: z.uuid(), ...From }),
        response: { 201: Leadership },
      },
    },
    async (request, reply) => {
      const wanted = { classId: request.params.id, ...request.body };
      return reply.status(201).send(withDays(await appointLeader(db, wanted, byOf(request))));
    },
  );

  app.patch(
    "/leaderships/:id",
    {
      config: { access: "leadership.write" },
      schema: {
        tags,
        summary: "End a leadership or let it last longer",
        params: Id,
        body: z.strictObject({ version: Version, to: Last }),
        response: { 200: Leadership },
      },
    },
    async (request) =>
      withDays(await changeLeadership(db, { id: request.params.id, ...request.body }, byOf(request))),
  );

  app.get(
    "/classes/:id/pupils",
    {
      config: { access: "class.read", about: "class" },
      schema: {
        tags,
        summary: "The list of a class on a day; today's without one",
        params: Id,
        querystring: z.object({ on: Day.optional() }),
        response: { 200: z.array(Enrolment.extend({ number: z.int(), pupil: Named })) },
      },
    },
    async ({ params, query, actor }) => {
      const list = await readClassList(db, params.id, query.on ?? isoDay(actor!.day));
      return list.map((row, index) => ({ number: index + 1, ...withDays(row) }));
    },
  );
}
