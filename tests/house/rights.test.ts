import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { POLICY, type Standing } from "../../src/access/policy.ts";
import { createToken } from "../../src/access/tokens.ts";
import { groupBy } from "../../src/grouping.ts";
import { buildShell, ROUTES } from "../../src/http/app.ts";
import type { App } from "../../src/http/web.ts";
import { RELATIONS, type Related, type Side, standingsByHand } from "../support/relations.ts";
import { noteRoutes, type Route } from "../support/routes.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { signInAs } from "../support/sign-in.ts";
import { testConfig } from "../support/test-config.ts";
import { type AllThings, makeThings, type Thing } from "../support/things.ts";

/** Answered in place of the route: the gate let the request through, and nothing was done. */
const REACHED = 299;

/** A person at a browser, a stranger, or a program with a token of Смирнова's. */
type Who = Related | "stranger" | "program";
/** Some thousands of requests. */
const LONG = { timeout: 240_000 };
const PEOPLE = ["stranger", "program", ...Object.keys(RELATIONS)] as Who[];

let school: TestSchool;
let app: App;
let routes: Route[];
let things: AllThings;
const sent = new Map<Who, Record<string, string>>();

beforeAll(async () => {
  school = await castSchool();
  things = await makeThings(school);
  app = await buildApp();
  for (const who of PEOPLE) sent.set(who, await credentials(who));
});
afterAll(async () => {
  await app.close();
  await school.close();
});

/** Every route of the real application behind its real gate, and nothing behind that. */
async function buildApp(): Promise<App> {
  const web = { db: school.db, config: testConfig() };
  const shell = await buildShell(web);
  routes = noteRoutes(shell);
  // After the shell's own hook, so after its gate.
  shell.addHook("preValidation", (_request, reply) => reply.status(REACHED).send("reached"));
  for (const add of ROUTES) await add(shell, web);
  await shell.ready();
  return shell;
}

async function credentials(who: Who): Promise<Record<string, string>> {
  if (who === "stranger") return {};
  const { db, cast } = school;
  const { cookies } = await signInAs(app as never, db, cast[personOf(who)].id);
  if (who !== "program") return { cookie: `vestnik=${cookies.vestnik}` };
  const personId = cast.smirnova.id;
  const { id: accountId } = await db.account.findUniqueOrThrow({ where: { personId } });
  const by = { actorId: personId, source: "web", silent: false } as const;
  const { token } = await createToken(db, { accountId, name: "выгрузка", days: 1 }, by);
  return { authorization: `Bearer ${token}` };
}

interface Request {
  route: Route;
  who: Who;
  side: Side;
}

/** What the gate goes by. Routes that share it are one to the gate. */
function kindOf({ access, config: { about, passwordOnly, showsPersonal } }: Route): string {
  return [access, about, passwordOnly, showsPersonal].join();
}

/**
 * Everybody asks one route of each kind, about everything; to the others comes a stranger, somebody who may and somebody
 * who may not, so that none of them stands open or shut by itself.
 */
function requestsTo(route: Route, isFirstOfKind: boolean): Request[] {
  const all = PEOPLE.flatMap((who) => sidesOf(route).map((side) => ({ route, who, side })));
  if (isFirstOfKind) return all;
  const known = all.filter(({ who }) => who !== "stranger");
  const some = [
    all[0],
    known.find((request) => expected(request) === REACHED),
    known.findLast((request) => expected(request) !== REACHED),
  ];
  return some.filter((request) => request !== undefined);
}

/** Without a thing that the right hangs on, own and foreign are the same. */
function sidesOf({ config: { about } }: Route): Side[] {
  if (about === undefined) return ["own"];
  return about === "person" ? ["own", "foreign", "self"] : ["own", "foreign"];
}

function expected({ route, who, side }: Request): number {
  const { access, config, method, url } = route;
  const allowed: readonly Standing[] = POLICY[access];
  if (allowed.includes("everyone")) return REACHED;
  if (who === "stranger") return method === "GET" && !url.startsWith("/api/") ? 303 : 401;
  if (who === "program" && config.passwordOnly) return 403;
  const person = personOf(who);
  if (standingsByHand(person, config.about, side).some((standing) => allowed.includes(standing)))
    return REACHED;
  return RELATIONS[person].isStaff ? 403 : 404;
}

