import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { GUIDE_ROLES, type GuideRole } from "../../../templates/guides/guide.ts";
import { GuidePage, type GuideProps } from "../../../templates/pages/guide.tsx";
import { may } from "../../access/policy.ts";
import { cancelTraining, LONGEST_TRAINING, listTrainings, planTraining } from "../../board/trainings.ts";
import { clockFace, isoDay } from "../../clock.ts";
import { BadInput } from "../../errors.ts";
import { sourceOf } from "../gate.ts";
import { roleOf, showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

const Role = z.enum(GUIDE_ROLES);
const text = z.string().trim().max(LONGEST_TRAINING);
const Form = z.object({
  role: Role,
  day: z.string().max(20),
  time: z.string().max(20),
  topic: text,
  place: text,
});
const NOTHING_TYPED = { day: "", time: "", topic: "", place: "" };
const A_DAY = z.iso.date();

/** Help by role (R9, R25), open to whoever comes: nobody has to be signed in to be helped. */
export async function guideRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const show = async (
    { actor }: FastifyRequest,
    reply: FastifyReply,
    shown: Pick<GuideProps, "role"> & Partial<GuideProps>,
  ) => {
    const trainings = await listTrainings(db);
    return showPage(web, reply, GuidePage, {
      trainings: trainings.map(({ date, minutes, ...training }) => ({
        ...training,
        day: isoDay(date),
        time: clockFace(minutes),
      })),
      mayPlan: actor !== null && may("training.write", actor.standings),
      typed: NOTHING_TYPED,
      problem: null,
      ...shown,
    });
  };

  app.get("/guide", { config: { access: "page.open" } }, async (request, reply) =>
    show(request, reply, { role: guideOf(request) }),
  );

  app.get(
    "/guide/:role",
    { config: { access: "page.open" }, schema: { params: z.object({ role: Role }) } },
    async (request, reply) => show(request, reply, request.params),
  );

  app.post(
    "/guide/trainings",
    { config: { access: "training.write" }, schema: { body: Form } },
    async (request, reply) => {
      const { role, ...typed } = request.body;
      const by = { actorId: request.actor!.personId, source: sourceOf(request), silent: false };
      try {
        await planTraining(db, { ...typed, ...readMoment(typed) }, by);
        return reply.redirect(`/guide/${role}#trainings`, 303);
      } catch (error) {
        if (!(error instanceof BadInput)) throw error;
        const problem = { field: String(error.path[0]), sentence: error.message };
        return show(request, reply.status(422), { role, typed, problem });
      }
    },
  );

  app.post(
    "/guide/trainings/:trainingId/cancel",
    { config: { access: "training.write" }, schema: { params: z.object({ trainingId: z.uuid() }) } },
    async (request, reply) => {
      const by = { actorId: request.actor!.personId, source: sourceOf(request), silent: false };
      await cancelTraining(db, request.params.trainingId, by);
      return reply.redirect(`/guide/${guideOf(request)}#trainings`, 303);
    },
  );
}

/** One's own; who is nobody here yet is most often a parent. */
function guideOf({ actor }: FastifyRequest): GuideRole {
  return Role.catch("guardian").parse(actor && roleOf(actor.standings));
}

/** @throws BadInput what cannot be a day, an hour, or is left empty */
function readMoment({ day, time, topic, place }: Omit<z.infer<typeof Form>, "role">) {
  if (!topic) throw new BadInput("Занятие о чём-то. Впишите тему.", ["topic"]);
  if (!A_DAY.safeParse(day).success) throw new BadInput("Укажите день занятия.", ["day"]);
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (!hours || !minutes) throw new BadInput("Укажите, во сколько занятие начинается.", ["time"]);
  if (!place) throw new BadInput("Укажите, где занятие.", ["place"]);
  return { day, minutes: Number(hours) * 60 + Number(minutes) };
}
