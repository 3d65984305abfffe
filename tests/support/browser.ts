import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import type { Result } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { buildApp } from "../../src/http/app.ts";
import type { Web } from "../../src/http/web.ts";
import { signInAs } from "./sign-in.ts";
import { testConfig } from "./test-config.ts";

/**
 * Our pages in Debian's Chromium, seen by a person of the cast:
 *
 *     describe.skipIf(!CHROMIUM)(`The diary${leftOut}`, () => {
 *       site = await openSite({ db: school.db });                                   // beforeAll; close it in afterAll
 *       const page = await site.visit("/lessons", { as: cast.smirnova.id, size: "phone", theme: "dark" });
 *       await expectAccessible(page);
 *
 * `close` throws what pages said wrong meanwhile: an error on the console, a refusal of the content security policy, a file that
 * is missing, a request that would have left the server.
 */

export const CHROMIUM = findProgram(["chromium", "chromium-browser", "google-chrome"]);
/** For the title of what is skipped without it. */
export const leftOut = CHROMIUM ? "" : " (left out: no chromium on PATH, Debian: apt-get install chromium)";

/** CSS pixels; 360 is the narrowest phone the look is drawn for. */
const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } } as const;
/** What is written on the console when no answer comes at all. */
const CUT_OFF = /^Failed to load resource: net::ERR_/;
/** What the reload of a form's refusal is written on the console as. */
const REFUSAL = /^Failed to load resource: the server responded with a status of 4/;
const SERIOUS = ["serious", "critical"];

export interface Look {
  /** Id of the person who has signed in; nobody without it. */
  as?: string;
  size?: keyof typeof SIZES;
  theme?: "light" | "dark";
  /** No script runs: what is shown is what the server said. */
  withoutScripts?: true;
  /** The same school served by another process. */
  at?: string;
  /** Its connection is lost on purpose. */
  cutOff?: true;
}

export interface Site {
  url: string;
  /** A page of our own with this path open; each visit has its own cookies. */
  visit(path: string, look?: Look): Promise<Page>;
  /** @throws what pages said wrong while they were open */
  close(): Promise<void>;
}

/** The application on a port of its own, and the browser that looks at it. */
export async function openSite(web: Pick<Web, "db"> & Partial<Web>): Promise<Site> {
  const app = await buildApp({ config: testConfig(), ...web });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  const wrong: string[] = [];
  looking += 1;
  return {
    url,
    async visit(path, look = {}) {
      const { as, size = "desktop", theme = "light", withoutScripts, at = url, cutOff = false } = look;
      const context = await (await openBrowser()).newContext({
        viewport: SIZES[size],
        colorScheme: theme,
        javaScriptEnabled: !withoutScripts,
        hasTouch: size === "phone",
        locale: "ru-RU",
      });
      if (as) {
        const { vestnik } = (await signInAs(app, web.db, as)).cookies;
        await context.addCookies([{ name: "vestnik", value: vestnik, url: at }]);
      }
      const watch = { url: at, wrong, cutOff };
      await keepInside(context, watch);
      const page = await context.newPage();
      listen(page, watch);
      await page.goto(at + path);
      return page;
    },
    async close() {
      looking -= 1;
      if (looking === 0) await closeBrowser();
      await app.close();
      if (wrong.length > 0) throw new Error(`Pages said:\n${wrong.join("\n")}`);
    },
  };
}

/**
 * Nothing serious or critical for those who listen to the page or go through it by keys (WCAG, by axe-core). `rules`: these
 * alone, where the same page was looked at by all of them in another dress.
 */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  await page.evaluate(await axeSource());
  const options = { resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}) };
  const violations = await page.evaluate<Result[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  const found = violations
    .filter(({ impact }) => impact && SERIOUS.includes(impact))
    .map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" · ")}`,
    );
  if (found.length > 0) throw new Error(`Not for everybody, ${pathOf(page)}:\n${found.join("\n")}`);
}

/** The page itself never moves sideways; what is wide scrolls inside it. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [wide, shown] = await page.evaluate<[number, number]>(
    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
  );
  if (wide > shown)
    throw new Error(`${pathOf(page)} is ${wide} px wide and shows ${shown}: it moves sideways.`);
}

/** Bytes of the page with everything it loaded, as if nothing had been kept from before. */
export async function weightOf(page: Page): Promise<number> {
  return page.evaluate<number>(
    "performance.getEntries().reduce((sum, entry) => sum + (entry.encodedBodySize ?? 0), 0)",
  );
}

function pathOf(page: Page): string {
  return new URL(page.url()).pathname;
}

// One browser for all sites that are open: starting it takes longer than looking at a page.
let browser: Promise<Browser> | null = null;
let looking = 0;

function openBrowser(): Promise<Browser> {
  // It ends with its pipe; playwright's own way to end at a signal would keep the runner's worker alive.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  browser ??= chromium.launch({ executablePath: CHROMIUM!, args: ["--no-sandbox"], ...signals });
  return browser;
}

async function closeBrowser(): Promise<void> {
  const open = await browser;
  browser = null;
  await open?.close();
}

let axe: string | undefined;
async function axeSource(): Promise<string> {
  axe ??= await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  return axe;
}

interface Watch {
  url: string;
  wrong: string[];
  cutOff: boolean;
}

async function keepInside(context: BrowserContext, { url, wrong }: Watch): Promise<void> {
  await context.route(
    (asked) => asked.protocol.startsWith("http") && asked.origin !== url,
    async (route) => {
      wrong.push(`a request would have left the server: ${new URL(route.request().url()).host}`);
      await route.abort();
    },
  );
}

function listen(page: Page, { url, wrong, cutOff }: Watch): void {
  const here = () => page.url().replace(url, "");
  page.on("pageerror", (error) => wrong.push(`${here()}: ${error.message}`));
  page.on("console", (message) => {
    const isMeant = REFUSAL.test(message.text()) || (cutOff && CUT_OFF.test(message.text()));
    if (message.type() === "error" && !isMeant) wrong.push(`${here()}: ${message.text()}`);
  });
  page.on("response", (response) => {
    const isBroken =
      response.status() >= 500 || (response.status() >= 400 && response.url().includes("/assets/"));
    if (isBroken) wrong.push(`${here()}: ${response.status()} ${response.url().replace(url, "")}`);
  });
}

function findProgram(names: string[]): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
}