function send({ route, who, side }: Request) {
  return app.inject({
    method: route.method as "GET",
    url: addressOf(route, who, side),
    headers: sent.get(who)!,
    // Some doors count how often one address knocks.
    remoteAddress: `10.0.0.${PEOPLE.indexOf(who) + 1}`,
  });
}

function addressOf({ url, config: { about } }: Route, who: Who, side: Side): string {
  const { id, subjectId } = thingOf(about, who, side);
  return url
    .replace("*", "x")
    .replace(/:(\w+)/g, (_, name: string) =>
      name === "id" ? id : name === "subjectId" && about === "journal" ? subjectId : randomUUID(),
    );
}

function thingOf(about: Thing | undefined, who: Who, side: Side): { id: string; subjectId: string } {
  if (about === undefined) return { id: randomUUID(), subjectId: randomUUID() };
  if (side === "self") return { id: school.cast[personOf(who)].id, subjectId: randomUUID() };
  const ofSide = who === "glebFather" && side === "own" ? things.barred : things[side];
  return { id: ofSide[about], subjectId: ofSide.subjectId };
}

/** Of a stranger it does not matter who; the program is Смирнова's. */
function personOf(who: Who): Related {
  return who === "stranger" || who === "program" ? "smirnova" : who;
}

test(
  "Everybody reaches what the policy table gives them, of their own and of others, and nothing else",
  LONG,
  async () => {
    const wrong: string[] = [];
    const firstOfKind = new Map(routes.toReversed().map((route) => [kindOf(route), route]));
    const requests = routes.flatMap((route) => requestsTo(route, firstOfKind.get(kindOf(route)) === route));
    await Promise.all(
      [...groupBy(requests, ({ who }) => who).values()].map(async (theirs) => {
        for (const request of theirs) {
          const { route, who, side } = request;
          const { statusCode, headers } = await send(request);
          const wanted = expected(request);
          const line = `${who} ${route.method} ${route.url} (${route.config.about ?? "school"}, ${side})`;
          if (statusCode !== wanted) wrong.push(`${line}: expected ${wanted}, got ${statusCode}`);
          else if (wanted !== REACHED && route.url.startsWith("/api/") && !isProblem(headers))
            wrong.push(`${line}: refused with ${headers["content-type"]} in place of a problem`);
        }
      }),
    );
    expect(wrong.sort()).toEqual([]);
    expect(new Set(requests.map(({ route }) => route)).size).toBe(routes.length);
    expect(requests.length).toBeGreaterThan(PEOPLE.length * firstOfKind.size);
  },
);

test("What is another family's looks to a family exactly like what does not exist (R1)", LONG, async () => {
  const differ: string[] = [];
  for (const route of routes.filter(({ config }) => config.about !== undefined)) {
    const foreign = await send({ route, who: "annaMother", side: "foreign" });
    const nothing = await app.inject({
      method: route.method as "GET",
      url: route.url.replace(/:(\w+)/g, () => randomUUID()),
      headers: sent.get("annaMother")!,
    });
    if (foreign.statusCode !== nothing.statusCode || foreign.body !== nothing.body)
      differ.push(`${route.method} ${route.url}: ${foreign.statusCode} and ${nothing.statusCode}`);
  }
  expect(differ).toEqual([]);
});

test("Nobody's word is only as long as the table: each action of a route is walked as allowed and as refused", () => {
  const outcomes = new Map<string, Set<boolean>>();
  for (const route of routes)
    for (const who of PEOPLE)
      for (const side of sidesOf(route)) {
        const seen = outcomes.get(route.access) ?? new Set();
        outcomes.set(route.access, seen.add(expected({ route, who, side }) === REACHED));
      }
  const onlyOne = [...outcomes].filter(([, seen]) => seen.size === 1).map(([access]) => access);
  // Whatever is open to everybody is refused to nobody.
  expect(
    onlyOne.filter(
      (access) => !(POLICY[access as keyof typeof POLICY] as readonly string[]).includes("everyone"),
    ),
  ).toEqual([]);
});

function isProblem(headers: Record<string, unknown>): boolean {
  return String(headers["content-type"]).startsWith("application/problem+json");
}
