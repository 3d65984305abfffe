import type { FastifyInstance } from "fastify";
import type { Db } from "../../src/db.ts";
import { signInAs } from "./sign-in.ts";

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what was answered is what the test looks at
  body: any;
  headers: Record<string, unknown>;
}

/** The API as a signed-in person's program uses it: JSON in, JSON out. */
export interface Api {
  get(url: string): Promise<Answer>;
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  delete(url: string): Promise<Answer>;
}

export async function apiAs(app: FastifyInstance, db: Db, personId: string): Promise<Api> {
  const { cookies } = await signInAs(app, db, personId);
  return apiWith(app, { cookies });
}

/** With the cookies or headers of whoever it is; without any, a stranger. */
export function apiWith(
  app: FastifyInstance,
  { cookies = {}, headers: own = {} }: { cookies?: Record<string, string>; headers?: Record<string, string> },
): Api {
  const send =
    (method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE") =>
    async (url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
      const answer = await app.inject({
        method,
        url: `/api${url}`,
        cookies,
        headers: { ...own, ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      return {
        status: answer.statusCode,
        body: answer.body === "" ? null : answer.json(),
        headers: answer.headers,
      };
    };
  return {
    get: send("GET"),
    post: send("POST"),
    put: send("PUT"),
    patch: send("PATCH"),
    delete: send("DELETE"),
  };
}
