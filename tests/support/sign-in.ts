import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { openSession } from "../../src/access/sessions.ts";
import type { Db } from "../../src/db.ts";

/** What a browser sends: the cookie of a signed-in person. */
export interface SignedIn {
  cookies: { vestnik: string };
  get(url: string): Promise<LightMyRequestResponse>;
  /** Sends a form as the browser does from a page of ours. */
  post(url: string, form?: Record<string, string>): Promise<LightMyRequestResponse>;
}

/** Of a row of random characters that was thrown away. */
const NOBODY_KNOWS =
  "$argon2id$v=19$m=19456,t=2,p=1$HpMSuqcxoHxuAhHbnNiHUA$a/6YxBNLGbWrgwXr+QUp/1USCsACunvA+P4CBcO09k0";

/** Signs a person in without a password; who has no account gets one that no password opens. */
export async function signInAs(app: FastifyInstance, db: Db, personId: string): Promise<SignedIn> {
  const account =
    (await db.account.findUnique({ where: { personId } })) ??
    (await db.account.create({ data: { personId, login: personId, passwordHash: NOBODY_KNOWS } }));
  const { token } = await openSession(db, account.id);
  const cookies = { vestnik: token };
  return {
    cookies,
    get: (url) => app.inject({ url, cookies }),
    post: (url, form = {}) => postForm(app, url, { form, cookies }),
  };
}

/** The form of somebody nobody knows, unless cookies say who. */
export function postForm(
  app: FastifyInstance,
  url: string,
  {
    form = {},
    cookies = {},
    origin = "http://localhost",
  }: { form?: Record<string, string>; cookies?: Record<string, string>; origin?: string } = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: "POST",
    url,
    cookies,
    headers: { "content-type": "application/x-www-form-urlencoded", origin },
    payload: new URLSearchParams(form).toString(),
  });
}
