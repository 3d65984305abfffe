import type { FastifyContextConfig } from "fastify";
import type { z } from "zod";
import type { Action } from "../../src/access/policy.ts";
import type { Db } from "../../src/db.ts";
import { buildShell, ROUTES } from "../../src/http/app.ts";
import type { App } from "../../src/http/web.ts";
import { testConfig } from "./test-config.ts";

/** A route as it was written down; HEAD and OPTIONS come along by themselves and are left out. */
export interface Route {
  method: string;
  url: string;
  access: Action;
  config: FastifyContextConfig;
  schema: {
    tags?: string[];
    summary?: string;
    body?: z.ZodType;
    params?: z.ZodType;
    querystring?: z.ZodType;
  };
}

/** Every route that is added from now on; the list fills while they are. */
export function noteRoutes(app: App): Route[] {
  const routes: Route[] = [];
  app.addHook("onRoute", ({ method, url, config = {}, schema = {} }) => {
    for (const one of [method].flat())
      if (one !== "HEAD" && one !== "OPTIONS")
        routes.push({ method: one, url, access: config.access!, config, schema: schema as Route["schema"] });
  });
  return routes;
}

/** Every route of the application. No request is made: they are only written down. */
export async function listRoutes(): Promise<Route[]> {
  const web = { db: {} as Db, config: testConfig() };
  const app = await buildShell(web);
  const routes = noteRoutes(app);
  for (const add of ROUTES) await add(app, web);
  await app.ready();
  await app.close();
  return routes;
}
