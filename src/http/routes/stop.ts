import { z } from "zod";
import { StopPage } from "../../../templates/pages/stop.tsx";
import { readStop } from "../../access/links.ts";
import { now } from "../../clock.ts";
import type { Db } from "../../db.ts";
import { NotFound } from "../../errors.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

const Params = z.object({ token: z.string().max(200) });

/** The "stop" link of a letter: opening it asks, posting to it does, from the page or from the mail program (RFC 8058). */
export async function stopRoutes(app: App, web: Web): Promise<void> {
  const { db, config } = web;

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
        await getPerson(web.db, config.secret, request.params.token);
        return showPage(web, reply, StopPage, { token: request.params.token, isStopped: false });
      },
    );

    own.post(
      "/stop/:token",
      { config: { access: "messages.stop", fromElsewhere: true }, schema: { params: Params } },
      async (request, reply) => {
        const personId = await getPerson(db, config.secret, request.params.token);
        await stopMarks(db, personId);
        return showPage(web, reply, StopPage, { token: request.params.token, isStopped: true });
      },
    );
  });
}

async function getPerson(db: Db, secret: string, token: string): Promise<string> {
  const personId = readStop(secret, token);
  if (!personId || !(await db.person.findUnique({ where: { id: personId } })))
    throw new NotFound("No such link.");
  return personId;
}

/** Marks about every pupil of theirs; finals and absences are owed whatever the family chooses (R63). */
async function stopMarks(db: Db, personId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    // Two clicks at once: a null pupil is not unique for the database, so the person's row is the lock.
    await tx.$queryRaw`select id from "Person" where id = ${personId}::uuid for update`;
    const { count } = await tx.choice.updateMany({
      where: { personId, topic: "marks", pupilId: null },
      data: { frequency: "off" },
    });
    if (count === 0) await tx.choice.create({ data: { personId, topic: "marks", frequency: "off" } });
    // A choice about one pupil would go before it.
    await tx.choice.updateMany({ where: { personId, topic: "marks" }, data: { frequency: "off" } });
    await tx.auditEntry.create({
      data: { at: now(), actorId: personId, via: "web", action: "messages.stopped" },
    });
  });
}
