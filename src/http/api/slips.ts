import type { FastifyReply } from "fastify";
import { z } from "zod";
import { renderSlips } from "../../../templates/print/slip.ts";
import { may } from "../../access/policy.ts";
import { standingsOf } from "../../access/standing.ts";
import type { Invited } from "../../contacts/invitations.ts";
import { listInvitable } from "../../contacts/invited.ts";
import { listSlips, SLIP_STATES } from "../../contacts/slips.ts";
import { BadInput, Forbidden } from "../../errors.ts";
import type { By } from "../../outbox/events.ts";
import { issueSlips } from "../slip-facts.ts";
import type { App, Web } from "../web.ts";
import { byOf, Id, Instant } from "./shapes.ts";

const tags = ["contacts"];
/** A slip holds a PIN, told once: programs cannot ask for it, and the answer is not kept. */
const issue = { access: "invitation.issue", passwordOnly: true, showsPersonal: true } as const;

/** The slips a class teacher prints and hands over (R4), and what came of them. */
export async function slipsApi(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.post(
    "/classes/:id/slips",
    {
      config: { ...issue, about: "class" },
      schema: {
        tags,
        summary: "Slips of access for a class as PDF; those before them stop working",
        params: Id,
        body: z.strictObject({
          to: z.enum(["guardians", "pupils"]).default("guardians"),
          /** Also to those who have a confirmed address already. */
          everybody: z.boolean().default(false),
        }),
      },
    },
    async (request, reply) => {
      const { params, body, actor } = request;
      const { day } = actor!;
      const all = await listInvitable(db, { classId: params.id, to: body.to, day });
      const invited = all.filter(({ isReached }) => body.everybody || !isReached);
      if (invited.length === 0)
        throw new BadInput(
          "Печатать некому: у каждого уже есть подтверждённый адрес. Можно напечатать всем.",
          ["everybody"],
        );
      return print(reply, { invited, day, by: byOf(request) });
    },
  );

  app.post(
    "/people/:id/slip",
    {
      config: { ...issue, about: "person" },
      schema: {
        tags,
        summary: "The slip of one person about one pupil as PDF; the one before it stops working",
        params: Id,
        body: z.strictObject({ pupilId: z.uuid() }),
      },
    },
    async (request, reply) => {
      const { params, body, actor } = request;
      const { day } = actor!;
      // The person's other children may learn in another class, and that one has its own class teacher.
      const about = { pupil: body.pupilId };
      if (!may("invitation.issue", await standingsOf(db, actor!.personId, { about, day })))
        throw new Forbidden("Листок об этом ученике печатает его классный руководитель.");
      const invited = [{ personId: params.id, pupilId: body.pupilId }];
      return print(reply, { invited, day, by: byOf(request) });
    },
  );

  app.get(
    "/classes/:id/joined",
    {
      config: { access: "invitation.check", about: "class", showsPersonal: true },
      schema: {
        tags,
        summary:
          "What came of the slips of a class: who joined, who answered «not me», who has not tried yet",
        params: Id,
        response: {
          200: z.array(
            z.object({
              id: z.uuid(),
              number: z.int(),
              personId: z.uuid(),
              person: z.string(),
              pupilId: z.uuid(),
              pupil: z.string(),
              issuedAt: Instant,
              expiresAt: Instant,
              state: z.enum(SLIP_STATES),
              answeredAt: Instant.nullable(),
              channel: z.enum(["telegram", "email", "paper"]).nullable(),
              wrongTries: z.int(),
            }),
          ),
        },
      },
    },
    async ({ params, actor }) => {
      const slips = await listSlips(db, { classId: params.id, day: actor!.day });
      return slips.map(({ issuedAt, expiresAt, answeredAt, ...slip }) => ({
        ...slip,
        issuedAt: issuedAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        answeredAt: answeredAt?.toISOString() ?? null,
      }));
    },
  );

  async function print(
    reply: FastifyReply,
    { by, ...wanted }: { invited: Invited[]; day: Date; by: By },
  ): Promise<FastifyReply> {
    const pdf = await renderSlips(await issueSlips(web, wanted, by));
    return reply
      .type("application/pdf")
      .header("content-disposition", 'attachment; filename="slips.pdf"')
      .send(pdf);
  }
}
