import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccount } from "../../src/access/issuing.ts";
import { POLICY, type Standing } from "../../src/access/policy.ts";
import { setClock } from "../../src/clock.ts";
import type { Db } from "../../src/db.ts";
import { buildApp } from "../../src/http/app.ts";
import { standingsByHand } from "../support/relations.ts";
import { listRoutes, type Route } from "../support/routes.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { postForm } from "../support/sign-in.ts";
import { testConfig } from "../support/test-config.ts";
import { furnish, type Reached, WALKERS, type Walker, walkPages } from "../support/walk.ts";
import { FROM_ELSEWHERE, NOT_LED } from "./not-led.ts";

/**
 * Every page there is, from where each of them begins, along links alone. A page that is added later is walked by itself;
 * what nobody can reach has to be named in not-led.ts with its reason.
 */

/** Russian in every language: the name of the program, and what a journal writes in a cell. */
const NEVER_TRANSLATED = ["вестник", "оп", "уп", "нп"];
const HEAVIEST_BYTES = 100 * 1024;
/** A school morning in Krasnoyarsk: at night, when this may run, no lesson is behind anybody. */
const MORNING = new Date("2026-11-26T04:00:00Z");
const LONG = { timeout: 120_000 };

let school: TestSchool;
let app: FastifyInstance;
let routes: Route[];
let reached: Reached[];
let pages: Reached[];

beforeAll(async () => {
  setClock(MORNING);
  school = await castSchool({ now: MORNING });
  await furnish(school);
  // Its row stands there without a file behind it.
  await school.db.material.deleteMany();
  // The words of the other language may be missing; those of this one are seen by everybody's tests.
  await school.db.person.updateMany({ data: { language: "en" } });
  app = await buildApp({ db: school.db, config: testConfig() });
  routes = (await listRoutes()).filter(({ method, url }) => method === "GET" && !url.startsWith("/api/"));
  reached = await walkPages(school.db, school.cast);
  pages = reached.filter(({ type }) => type === "text/html");
}, LONG.timeout);
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

test("Every page is reached in three steps from where one begins, by everybody it is for", () => {
  const missing = WALKERS.flatMap((who) =>
    routes
      .filter((route) => isFor(who, route) && !isLed(who, route.url) && !FROM_ELSEWHERE[route.url])
      .filter(({ url }) => !NOT_LED.some((line) => line.who.includes(who) && line.to.includes(url)))
      .map(({ url }) => `${who}: no way to ${url}`),
  );
  expect(missing).toEqual([]);
});

test("What is said to be out of reach is out of reach", () => {
  const pairs = NOT_LED.flatMap(({ who, to }) => to.flatMap((url) => who.map((one) => [one, url] as const)));
  const untrue = pairs.filter(([who, url]) => {
    const route = routes.find((each) => each.url === url);
    return !route || !isFor(who, route) || isLed(who, url);
  });
  expect(untrue.map(([who, url]) => `${who} goes to ${url}, or may not: take it out of NOT_LED`)).toEqual([]);
});

function isLed(who: Walker, url: string): boolean {
  return reached.some((page) => page.who === who && page.route === url);
}

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
  for (const word of NEVER_TRANSLATED) written.add(word);
  const wrong = new Set<string>();
  for (const { route, body } of pages.filter((page) => !page.route.endsWith("/letter"))) {
    const isEnglish = /<html lang="en"/.test(body);
    if (!isEnglish) wrong.add(`${route} is not in English`);
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

test("Every page runs and wears nothing but what our server sent beside it, and is kept by nobody", () => {
  const wrong: string[] = [];
  for (const { route, headers, body } of pages.filter((page) => !page.route.endsWith("/letter"))) {
    const policy = String(headers["content-security-policy"]);
    if (!policy.includes("default-src 'none'") || /unsafe|\*|https?:/.test(policy))
      wrong.push(`${route}: ${policy}`);
    const kept = [headers["x-frame-options"], headers["x-content-type-options"], headers["cache-control"]];
    if (kept.join() !== "DENY,nosniff,no-store") wrong.push(`${route}: ${kept}`);
    const inline = /<script(?![^>]*\ssrc=)|<style|<[^>]*\s(?:style|on[a-z]+)=/i.exec(body)?.[0];
    if (inline) wrong.push(`${route} holds ${inline}, which the policy forbids: take it into a file.`);
    const outward = /<form\b[^>]*\baction="(?!\/(?!\/))[^"]*"/.exec(body)?.[0];
    if (outward) wrong.push(`${route} sends a form elsewhere: ${outward}`);
  }
  expect([...new Set(wrong)]).toEqual([]);
});

test("No form is taken from a page elsewhere, whatever it would do", LONG, async () => {
  const taken: string[] = [];
  for (const { method, url, config } of await listRoutes()) {
    if (method === "GET" || config.fromElsewhere) continue;
    const { statusCode } = await app.inject({
      method: method as "POST",
      url: url.replace(/:\w+/g, "00000000-0000-4000-8000-000000000000"),
      headers: { origin: "https://elsewhere.example" },
    });
    if (statusCode !== 403) taken.push(`${method} ${url} answers ${statusCode}`);
  }
  expect(taken).toEqual([]);
});

/** Where a password, a PIN or the secret of a link could be guessed. */
const DOORS = [
  "/sign-in",
  "/password",
  "/j/:code",
  "/c/:token",
  "/e/:token",
  "/sign-in/link",
  "/api/session",
  "/api/me/password",
];

test("Guessing at a door is slowed down, by the door itself or by who stands behind it", async () => {
  const posts = (await listRoutes()).filter(({ method, url }) => method === "POST" && DOORS.includes(url));
  expect(posts.map(({ url }) => url).sort()).toEqual([...DOORS].sort());
  const loose = posts.filter(({ config }) => !(config as { rateLimit?: unknown }).rateLimit);
  expect(loose.map(({ url }) => url)).toEqual([]);
});

test.each([
  { publicUrl: "http://localhost", secure: undefined },
  { publicUrl: "https://school.example", secure: true },
])("The cookie of a session at $publicUrl is for our server alone", async ({ publicUrl, secure }) => {
  const other = await buildApp({ db: school.db, config: testConfig({ publicUrl }) });
  const by = { actorId: school.cast.maltsev.id, source: "web", silent: false } as const;
  await school.db.account.deleteMany({ where: { personId: school.cast.drozdova.id } });
  const { account, password } = await createAccount(school.db, { personId: school.cast.drozdova.id }, by);
  const { cookies } = await postForm(other, "/sign-in", {
    form: { login: account.login, password },
    origin: publicUrl,
  });
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ path: "/", httpOnly: true, sameSite: "Lax" });
  expect(cookies[0]!.secure).toBe(secure);
  await other.close();
  await school.db.session.deleteMany({ where: { account: { personId: school.cast.drozdova.id } } });
});
