import type { FastifyRequest, RouteOptions } from "fastify";
import { type Action, may, POLICY } from "../access/policy.ts";
import { type About, standingsOf } from "../access/standing.ts";
import { dayIn } from "../clock.ts";
import { Forbidden } from "../errors.ts";
import { getSettings } from "../settings.ts";
import type { Web } from "./web.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What of the policy table the route is; a route without it does not boot. */
    access?: Action;
    /** The `:id` of the address is the id of one of these; without it the school as a whole is asked about. */
    about?: "lesson" | "delivery";
    /** A POST that may come from elsewhere: a mail program does not know our pages (RFC 8058). */
    fromElsewhere?: true;
  }
}

/** Nobody is signed in, and the page needs somebody. */
export class SignInFirst extends Forbidden {
  override name = "SignInFirst";
}

/** A form that a page of somebody else sent; it says nothing about what is here, so everybody may read why. */
export class ForeignForm extends Forbidden {
  override name = "ForeignForm";
}

/** At boot: a route that does not say who may enter is a hole, not a page. */
export function refuseUnguarded({ method, url, config }: RouteOptions): void {
  if (!config?.access || !(config.access in POLICY))
    throw new Error(
      `Route ${String(method)} ${url} does not say who may enter: give it config.access of the policy table.`,
    );
}

/** Asks the policy table. @throws SignInFirst, Forbidden, NotFound */
export async function checkAccess({ db }: Web, request: FastifyRequest): Promise<void> {
  const { access, about } = request.routeOptions.config;
  if (!access) return; // the page "nothing here" is no route
  if (may(access, ["everyone"])) return;
  const { actor } = request;
  if (!actor) throw new SignInFirst("Войдите, чтобы открыть эту страницу.");
  const standings = about
    ? await standingsOf(db, actor.personId, await thing(db, about, request))
    : actor.standings;
  if (!may(access, standings)) throw new Forbidden("Эта страница для другой роли.");
}

async function thing(db: Web["db"], about: "lesson" | "delivery", request: FastifyRequest) {
  const { id } = request.params as { id: string };
  const { timeZone } = await getSettings(db);
  const asked: About = about === "lesson" ? { lesson: id } : { delivery: id };
  return { about: asked, day: dayIn(timeZone) };
}

/**
 * Against a page elsewhere that posts with our visitor's cookie: a browser names the page a form was sent from.
 * No name at all: not a browser, so no cookie that somebody else could use.
 */
export function checkOrigin({ config }: Web, request: FastifyRequest): void {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method) || request.routeOptions.config.fromElsewhere)
    return;
  const { origin, host } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (origin === undefined && (site === undefined || site === "same-origin")) return;
  const { origin: known, protocol } = new URL(config.publicUrl);
  // The host it was sent to counts too: in the school's own network it has another name.
  const ours = [known, `https://${host}`, ...(protocol === "http:" ? [`http://${host}`] : [])];
  if (origin === undefined || !ours.includes(origin))
    throw new ForeignForm("Форма пришла с чужой страницы. Откройте её у нас и отправьте ещё раз.");
}
