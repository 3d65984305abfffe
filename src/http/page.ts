import type { FastifyReply, FastifyRequest } from "fastify";
import { h, type JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Frame, NavLink } from "../../templates/pages/layout.tsx";
import { type Action, may, type Standing } from "../access/policy.ts";
import { assetPath } from "./asset-paths.ts";
import { languageOf } from "./language.ts";
import { settingsOf } from "./session.ts";
import type { Web } from "./web.ts";

interface Section extends NavLink {
  access: Action;
  /** Only for whom it holds something. */
  unless?: (standings: Set<Standing>) => boolean;
}

const SECTIONS: Section[] = [
  {
    href: "/lessons",
    section: "lessons",
    access: "lessons.list",
    unless: (own) => !own.has("subjectTeacher"),
  },
  {
    href: "/classes",
    section: "classes",
    access: "attendance.read",
    unless: (own) => !own.has("classTeacher"),
  },
  { href: "/control", section: "control", access: "finals.check" },
  { href: "/board", section: "board", access: "board.read", unless: (own) => may("finals.check", own) },
  { href: "/finals", section: "finals", access: "finals.publish" },
  { href: "/deliveries", section: "deliveries", access: "deliveries.read" },
  { href: "/contacts", section: "contacts", access: "contacts.list" },
  { href: "/people", section: "people", access: "people.list" },
  { href: "/settings/school", section: "school", access: "settings.read" },
  { href: "/paper", section: "paper", access: "paper.print" },
  { href: "/diary", section: "diary", access: "choices.own", unless: isNoFamily },
  { href: "/news", section: "news", access: "choices.own", unless: isNoFamily },
  { href: "/postbox", section: "postbox", access: "postbox.read" },
  { href: "/settings", section: "settings", access: "choices.own", unless: isNoFamily },
  { href: "/telegram", section: "telegram", access: "choices.own" },
];

/** By their rank; who is several of them goes by the first. */
const ROLES: Standing[] = [
  "administrator",
  "head",
  "deputyHead",
  "secretary",
  "classTeacher",
  "subjectTeacher",
  "guardian",
  "pupil",
];

type Page<Props> = (props: Props & { frame: Frame }) => JSX.Element;

/** Sends a page; what it shows goes to nobody's cache. */
export async function showPage<Props extends object>(
  web: Web,
  reply: FastifyReply,
  page: Page<Props>,
  props: Props,
): Promise<FastifyReply> {
  const frame = await frameOf(web, reply.request);
  const html = renderToString(h(page as never, { ...props, frame } as never));
  return reply
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .send(`<!doctype html>${html}`);
}

async function frameOf(web: Web, request: FastifyRequest): Promise<Frame> {
  const { schoolName, demo } = await settingsOf(web, request);
  const { actor } = request;
  const path = request.url.split("?", 1)[0] ?? "/";
  const language = languageOf(request);
  if (!actor) return { school: schoolName, demo, viewer: null, path, language, asset: assetPath };
  const viewer = { name: actor.name, role: roleOf(actor.standings), nav: navFor(actor.standings) };
  return { school: schoolName, demo, viewer, path, language, asset: assetPath };
}

const HOMES: Partial<Record<string, string>> = {
  administrator: "/contacts",
  head: "/control",
  deputyHead: "/control",
  guardian: "/diary",
  pupil: "/diary",
};

/** Where a person begins after signing in: whoever teaches, at the lessons of the day. */
export function homeOf(standings: Set<Standing>): string {
  if (standings.has("subjectTeacher")) return "/lessons";
  return HOMES[roleOf(standings)] ?? navFor(standings)[0]?.href ?? "/postbox";
}

function navFor(standings: Set<Standing>): NavLink[] {
  return SECTIONS.filter(({ access, unless }) => may(access, standings) && !unless?.(standings)).map(
    ({ href, section }) => ({ href, section }),
  );
}

function isNoFamily(own: Set<Standing>): boolean {
  return !own.has("guardian") && !own.has("pupil");
}

/** By rank: what somebody goes by who is several. */
export function roleOf(standings: Set<Standing>): string {
  return ROLES.find((standing) => standings.has(standing)) ?? "guest";
}
