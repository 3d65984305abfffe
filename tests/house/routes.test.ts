import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { POLICY } from "../../src/access/policy.ts";
import type { Db } from "../../src/db.ts";
import { buildShell, ROUTES } from "../../src/http/app.ts";
import { testConfig } from "../support/test-config.ts";

// No request is made: the routes are only written down.
const web = { db: {} as Db, config: testConfig() };

test("Every route names who may enter, by the policy table", async () => {
  const app = await buildShell(web);
  const routes: { route: string; access: unknown }[] = [];
  app.addHook("onRoute", ({ method, url, config }) => {
    routes.push({ route: `${String(method)} ${url}`, access: config?.access });
  });
  for (const add of ROUTES) await add(app, web);
  await app.ready();
  expect(routes.length).toBeGreaterThan(20);
  expect(routes.filter(({ access }) => !Object.hasOwn(POLICY, String(access)))).toEqual([]);
  await app.close();
});

test("Only what a stranger must reach is open to everybody", async () => {
  const app = await buildShell(web);
  const open: string[] = [];
  app.addHook("onRoute", ({ method, url, config }) => {
    const allowed: readonly string[] = POLICY[config!.access!];
    if (method !== "HEAD" && allowed.includes("everyone")) open.push(`${String(method)} ${url}`);
  });
  for (const add of ROUTES) await add(app, web);
  await app.ready();
  expect(open.sort()).toEqual([
    "GET /",
    "GET /assets/:file",
    "GET /healthz",
    "GET /stop/:token",
    "POST /demo/enter",
    "POST /sign-in",
    "POST /stop/:token",
  ]);
  await app.close();
});

test("Every file of routes is mounted", async () => {
  const folder = join(import.meta.dirname, "../../src/http/routes");
  const mounted = new Set<unknown>(ROUTES);
  const loose: string[] = [];
  for (const file of readdirSync(folder)) {
    const parts = Object.entries(await import(join(folder, file)));
    for (const [name, part] of parts)
      if (typeof part === "function" && name.endsWith("Routes") && !mounted.has(part))
        loose.push(`Nobody can reach ${name} of routes/${file}: add it to ROUTES in src/http/app.ts.`);
    if (!parts.some(([, part]) => mounted.has(part)))
      loose.push(
        `routes/${file} exports nothing of ROUTES: mount it in src/http/app.ts, or move it out of routes.`,
      );
  }
  expect(loose).toEqual([]);
});
