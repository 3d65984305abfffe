import type { OutgoingHttpHeaders } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Db } from "../../src/db.ts";
import { buildApp } from "../../src/http/app.ts";
import { fillSchool } from "./full-school.ts";
import type { Related } from "./relations.ts";
import { listRoutes } from "./routes.ts";
import type { TestSchool } from "./school.ts";
import { signInAs } from "./sign-in.ts";
import { testConfig } from "./test-config.ts";
import { makeThings } from "./things.ts";

/** One of each who works with pages. */
export const WALKERS = [
  "maltsev",
  "zakharov",
  "voronina",
  "popova",
  "gromova",
  "smirnova",
  "annaMother",
  "anna",
] as const satisfies Related[];
export type Walker = (typeof WALKERS)[number];

/** A page that was reached, and in how many steps from where its reader begins. */
export interface Reached {
  who: Walker;
  /** `/pupils/:id/diary` */
  route: string;
  url: string;
  steps: number;
  status: number;
  type: string;
  headers: OutgoingHttpHeaders;
  body: string;
}

/** Where one begins is no step. */
const FURTHEST = 3;
/** So many addresses of one page are opened: another lesson looks like the first. */
const OF_ONE_ROUTE = 2;
const NOWHERE = "nowhere";

/** A school in which every page has something to show. */
export async function furnish(school: TestSchool): Promise<void> {
  await makeThings(school);
  await fillSchool(school);
}

/** Opens what each of them can reach by links alone, as a browser without scripts would. */
export async function walkPages(db: Db, people: Record<Walker, { id: string }>): Promise<Reached[]> {
  const app = await buildApp({ db, config: testConfig() });
  const patterns = await readPatterns();
  try {
    const walks = WALKERS.map((who) => walk(app, { db, who, personId: people[who].id, patterns }));
    return (await Promise.all(walks)).flat();
  } finally {
    await app.close();
  }
}

interface Walk {
  db: Db;
  who: Walker;
  personId: string;
  patterns: Pattern[];
}

async function walk(app: FastifyInstance, { db, who, personId, patterns }: Walk): Promise<Reached[]> {
  const { cookies } = await signInAs(app, db, personId);
  const reached: Reached[] = [];
  const known = new Map<string, number>();
  const asked = new Set<string>();
  let here = ["/"];
  for (let steps = 0; steps <= FURTHEST && here.length > 0; steps++) {
    const next: string[] = [];
    const open = [...here];
    for (let url = open.shift(); url !== undefined; url = open.shift()) {
      if (asked.has(url)) continue;
      asked.add(url);
      const route = routeOf(url, patterns);
      const kind = `${route}?${[...new URL(url, "http://localhost").searchParams.keys()].sort()}`;
      const count = known.get(kind) ?? 0;
      if (count >= OF_ONE_ROUTE) continue;
      known.set(kind, count + 1);
      const { statusCode: status, headers, body } = await app.inject({ url, cookies });
      if (status === 303 || status === 302) {
        open.push(...within([String(headers.location)], url));
        continue;
      }
      const type = String(headers["content-type"]).split(";")[0]!;
      reached.push({ who, route, url, steps, status, type, headers, body });
      if (type === "text/html") next.push(...within(waysOn(body), url));
    }
    here = next;
  }
  return reached;
}

interface Pattern {
  url: string;
  matches: RegExp;
}

/** Plain addresses before those with ids: `/classes/new` is no class. */
async function readPatterns(): Promise<Pattern[]> {
  const routes = (await listRoutes()).filter(({ method }) => method === "GET");
  const ids = (url: string) => url.split(":").length;
  return routes
    .map(({ url }) => ({
      url,
      matches: new RegExp(`^${url.replaceAll(".", "\\.").replaceAll("*", ".*").replace(/:\w+/g, "[^/]+")}$`),
    }))
    .sort((a, b) => ids(a.url) - ids(b.url));
}

function routeOf(url: string, patterns: Pattern[]): string {
  const { pathname } = new URL(url, "http://localhost");
  return patterns.find(({ matches }) => matches.test(pathname))?.url ?? NOWHERE;
}

/** Links, framed pages, and forms that only ask. */
function waysOn(html: string): string[] {
  const links = [
    ...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g),
    ...html.matchAll(/<iframe\b[^>]*?\ssrc="([^"]*)"/g),
  ];
  const forms = [...html.matchAll(/<form\b[^>]*\bmethod="get"[^>]*>/g)].flatMap(([form]) => [
    ...(/\baction="([^"]*)"/.exec(form)?.slice(1) ?? []),
  ]);
  return [...links.map(([, href]) => href!), ...forms].map((href) => href.replaceAll("&amp;", "&"));
}

/** Addresses of ours, without the place on the page. */
function within(ways: string[], from: string): string[] {
  const base = new URL(from, "http://localhost");
  return ways.flatMap((way) => {
    const url = URL.canParse(way, base) ? new URL(way, base) : null;
    return url?.origin === base.origin ? [url.pathname + url.search] : [];
  });
}
