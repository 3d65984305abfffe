import type { FastifyReply, FastifyRequest } from "fastify";
import type { Standing } from "../access/policy.ts";
import { findSession, type OpenedSession } from "../access/sessions.ts";
import { type AtSchool, readAtSchool, standingsOf } from "../access/standing.ts";
import { findToken } from "../access/tokens.ts";
import { dayIn } from "../clock.ts";
import type { DeviceKind } from "../db.ts";
import { getSettings, type Settings } from "../settings.ts";
import type { Web } from "./web.ts";

const COOKIE = "vestnik";

/** Who asks, known from the cookie; `standings` are those to the school as a whole. */
export interface Actor {
  accountId: string;
  personId: string;
  name: string;
  standings: Set<Standing>;
  /** What `standings` come from: the gate asks about one thing, and most of the answer is known. */
  atSchool: AtSchool;
  isStaff: boolean;
  /** Today, in the school's zone: every right is asked on that day. */
  day: Date;
  via: "cookie" | "token";
  language: "ru" | "en";
  /** The password is the one that was handed over: nothing else may be done before it is changed. */
  mustChange: boolean;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Null: nobody has signed in. */
    actor: Actor | null;
    /** See `settingsOf`. */
    settings: Promise<Settings> | null;
  }
}

const STAFF: readonly Standing[] = [
  "administrator",
  "head",
  "deputyHead",
  "secretary",
  "subjectTeacher",
  "classTeacher",
];

export async function findActor(web: Web, request: FastifyRequest): Promise<Actor | null> {
  const { db } = web;
  const found = await findAccount(db, request);
  if (!found) return null;
  const { accountId, personId, via } = found;
  const { timeZone } = await settingsOf(web, request);
  const day = dayIn(timeZone);
  const [atSchool, person] = await Promise.all([readAtSchool(db, personId, day), readPerson(db, accountId)]);
  const standings = await standingsOf(db, personId, { about: "school", day, atSchool });
  const isStaff = STAFF.some((standing) => standings.has(standing));
  const mustChange = via === "cookie" && person.mustChange;
  const language = person.language === "en" ? "en" : "ru";
  const name = shortName(person);
  return { accountId, personId, name, standings, atSchool, isStaff, day, via, mustChange, language };
}

/** The school's settings, read once for a request: whoever changes them answers by leading to another page. */
export function settingsOf({ db }: Web, request: FastifyRequest): Promise<Settings> {
  request.settings ??= getSettings(db);
  return request.settings;
}

async function readPerson(db: Web["db"], accountId: string) {
  const [person] = await db.$queryRaw<[Named & { language: string; mustChange: boolean }]>`
    select p.surname, p."givenName", p.patronymic, p.language, a."mustChange"
    from "Account" a join "Person" p on p.id = a."personId" where a.id = ${accountId}::uuid`;
  return person;
}

/** By the cookie of a browser, or by `Authorization: Bearer …` of a program. */
async function findAccount(db: Web["db"], request: FastifyRequest) {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer) {
    const account = await findToken(db, bearer);
    return account && { ...account, via: "token" as const };
  }
  const token = tokenOf(request);
  const account = token ? await findSession(db, token) : null;
  return account && { ...account, via: "cookie" as const };
}

export function tokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[COOKIE];
}

export function setSession(reply: FastifyReply, { token, expiresAt }: OpenedSession, { config }: Web): void {
  void reply.setCookie(COOKIE, token, { ...cookieOptions(config.publicUrl), expires: expiresAt });
}

/** Of what a browser says of itself only this is looked at; null: it says nothing. */
export function deviceOf({ headers }: FastifyRequest): DeviceKind | null {
  const said = headers["user-agent"];
  if (!said) return null;
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(said)) return "tablet";
  return /Mobi|iPhone/.test(said) ? "phone" : "computer";
}

export function clearSession(reply: FastifyReply, { config }: Web): void {
  void reply.clearCookie(COOKIE, cookieOptions(config.publicUrl));
}

function cookieOptions(publicUrl: string) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: publicUrl.startsWith("https:") } as const;
}

interface Named {
  surname: string;
  givenName: string;
  patronymic: string | null;
}

/** «Кравцова Елена Сергеевна» */
export function fullName({ surname, givenName, patronymic }: Named): string {
  return [surname, givenName, patronymic].filter(Boolean).join(" ");
}

/** «Смирнова О. П.» */
export function shortName({ surname, givenName, patronymic }: Named): string {
  const initials = [givenName, patronymic].flatMap((name) => (name ? [`${[...name][0]}.`] : []));
  return [surname, ...initials].join("\u00A0");
}
