import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Action, POLICY, type Standing } from "../../src/access/policy.ts";
import { RESOURCES } from "../../src/http/api/api.ts";
import { ROUTES } from "../../src/http/app.ts";
import { listRoutes } from "../support/routes.ts";

const routes = await listRoutes();
const allowedBy = (access: Action): readonly Standing[] => POLICY[access];

test("Every route names who may enter, by the policy table", () => {
  expect(routes.length).toBeGreaterThan(20);
  expect(routes.filter(({ access }) => !Object.hasOwn(POLICY, String(access)))).toEqual([]);
});

test("Only what a stranger must reach is open to everybody", () => {
  const open = routes
    .filter(({ access }) => allowedBy(access).includes("everyone"))
    // Files of the library that shows the description; they hold nothing of the school.
    .filter(({ url }) => !url.startsWith("/api/docs/"))
    .map(({ method, url }) => `${method} ${url}`);
  expect(open.sort()).toEqual([
    "GET /",
    "GET /api/docs",
    "GET /api/on-time",
    "GET /api/openapi.json",
    "GET /api/problems",
    "GET /assets/:file",
    "GET /c/:token",
    "GET /chat",
    "GET /e/:token",
    "GET /guide",
    "GET /guide/:role",
    "GET /healthz",
    "GET /j/:code",
    "GET /on-time",
    "GET /readyz",
    "GET /stop/:token",
    "POST /api/session",
    "POST /c/:token",
    "POST /chat",
    "POST /demo/enter",
    "POST /e/:token",
    "POST /j/:code",
    "POST /language",
    "POST /sign-in",
    "POST /sign-in/link",
    "POST /stop/:token",
    "POST /telegram/updates",
  ]);
});

test("Pupils and their families are kept out of the journal itself (R5, R27)", () => {
  const family: Standing[] = ["guardian", "pupil"];
  const theirs = (Object.keys(POLICY) as Action[]).filter((action) =>
    allowedBy(action).some((standing) => family.includes(standing)),
  );
  expect(theirs.sort()).toEqual([
    "diary.read",
    "excuse.give", // a note to the class teacher, not an entry of the journal
    "excuse.read",
    "fact.hear",
    "mark.explain", // what a mark of theirs was earned for
    "material.read", // files beside a lesson (R49)
    "materials.ofPupil",
    "message.acknowledge",
    "message.read",
    "thread.open", // a talk with the class teacher (R50)
    "thread.read",
    "thread.write",
    "work.hand", // a pupil's own work
    "work.read",
  ]);
});

/** Who holds these has them to one thing: a lesson, a class, a pupil. */
const OF_ONE_THING: Standing[] = ["subjectTeacher", "classTeacher", "guardian", "pupil", "author", "self"];

test("A right to one thing is asked about that thing, unless the route is a list of one's own", () => {
  const loose = routes
    .filter(({ config }) => config.about === undefined)
    .filter(({ access }) => allowedBy(access).some((standing) => OF_ONE_THING.includes(standing)))
    .map(({ method, url }) => `${method} ${url}`);
  expect(loose.sort()).toEqual([
    "GET /api/board", // the board of all teachers
    "GET /api/corrections", // a teacher's own
    "GET /api/deadlines", // a teacher's own
    "GET /api/finals/not-received", // of the classes one leads
    "GET /api/paper-rounds", // of the classes one leads
    "GET /api/plans", // a teacher's own
    "GET /board", // the board of all teachers
    "GET /calendar", // of the whole school, for its staff
    "GET /classes", // those one leads
    "GET /corrections", // a teacher's own
    "GET /deadlines", // a teacher's own
    "GET /paper", // of the classes one leads
    "GET /plans", // a teacher's own
    "GET /postbox",
    "GET /postbox/:deliveryId/letter",
    "GET /postbox/:deliveryId/text",
    "GET /postbox/latest",
    "GET /timetable", // of the whole school, for its staff
  ]);
});

test("No write is guarded by a right to read", () => {
  const reading = /\.(read|list|check)$|^mark\.explain$/;
  const writes = routes
    .filter(({ method, access }) => method !== "GET" && reading.test(access))
    .map(({ method, url }) => `${method} ${url}`);
  // They reckon and look for, and write nothing: a name is sent, so that no address holds it.
  expect(writes.sort()).toEqual(["POST /api/pupils/:id/what-if", "POST /deliveries/find"]);
});

test("No route that only reads asks for a right to write", () => {
  const reads = routes
    .filter(
      ({ method, access }) =>
        method === "GET" && /\.(write|create|decide|request|confirm|give)$/.test(access),
    )
    .map(({ method, url }) => `${method} ${url}`);
  expect(reads).toEqual([]);
});

const KINDS = [
  { folder: "routes", ending: "Routes", mounted: ROUTES, place: "ROUTES in src/http/app.ts" },
  { folder: "api", ending: "Api", mounted: RESOURCES, place: "RESOURCES in src/http/api/api.ts" },
];
/** The shell of the API itself. */
const NO_RESOURCE = ["describeApi"];

test.each(KINDS)("Every file of $folder is mounted", async ({ folder, ending, mounted, place }) => {
  const path = join(import.meta.dirname, "../../src/http", folder);
  const known = new Set<unknown>(mounted);
  const loose: string[] = [];
  for (const file of readdirSync(path)) {
    const parts = Object.entries(await import(join(path, file)));
    for (const [name, part] of parts)
      if (
        typeof part === "function" &&
        name.endsWith(ending) &&
        !known.has(part) &&
        !NO_RESOURCE.includes(name)
      )
        loose.push(`Nobody can reach ${name} of ${folder}/${file}: add it to ${place}.`);
    if (folder === "routes" && !parts.some(([, part]) => known.has(part)))
      loose.push(`routes/${file} exports nothing of ROUTES: mount it in ${place}, or move it out of routes.`);
  }
  expect(loose).toEqual([]);
});
