import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { POLICY, type Standing } from "../../src/access/policy.ts";
import type { Db } from "../../src/db.ts";
import { buildApp } from "../../src/http/app.ts";
import { standingsByHand } from "../support/relations.ts";
import { listRoutes, type Route } from "../support/routes.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { testConfig } from "../support/test-config.ts";
import { furnish, type Reached, WALKERS, type Walker, walkPages } from "../support/walk.ts";

/**
 * Every page there is, from where each of them begins, along links alone. A page that is added later is walked by itself;
 * what nobody can reach has to be named here with its reason.
 */

/** Nobody walks to these: something else brings one there. */
const FROM_ELSEWHERE: Record<string, string> = {
  "/assets/:file": "loaded by pages",
  "/healthz": "asked by the machine",
  "/readyz": "asked by the machine",
  "/metrics": "asked by Prometheus",
  "/c/:token": "from a letter",
  "/stop/:token": "from a letter",
  "/j/:code": "from the slip in one's hands",
  "/m/:id": "from a message",
  "/chat": "of the made-up school only",
  "/postbox/latest": "asked by postbox.js",
};

/** Who may open a page and is not led there. */
const NOT_LED: Partial<Record<Walker, Record<string, string>>> = {};

/** The reader's language is English, and the page has Russian words only. */
const RUSSIAN_ONLY: string[] = [];

const HEAVIEST_BYTES = 100 * 1024;
const LONG = { timeout: 120_000 };

let school: TestSchool;
let app: FastifyInstance;
let routes: Route[];
let reached: Reached[];
let pages: Reached[];

beforeAll(async () => {
  school = await castSchool();
  await furnish(school);
  // The words of the other language may be missing; those of this one are seen by everybody's tests.
  await school.db.person.updateMany({ data: { language: "en" } });
  app = await buildApp({ db: school.db, config: testConfig() });
  routes = (await listRoutes()).filter(({ method, url }) => method === "GET" && !url.startsWith("/api/"));
  reached = await walkPages(school.db, school.cast);
  pages = reached.filter(({ type }) => type === "text/html");
}, LONG.timeout);
afterAll(async () => {
  await app.close();
  await school.close();
});

test("Every page is reached in three steps from where one begins, by everybody it is for", () => {
  const missing = WALKERS.flatMap((who) => {
    const led = new Set(reached.filter((page) => page.who === who).map(({ route }) => route));
    return routes
      .filter((route) => isFor(who, route) && !led.has(route.url))
      .filter(({ url }) => !FROM_ELSEWHERE[url] && !NOT_LED[who]?.[url])
      .map(({ url }) => `${who}: no way to ${url}`);
  });
  expect(missing).toEqual([]);
});

function isFor(who: Walker, { access, config }: Route): boolean {
  const allowed: readonly Standing[] = POLICY[access];
  return standingsByHand(who, config.about, "own").some((standing) => allowed.includes(standing));
}

test("No link leads to nothing, to a breakdown, or to what its reader may not open", () => {
  const broken = reached.filter(({ status }) => status !== 200);
  expect(broken.map(({ who, url, status }) => `${who}: ${url} answers ${status}`)).toEqual([]);
});

test("A page weighs at most 100 KB with all it loads, and loads nothing from elsewhere", LONG, async () => {
  const weights = new Map<string, Promise<number>>();
  const weigh = async (file: string) => (await app.inject({ url: file })).rawPayload.length;
  const wrong: string[] = [];
  for (const { who, url, body } of pages) {
    const files = loadedBy(body);
    const foreign = files.filter((file) => !file.startsWith("/"));
    if (foreign.length > 0) wrong.push(`${who}: ${url} loads ${foreign.join(", ")}`);
    let bytes = Buffer.byteLength(body);
    for (const file of files.filter((file) => file.startsWith("/"))) {
      if (!weights.has(file)) weights.set(file, weigh(file));
      bytes += await weights.get(file)!;
    }
    if (bytes > HEAVIEST_BYTES) wrong.push(`${who}: ${url} weighs ${Math.round(bytes / 1024)} KB`);
  }
  expect(wrong).toEqual([]);
});

/** Not what it frames: a letter in the postbox is a page of its own. */
function loadedBy(html: string): string[] {
  const found = [
    ...html.matchAll(/<(?:script|img)\b[^>]*?\ssrc="([^"]*)"/g),
    ...html.matchAll(/<link\b[^>]*?\shref="([^"]*)"/g),
  ];
  return found.map(([, file]) => file!).filter((file) => !file.startsWith("data:"));
}

test("Who reads English sees English, but for names and what people wrote", async () => {
  const written = await wordsOf(school.db);
  const wrong = new Set<string>();
  for (const { route, body } of pages.filter((page) => !page.route.endsWith("/letter"))) {
    const isEnglish = /<html lang="en"/.test(body);
    if (!isEnglish && !RUSSIAN_ONLY.includes(route)) wrong.add(`${route} is not in English`);
    if (!isEnglish) continue;
    const strange = russianIn(body).filter((word) => !written.has(word));
    if (strange.length > 0) wrong.add(`${route} says: ${[...new Set(strange)].slice(0, 8).join(", ")}`);
  }
  expect([...wrong].sort()).toEqual([]);
});

/** A piece that says of itself that it is Russian may be. */
function russianIn(html: string): string[] {
  return words(html.replace(/<(\w+)\b[^>]*\blang="ru"[^>]*>[\s\S]*?<\/\1>/g, ""));
}

/** Every word of the database: what people are called and what they wrote. */
async function wordsOf(db: Db): Promise<Set<string>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const all = tables.map(({ name }) => `select t::text as row from "${name}" t`).join(" union all ");
  const rows = await db.$queryRawUnsafe<{ row: string }[]>(all);
  return new Set(rows.flatMap(({ row }) => words(row)));
}

function words(text: string): string[] {
  return [...text.matchAll(/[а-яё]{2,}/gi)].map(([word]) => word.toLocaleLowerCase("ru"));
}
