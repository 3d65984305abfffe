import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { JournalFinalsPage } from "../../../templates/pages/journal-finals.tsx";
import { requestFinalCorrections } from "../../corrections/corrections.ts";
import { BadInput, ConfirmFirst } from "../../errors.ts";
import { type FinalWish, setFinals } from "../../finals/entering.ts";
import { byOf } from "../api/shapes.ts";
import { columnOf, readJournalFinals } from "../journal-finals-facts.ts";
import { showPage } from "../page.ts";
import { statusFor, wordsFor } from "../refusing.ts";
import type { App, Web } from "../web.ts";

const LONGEST_REASON = 500;
const Params = z.object({ id: z.uuid(), subjectId: z.uuid() });
/** `m.<pupil>` what stands in the field, `was.<pupil>` what stood there when the page was made, `seen.<pupil>` its version. */
const Form = z.record(z.string().max(50), z.string().max(1000));
type Fields = z.infer<typeof Form>;

interface Shown {
  of?: string | undefined;
  saved?: number | undefined;
  typed?: Map<string, string>;
  problem?: string;
  asksOne?: boolean;
  reason?: string;
}

/** Final marks of a class in a subject: set on their day (R40, R41), asked for by act after it. */
export async function journalFinalsRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const url = "/classes/:id/journal/:subjectId/finals";

  app.get(
    url,
    {
      config: { access: "journal.read", about: "journal" },
      schema: {
        params: Params,
        querystring: z.object({
          of: z.string().max(50).optional(),
          saved: z.coerce.number().int().min(0).optional().catch(undefined),
        }),
      },
    },
    (request, reply) => show(request, reply, request.query),
  );

  app.post(
    url,
    { config: { access: "finals.write", about: "journal" }, schema: { params: Params, body: Form } },
    async (request, reply) => {
      const { of = "", confirm = "", ...fields } = request.body;
      const confirmed = confirm === "one" ? (["one"] as const) : [];
      const place = placeOf(request, of);
      return answer(request, reply, {
        shown: { of, typed: typedIn(fields) },
        act: async () => {
          const entries = changedIn(fields);
          if (entries.length === 0) return "saved=0";
          const wanted = { ...place, entries, confirm: confirmed };
          const { set, changed } = await setFinals(db, wanted, byOf(request), {
            standings: request.standings,
          });
          return `saved=${set + changed}`;
        },
      });
    },
  );

  app.post(
    `${url}/correction`,
    {
      config: { access: "correction.requestFinal", about: "journal" },
      schema: { params: Params, body: Form },
    },
    async (request, reply) => {
      const { of = "", reason = "", ...fields } = request.body;
      return answer(request, reply, {
        shown: { of, typed: typedIn(fields), reason },
        next: "/corrections?asked=yes",
        act: async () => {
          const entries = changedIn(fields);
          if (entries.length === 0)
            throw new BadInput("Не указано, что исправить. Выберите верную отметку у ученика.");
          if (reason.trim() === "")
            throw new BadInput("Причина пуста. Напишите завучу, почему это надо исправить.");
          const asked = { ...placeOf(request, of), entries, reason: reason.trim().slice(0, LONGEST_REASON) };
          await requestFinalCorrections(db, asked, byOf(request), { standings: request.standings });
          return "";
        },
      });
    },
  );

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    { act, shown, next }: { act: () => Promise<string>; shown: Shown; next?: string },
  ): Promise<FastifyReply> {
    try {
      const told = await act();
      const here = request.url.split("?", 1)[0];
      return reply.redirect(next ?? `${here}?of=${encodeURIComponent(shown.of ?? "")}&${told}`, 303);
    } catch (error) {
      // Nothing typed may be lost, whatever happened.
      const problem = wordsFor(error, request);
      const asksOne = error instanceof ConfirmFirst;
      return show(request, reply.status(statusFor(error)), { ...shown, problem, asksOne });
    }
  }

  async function show(request: FastifyRequest, reply: FastifyReply, shown: Shown): Promise<FastifyReply> {
    const { id: classId, subjectId } = request.params as z.infer<typeof Params>;
    const { of, typed = new Map(), problem = null, asksOne = false, reason = "", saved = null } = shown;
    const facts = await readJournalFinals(db, {
      ...{ classId, subjectId, of },
      personId: request.actor!.personId,
      standings: request.standings,
    });
    return showPage(web, reply, JournalFinalsPage, { ...facts, typed, problem, asksOne, reason, saved });
  }
}

function placeOf(request: FastifyRequest, of: string) {
  const { id: classId, subjectId } = request.params as z.infer<typeof Params>;
  return { classId, subjectId, ...columnOf(of) };
}

function typedIn(fields: Fields): Map<string, string> {
  return new Map(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith("m.") ? [[name.slice(2), value.trim()] as const] : [],
    ),
  );
}

/** Only what was changed on this page: what somebody else set meanwhile stays. */
function changedIn(fields: Fields): (FinalWish & { version: number | undefined })[] {
  return [...typedIn(fields)].flatMap(([pupilId, value]) => {
    if (value === "" || value === (fields[`was.${pupilId}`] ?? "")) return [];
    if (!z.uuid().safeParse(pupilId).success)
      throw new BadInput("Такого ученика в классе нет. Обновите страницу.");
    const seen = Number(fields[`seen.${pupilId}`]);
    return [{ pupilId, value, version: Number.isSafeInteger(seen) ? seen : undefined }];
  });
}
