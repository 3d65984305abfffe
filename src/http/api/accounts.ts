import { z } from "zod";
import {
  createAccount,
  disableAccount,
  enableAccount,
  handOver,
  type Issued,
  resetPassword,
} from "../../access/issuing.ts";
import { overdueAccounts } from "../../access/overdue.ts";
import { isoDay } from "../../clock.ts";
import type { App, Web } from "../web.ts";
import { Account, accountOf, Named } from "./people-shapes.ts";
import { byOf, Day, Id, Paging, page, pageOf } from "./shapes.ts";

const tags = ["accounts"];
const write = { access: "accounts.write", passwordOnly: true } as const;
/** The password is told here and now only. */
const IssuedAccount = z.object({ account: Account, password: z.string() });

/** Accounts and how they reach their owners (R48). */
export async function accountsApi(app: App, { db }: Web): Promise<void> {
  app.post(
    "/people/:id/account",
    {
      config: write,
      schema: {
        tags,
        summary: "Make the account of a person, with a password for one time",
        params: Id,
        body: z.strictObject({ login: z.string().max(40).optional() }),
        response: { 201: IssuedAccount },
      },
    },
    async (request, reply) => {
      const wanted = { personId: request.params.id, ...request.body };
      return reply.status(201).send(shown(await createAccount(db, wanted, byOf(request))));
    },
  );

  app.post(
    "/people/:id/account/hand-over",
    {
      config: { access: "account.handOver", about: "person" },
      schema: {
        tags,
        summary: "The owner has received it today; the first time counts",
        params: Id,
        response: { 200: Account },
      },
    },
    async (request) => accountOf(await handOver(db, request.params.id, byOf(request))),
  );

  app.post(
    "/people/:id/account/password",
    {
      config: write,
      schema: {
        tags,
        summary: "Another password for one time; sessions and tokens end",
        params: Id,
        response: { 200: IssuedAccount },
      },
    },
    async (request) => shown(await resetPassword(db, request.params.id, byOf(request))),
  );

  app.patch(
    "/people/:id/account",
    {
      config: write,
      schema: {
        tags,
        summary: "Close the account at once, or open it again",
        params: Id,
        body: z.strictObject({ disabled: z.boolean() }),
        response: { 200: Account },
      },
    },
    async (request) => {
      const { params, body } = request;
      const set = body.disabled ? disableAccount : enableAccount;
      return accountOf(await set(db, params.id, byOf(request)));
    },
  );

  app.get(
    "/accounts/overdue",
    {
      config: { access: "accounts.check", showsPersonal: true },
      schema: {
        tags,
        summary: "Who should have been handed an account by now and was not (R48), the longest overdue first",
        querystring: Paging.extend({ on: Day.optional() }),
        response: {
          200: page(Named.extend({ why: z.enum(["missing", "notHandedOver"]), documentOn: Day, dueOn: Day })),
        },
      },
    },
    async ({ query, actor }) => {
      const overdue = await overdueAccounts(db, query.on ?? isoDay(actor!.day));
      const rest = overdue.slice(overdue.findIndex(({ id }) => id === query.after) + 1);
      return pageOf(rest, query);
    },
  );
}

function shown({ account, password }: Issued) {
  return { account: accountOf(account), password };
}
