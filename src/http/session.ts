import type { FastifyReply, FastifyRequest } from "fastify";
import type { Standing } from "../access/policy.ts";
import { findSession, type OpenedSession } from "../access/sessions.ts";
import { standingsOf } from "../access/standing.ts";
import { dayIn } from "../clock.ts";
import { getSettings } from "../settings.ts";
import type { Web } from "./web.ts";

const COOKIE = "vestnik";

/** Who asks, known from the cookie; `standings` are those to the school as a whole. */
export interface Actor {
  personId: string;
  name: string;
  standings: Set<Standing>;
  isStaff: boolean;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Null: nobody has signed in. */
    actor: Actor | null;
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

export async function findActor({ db }: Web, request: FastifyRequest): Promise<Actor | null> {
  const token = tokenOf(request);
  const session = token ? await findSession(db, token) : null;
  if (!session) return null;
  const { personId } = session;
  const { timeZone } = await getSettings(db);
  const standings = await standingsOf(db, personId, { about: "school", day: dayIn(timeZone) });
  const person = await db.person.findUniqueOrThrow({ where: { id: personId } });
  const isStaff = STAFF.some((standing) => standings.has(standing));
  return { personId, name: shortName(person), standings, isStaff };
}

export function tokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[COOKIE];
}

export function setSession(reply: FastifyReply, { token, expiresAt }: OpenedSession, { config }: Web): void {
  void reply.setCookie(COOKIE, token, { ...cookieOptions(config.publicUrl), expires: expiresAt });
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
