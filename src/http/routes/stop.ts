import { z } from "zod";
import { StopPage } from "../../../templates/pages/stop.tsx";
import { readStop } from "../../access/links.ts";
import { choosePreset } from "../../deliveries/choosing.ts";
import { NotFound } from "../../errors.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

const Params = z.object({ token: z.string().max(200) });

/** The "stop" link of a letter: opening it asks, posting to it does, from the page or from the mail program (RFC 8058). */
export async function stopRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  await app.register(async (own: App) => {
    // A mail program may send its one click in any form it likes; the address says everything.
    own.removeAllContentTypeParsers();
    own.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: 4096 }, (_request, _body, done) =>
      done(null, {}),
    );

    own.get(
      "/stop/:token",
      { config: { access: "messages.stop" }, schema: { params: Params } },
      async (request, reply) => {
        await getPerson(web, request.params.token);
        return showPage(web, reply, StopPage, { token: request.params.token, isStopped: false });
      },
    );

    own.post(
      "/stop/:token",
      { config: { access: "messages.stop", fromElsewhere: true }, schema: { params: Params } },
      async (request, reply) => {
        const personId = await getPerson(web, request.params.token);
        // Finals and unexplained absences are owed whatever the family chooses (R63).
        const by = { actorId: personId, source: "web", silent: false } as const;
        await choosePreset(db, { personId, preset: "off", pupilId: null }, by);
        return showPage(web, reply, StopPage, { token: request.params.token, isStopped: true });
      },
    );
  });
}

async function getPerson({ db, config }: Web, token: string): Promise<string> {
  const { secret, secretPrevious } = config;
  const personId = readStop(secret, token) ?? (secretPrevious ? readStop(secretPrevious, token) : null);
  if (!personId || !(await db.person.findUnique({ where: { id: personId } })))
    throw new NotFound("No such link.");
  return personId;
}
