import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { PeoplePage } from "../../../templates/pages/people.tsx";
import { PersonPage } from "../../../templates/pages/person.tsx";
import {
  createAccount,
  disableAccount,
  enableAccount,
  handOver,
  resetPassword,
} from "../../access/issuing.ts";
import { may } from "../../access/policy.ts";
import { isoDay } from "../../clock.ts";
import { listClassesOn } from "../../curriculum/classes.ts";
import { findPeople } from "../../people/directory.ts";
import { changeRole, grantRole } from "../../people/roles.ts";
import { RoleName } from "../api/people-shapes.ts";
import { byOf, Day, Id, Paging, pageOf } from "../api/shapes.ts";
import { answerForm, typed } from "../forms.ts";
import { showPage } from "../page.ts";
import { readPerson } from "../person-facts.ts";
import { fullName } from "../session.ts";
import type { App, Web } from "../web.ts";

/** An empty field of a form asks for nothing. */
const blank = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (value === "" ? undefined : value), shape.optional());

/** The people of the school: found by name, class or role; one person with roles, classes, guardians and account (R48). */
export async function peopleRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/people",
    {
      config: { access: "people.list", showsPersonal: true },
      schema: {
        querystring: Paging.extend({
          surname: z.string().trim().max(100).default(""),
          role: blank(RoleName),
          classId: blank(z.uuid()),
        }),
      },
    },
    async ({ query, actor, standings }, reply) => {
      const { surname, role, classId, limit, after } = query;
      const asked = { on: isoDay(actor!.day), limit: limit + 1, after };
      const { items, next } = pageOf(await findPeople(db, { surname, role, classId }, asked), query);
      const classes = await listClassesOn(db, actor!.day);
      return showPage(web, reply, PeoplePage, {
        people: items.map((person) => ({
          id: person.id,
          name: fullName(person),
          className: person.className,
          roles: person.roles,
          isGuardian: person.isGuardian,
        })),
        next,
        search: { surname, role: role ?? "", classId: classId ?? "" },
        classes: classes.map(({ id, level, letter }) => ({ id, name: `${level}${letter}` })),
        mayMove: may("orders.import", standings),
        mayImport: may("people.import", standings),
      });
    },
  );

  app.get(
    "/people/:id",
    { config: { access: "person.read", about: "person", showsPersonal: true }, schema: { params: Id } },
    async (request, reply) => show(request, reply, { refusal: null, issued: null }),
  );

  // Not a redirect: the password is told here and now only (R48).
  for (const [path, issue] of [
    [
      "account",
      (personId: string, request: FastifyRequest) => createAccount(db, { personId }, byOf(request)),
    ],
    ["password", (personId: string, request: FastifyRequest) => resetPassword(db, personId, byOf(request))],
  ] as const)
    app.post(
      `/people/:id/${path}`,
      { config: { access: "accounts.write", passwordOnly: true }, schema: { params: Id } },
      async (request, reply) => {
        const { account, password } = await issue(request.params.id, request);
        return show(request, reply, { refusal: null, issued: { login: account.login, password } });
      },
    );

  app.post(
    "/people/:id/handed-over",
    { config: { access: "account.handOver", about: "person" }, schema: { params: Id } },
    async (request, reply) => {
      await handOver(db, request.params.id, byOf(request));
      return reply.redirect(`/people/${request.params.id}#account`, 303);
    },
  );

  for (const [path, set] of [
    ["close", disableAccount],
    ["reopen", enableAccount],
  ] as const)
    app.post(
      `/people/:id/account/${path}`,
      { config: { access: "accounts.write", passwordOnly: true }, schema: { params: Id } },
      async (request, reply) =>
        answerForm(reply, path, {
          act: async () => {
            await set(db, request.params.id, byOf(request));
          },
          next: `/people/${request.params.id}#account`,
          again: (answer, refusal) => show(request, answer, { refusal, issued: null }),
        }),
    );

  app.post(
    "/people/:id/roles",
    { config: { access: "roles.write" }, schema: { params: Id } },
    async (request, reply) => {
      const personId = request.params.id;
      return answerForm(reply, "role", {
        act: async () => {
          const { documentOn = null, ...role } = typed(
            z.object({ role: RoleName, from: Day, documentOn: blank(Day) }),
            request.body,
          );
          await grantRole(db, { personId, ...role, documentOn, to: null }, byOf(request));
        },
        next: `/people/${personId}#roles`,
        again: (answer, refusal) => show(request, answer, { refusal, issued: null }),
      });
    },
  );

  app.post(
    "/people/:id/roles/:roleId/end",
    { config: { access: "roles.write" }, schema: { params: Id.extend({ roleId: z.uuid() }) } },
    async (request, reply) => {
      const { id: personId, roleId: id } = request.params;
      return answerForm(reply, `end-${id}`, {
        act: async () => {
          const ended = typed(z.object({ version: z.coerce.number().int().min(0), to: Day }), request.body);
          await changeRole(db, { id, ...ended }, byOf(request));
        },
        next: `/people/${personId}#roles`,
        again: (answer, refusal) => show(request, answer, { refusal, issued: null }),
      });
    },
  );

  async function show(
    { params, actor, standings }: FastifyRequest,
    reply: FastifyReply,
    told: { refusal: Refusal | null; issued: { login: string; password: string } | null },
  ) {
    const { id } = params as z.infer<typeof Id>;
    return showPage(web, reply, PersonPage, {
      ...(await readPerson(db, id, standings)),
      ...told,
      today: isoDay(actor!.day),
      may: {
        list: may("people.list", standings),
        contacts: may("contact.read", standings),
        roles: may("roles.write", standings),
        account: may("accounts.write", standings),
        handOver: may("account.handOver", standings),
        erase: may("personal.erase", standings),
      },
    });
  }
}
