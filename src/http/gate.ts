import type { FastifyRequest, RouteOptions } from "fastify";
import { z } from "zod";
import { type Action, may, POLICY, type Standing } from "../access/policy.ts";
import { type About, standingsOf } from "../access/standing.ts";
import { audit } from "../audit.ts";
import { Forbidden, NotFound } from "../errors.ts";
import type { Web } from "./web.ts";

/** A journal's address names its class and its subject: `:id` and `:subjectId`. */
type Thing = Exclude<KeyOf<About>, never>;
type KeyOf<Asked> = Asked extends object ? keyof Asked : never;

declare module "fastify" {
  interface FastifyRequest {
    /** R11 asks for this moment, however long the request has waited since. */
    receivedAt: Date;
    /** What the actor is to what the route is about, as the gate found it. */
    standings: Set<Standing>;
  }
  interface FastifyContextConfig {
    /** What of the policy table the route is; a route without it does not boot. */
    access?: Action;
    /** The `:id` of the address is the id of one of these; without it the school as a whole is asked about. */
    about?: Thing;
    /** It shows personal data: who read it is written into the audit trail (R34, R51). */
    showsPersonal?: true;
    /** Not for tokens: only who has signed in with the password may. */
    passwordOnly?: true;
    /** A POST that may come from elsewhere: a mail program does not know our pages (RFC 8058). */
    fromElsewhere?: true;
  }
}

/** Nobody is signed in, and the page needs somebody. */
export class SignInFirst extends Forbidden {
  override name = "SignInFirst";
}

/** The password is the one that was handed over; its owner chooses another one before anything else (R48, R51). */
export class ChangePasswordFirst extends Forbidden {
  override name = "ChangePasswordFirst";
}

/** A form that a page of somebody else sent; it says nothing about what is here, so everybody may read why. */
export class ForeignForm extends Forbidden {
  override name = "ForeignForm";
}

/** At boot: a route that does not say who may enter is a hole, not a page. */
export function refuseUnguarded(route: RouteOptions): void {
  // The pages that describe the API come from a library that knows nothing of our table.
  if (route.url.startsWith("/api/docs")) route.config = { ...route.config, access: "api.read" };
  const { method, url, config } = route;
  if (!config?.access || !(config.access in POLICY))
    throw new Error(
      `Route ${String(method)} ${url} does not say who may enter: give it config.access of the policy table.`,
    );
}

/**
 * Asks the policy table, before anything that was sent is looked at: who may not enter learns nothing from its faults.
 * @throws SignInFirst, Forbidden, NotFound
 */
export async function checkAccess({ db }: Web, request: FastifyRequest): Promise<void> {
  const { access, about, passwordOnly, showsPersonal } = request.routeOptions.config;
  if (!access) return; // the page "nothing here" is no route
  if (may(access, ["everyone"])) return;
  const { actor } = request;
  if (!actor) throw new SignInFirst("Войдите, чтобы открыть эту страницу.");
  if (passwordOnly && actor.via === "token")
    throw new Forbidden("По ключу API это нельзя. Войдите с паролем и повторите.");
  if (actor.mustChange && access !== "self.manage" && access !== "session.close")
    throw new ChangePasswordFirst("Сначала смените выданный пароль на свой.");
  const standings = about
    ? await standingsOf(db, actor.personId, { ...actor, about: thing(about, request) })
    : actor.standings;
  if (!may(access, standings)) throw new Forbidden("Эта страница для другой роли.");
  request.standings = standings;
  if (showsPersonal) await auditReading({ db }, request, access);
}

const Ids = z.object({ id: z.uuid(), subjectId: z.uuid().optional() });

/** @throws NotFound an address whose id cannot be one */
function thing(about: Thing, request: FastifyRequest): About {
  const ids = Ids.safeParse(request.params);
  if (!ids.success) throw new NotFound("По этому адресу ничего нет. Проверьте его.");
  const { id, subjectId = id } = ids.data;
  return (about === "journal" ? { journal: { classId: id, subjectId } } : { [about]: id }) as About;
}

async function auditReading({ db }: Pick<Web, "db">, request: FastifyRequest, action: Action): Promise<void> {
  const { about } = request.routeOptions.config;
  const { data } = Ids.safeParse(request.params);
  const by = { actorId: request.actor!.personId, source: sourceOf(request) };
  await audit(db, by, {
    action,
    ...(data ? { objectId: data.id } : {}),
    ...(about === "pupil" && data ? { pupilId: data.id } : {}),
  });
}

/** From where a request comes: a person at our pages, or a program with a token. */
export function sourceOf({ actor }: FastifyRequest): "web" | "api" {
  return actor?.via === "token" ? "api" : "web";
}

/**
 * Against a page elsewhere that posts with our visitor's cookie: a browser names the page a form was sent from.
 * No name at all: not a browser, so no cookie that somebody else could use.
 */
export function checkOrigin({ config }: Web, request: FastifyRequest): void {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method) || request.routeOptions.config.fromElsewhere)
    return;
  // A token is no cookie: no page elsewhere makes a browser send it.
  if (request.headers.authorization) return;
  const { origin, host } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (origin === undefined && (site === undefined || site === "same-origin")) return;
  const { origin: known, protocol } = new URL(config.publicUrl);
  // The host it was sent to counts too: in the school's own network it has another name.
  const ours = [known, `https://${host}`, ...(protocol === "http:" ? [`http://${host}`] : [])];
  if (origin === undefined || !ours.includes(origin))
    throw new ForeignForm("Форма пришла с чужой страницы. Откройте её у нас и отправьте ещё раз.");
}
