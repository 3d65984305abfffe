import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { withPictures } from "../../../templates/email/pictures.ts";
import { PostboxPage } from "../../../templates/pages/postbox.tsx";
import { may } from "../../access/policy.ts";
import { NotFound } from "../../errors.ts";
import { getSettings } from "../../settings.ts";
import { showPage } from "../page.ts";
import { findPosted, findReceivers, readPostbox } from "../postbox-facts.ts";
import type { App, Web } from "../web.ts";

const NEWEST = 30;
const MOST = 480;

const Asked = z.object({
  person: z.union([z.uuid(), z.literal("")]).optional(),
  newest: z.coerce.number().int().min(1).max(MOST).default(NEWEST),
});
const Letter = z.object({ deliveryId: z.uuid() });

export async function postboxRoutes(app: App, web: Web): Promise<void> {
  const { db, config } = web;

  app.get(
    "/postbox",
    {
      config: { access: "postbox.read" },
      schema: { querystring: Asked },
    },
    async (request, reply) => {
      const { person, newest } = request.query;
      const seesAll = await maySeeAll(web, request);
      const personId = seesAll ? person || null : request.actor!.personId;
      const boxes = await readPostbox(db, { personId, newest });
      const mayPrint = may("paper.print", request.actor!.standings);
      const rounds = mayPrint
        ? await db.paperRound.findMany({
            where: { sheets: { some: {} } },
            include: { _count: { select: { sheets: true } } },
            orderBy: { number: "desc" },
            take: 5,
          })
        : [];
      return showPage(web, reply, PostboxPage, {
        ...boxes,
        receivers: seesAll ? await findReceivers(db) : null,
        personId,
        nothingLeaves: config.postbox,
        rounds: rounds.map(({ id, number, printedAt, _count }) => ({
          id,
          number,
          sheets: _count.sheets,
          isPrinted: printedAt !== null,
        })),
      });
    },
  );

  // For postbox.js: when the newest message came, nothing about it.
  app.get(
    "/postbox/latest",
    { config: { access: "postbox.read" }, schema: { querystring: Asked } },
    async (request, reply) => {
      const seesAll = await maySeeAll(web, request);
      const personId = seesAll ? request.query.person || null : request.actor!.personId;
      const { latest } = await readPostbox(db, { personId, newest: 1 });
      return reply.header("cache-control", "no-store").send({ latest });
    },
  );

  app.get(
    "/postbox/:deliveryId/letter",
    { config: { access: "postbox.read" }, schema: { params: Letter } },
    async (request, reply) => {
      const html = withPictures(await getLetter(web, request, request.params.deliveryId));
      // A letter is a stranger to our pages: inline styles and nothing else, and only our own page may frame it.
      return reply
        .header("content-security-policy", LETTER_POLICY)
        .header("x-frame-options", "SAMEORIGIN")
        .header("cache-control", "no-store")
        .type("text/html; charset=utf-8")
        .send(html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_top">`));
    },
  );

  app.get(
    "/postbox/:deliveryId/text",
    { config: { access: "postbox.read" }, schema: { params: Letter } },
    async (request, reply) => {
      const { text } = await getLetter(web, request, request.params.deliveryId);
      return reply.header("cache-control", "no-store").type("text/plain; charset=utf-8").send(text);
    },
  );
}

const LETTER_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "frame-ancestors 'self'",
  "sandbox allow-top-navigation-by-user-activation",
].join("; ");

/** In the made-up school staff look into everybody's post; in a real one everybody has their own. */
async function maySeeAll({ db }: Web, request: FastifyRequest): Promise<boolean> {
  const { demo } = await getSettings(db);
  const others = [...request.actor!.standings].filter((standing) => standing !== "receiver");
  return demo && may("postbox.read", others);
}

async function getLetter(web: Web, request: FastifyRequest, deliveryId: string) {
  const personId = (await maySeeAll(web, request)) ? null : request.actor!.personId;
  const posted = await findPosted(web.db, deliveryId, personId);
  if (posted?.rendered.channel !== "email") throw new NotFound("No such letter.");
  return posted.rendered;
}
