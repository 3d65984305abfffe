import { z } from "zod";
import { changePassword } from "../../access/accounts.ts";
import { type Action, may, POLICY } from "../../access/policy.ts";
import { endSession, endSessions, listSessions } from "../../access/sessions.ts";
import { type ApiToken, createToken, listTokens, revokeToken } from "../../access/tokens.ts";
import { listWards } from "../../access/wards.ts";
import { audit } from "../../audit.ts";
import { isoDay } from "../../clock.ts";
import { getPerson } from "../../people/people.ts";
import { TRIES_A_MINUTE } from "../routes/sign-in.ts";
import { tokenOf } from "../session.ts";
import type { App, Web } from "../web.ts";
import { Named } from "./people-shapes.ts";
import { byOf, Day, Instant, text } from "./shapes.ts";

const tags = ["me"];
const own = { access: "self.manage" } as const;
/** A token that was lost must not make itself another one, nor shut its owner out. */
const withPassword = { access: "self.manage", passwordOnly: true } as const;
const MOST_DAYS = 365;

const Me = z.object({
  person: Named,
  day: Day,
  via: z.enum(["cookie", "token"]),
  /** Nothing else may be done before POST /api/me/password. */
  mustChange: z.boolean(),
  /** To the school as a whole, today. */
  standings: z.array(z.string()),
  /** Of the policy table; to one pupil or lesson the door asks again. */
  actions: z.array(z.string()),
  /** Whose diary may be read as family. */
  pupils: z.array(Named.omit({ patronymic: true }).extend({ className: z.string().nullable() })),
});

const Token = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
});

const Session = z.object({
  id: z.uuid(),
  device: z.enum(["phone", "tablet", "computer"]).nullable(),
  createdAt: Instant,
  /** To the quarter of an hour. */
  seenAt: Instant,
  expiresAt: Instant,
  isThis: z.boolean(),
});

/** What is one's own: who one is here, the password, tokens, sessions. */
export async function meApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/me",
    { config: own, schema: { tags, summary: "Who I am and what I may do", response: { 200: Me } } },
    async ({ actor }) => {
      const { personId, day, via, mustChange, standings } = actor!;
      const { id, surname, givenName, patronymic } = await getPerson(db, personId);
      return {
        person: { id, surname, givenName, patronymic },
        day: isoDay(day),
        via,
        mustChange,
        standings: [...standings],
        actions: (Object.keys(POLICY) as Action[]).filter((action) => may(action, standings)),
        pupils: await listWards(db, personId, day),
      };
    },
  );

  app.post(
    "/me/password",
    {
      config: { ...withPassword, rateLimit: { max: TRIES_A_MINUTE, timeWindow: "1 minute" } },
      schema: {
        tags,
        summary: "Take another password; every other session ends",
        body: z.strictObject({ old: z.string().max(1000), new: z.string().max(1000) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { accountId } = request.actor!;
      await changePassword(db, { accountId, ...request.body, kept: tokenOf(request) }, byOf(request));
      return reply.status(204).send(null);
    },
  );

  app.get(
    "/me/tokens",
    {
      config: own,
      schema: { tags, summary: "My tokens that still open something", response: { 200: z.array(Token) } },
    },
    async ({ actor }) => (await listTokens(db, actor!.accountId)).map(shown),
  );

  app.post(
    "/me/tokens",
    {
      config: withPassword,
      schema: {
        tags,
        summary: "Make a personal token; it is told here and now only",
        body: z.strictObject({ name: text(100), days: z.int().min(1).max(MOST_DAYS) }),
        response: { 201: Token.extend({ token: z.string() }) },
      },
    },
    async (request, reply) => {
      const wanted = { accountId: request.actor!.accountId, ...request.body };
      const { token, created } = await createToken(db, wanted, byOf(request));
      return reply.status(201).send({ ...shown(created), token });
    },
  );

  app.delete(
    "/me/tokens/:tokenId",
    {
      config: own,
      schema: {
        tags,
        summary: "Revoke a token",
        params: z.object({ tokenId: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { accountId } = request.actor!;
      await revokeToken(db, { accountId, ...request.params }, byOf(request));
      return reply.status(204).send(null);
    },
  );

  app.get(
    "/me/sessions",
    {
      config: own,
      schema: {
        tags,
        summary: "Where I am signed in",
        response: { 200: z.array(Session) },
      },
    },
    async (request) => {
      const sessions = await listSessions(db, request.actor!.accountId, tokenOf(request));
      return sessions.map(({ createdAt, seenAt, expiresAt, ...session }) => ({
        ...session,
        createdAt: createdAt.toISOString(),
        seenAt: seenAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      }));
    },
  );

  app.delete(
    "/me/sessions/:sessionId",
    {
      config: withPassword,
      schema: {
        tags,
        summary: "Sign out in one place",
        params: z.object({ sessionId: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { accountId } = request.actor!;
      await endSession(db, { accountId, id: request.params.sessionId }, byOf(request));
      return reply.status(204).send(null);
    },
  );

  app.delete(
    "/me/sessions",
    {
      config: withPassword,
      schema: { tags, summary: "Sign out everywhere but here", response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { accountId } = request.actor!;
      await db.$transaction(async (tx) => {
        await endSessions(tx, accountId, tokenOf(request));
        await audit(tx, byOf(request), { action: "sessions.ended" });
      });
      return reply.status(204).send(null);
    },
  );
}

function shown({ createdAt, expiresAt, lastUsedAt, ...token }: ApiToken) {
  return {
    ...token,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
