import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { writeLanguage } from "../../contacts/preferences.ts";
import { sourceOf } from "../gate.ts";
import { ownPath } from "../home.ts";
import { keepLanguage } from "../language.ts";
import type { App, Web } from "../web.ts";

const Form = z.object({ language: z.enum(["ru", "en"]) });

/** Russian or English: at the foot of every page, for a person and for somebody who has not signed in. */
export async function languageRoutes(app: App, web: Web): Promise<void> {
  app.post(
    "/language",
    { config: { access: "page.open" }, schema: { body: Form } },
    async (request, reply) => {
      const { actor } = request;
      const { language } = request.body;
      const by = { actorId: actor?.personId ?? null, source: sourceOf(request), silent: false };
      if (actor) await writeLanguage(web.db, actor.personId, { language, by });
      keepLanguage(reply, language, web);
      return reply.redirect(pageBefore(request), 303);
    },
  );
}

/** The page whose foot it was, with its search: a browser names it to its own server. */
function pageBefore({ headers: { referer }, hostname }: FastifyRequest): string {
  if (!referer || !URL.canParse(referer)) return "/";
  const url = new URL(referer);
  return (url.hostname === hostname && ownPath(url.pathname + url.search)) || "/";
}
