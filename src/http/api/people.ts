import { z } from "zod";
import { may, type Standing } from "../../access/policy.ts";
import { isoDay } from "../../clock.ts";
import { findPeople } from "../../people/directory.ts";
import { getDossier } from "../../people/dossier.ts";
import { changePerson, createPerson } from "../../people/people.ts";
import type { App, Web } from "../web.ts";
import {
  accountOf,
  Dossier,
  ListedPerson,
  Person,
  PersonData,
  PersonEdit,
  RoleName,
  withDays,
} from "./people-shapes.ts";
import { byOf, Day, Id, Paging, page, pageOf } from "./shapes.ts";

const tags = ["people"];

/** The people of the school: who they are and how they belong to it. */
export async function peopleApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/people",
    {
      config: { access: "people.list", showsPersonal: true },
      schema: {
        tags,
        summary: "People by surname; by how it begins (ё is е), by role, by class",
        querystring: Paging.extend({
          surname: z.string().max(100).optional(),
          role: RoleName.optional(),
          classId: z.uuid().optional(),
          on: Day.optional(),
        }),
        response: { 200: page(ListedPerson) },
      },
    },
    async ({ query, actor }) => {
      const { limit, after, on = isoDay(actor!.day), ...search } = query;
      const { items, next } = pageOf(await findPeople(db, search, { on, limit: limit + 1, after }), query);
      return { items: items.map(withDays), next };
    },
  );

  app.post(
    "/people",
    {
      config: { access: "person.create" },
      schema: { tags, summary: "Enter a person", body: PersonData, response: { 201: Person } },
    },
    async (request, reply) =>
      reply.status(201).send(withDays(await createPerson(db, request.body, byOf(request)))),
  );

  app.get(
    "/people/:id",
    {
      config: { access: "person.read", about: "person", showsPersonal: true },
      schema: {
        tags,
        summary: "A person with roles, classes, guardianships and account",
        params: Id,
        response: { 200: Dossier },
      },
    },
    async ({ params, standings }) => {
      const dossier = dossierOf(await getDossier(db, params.id));
      return isOnlySelf(standings) ? { ...dossier, guardians: [] } : dossier;
    },
  );

  app.patch(
    "/people/:id",
    {
      config: { access: "person.write", about: "person" },
      schema: { tags, summary: "Correct a person", params: Id, body: PersonEdit, response: { 200: Person } },
    },
    async (request) =>
      withDays(await changePerson(db, { id: request.params.id, ...request.body }, byOf(request))),
  );
}

/** A pupil reads of themselves, but not what a court decided about a parent. */
function isOnlySelf(standings: Set<Standing>): boolean {
  return !may(
    "person.read",
    [...standings].filter((standing) => standing !== "self"),
  );
}

function dossierOf({ enrolments, leaderships, guardianOf, guardians, account, roles, ...person }: Found) {
  return {
    ...withDays(person),
    roles: roles.map(withDays),
    enrolments: enrolments.map((row) => withDays({ ...row, class: classOf(row.class) })),
    leaderships: leaderships.map((row) => withDays({ ...row, class: classOf(row.class) })),
    guardianOf: guardianOf.map(withDays),
    guardians: guardians.map(withDays),
    account: account && accountOf(account),
  };
}

type Found = Awaited<ReturnType<typeof getDossier>>;

function classOf({ id, level, letter, year }: Found["enrolments"][number]["class"]) {
  return { id, name: `${level}${letter}`, year: year.name };
}
