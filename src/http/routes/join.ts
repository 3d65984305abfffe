import type { FastifyReply } from "fastify";
import { z } from "zod";
import { JoinPage, type JoinProps } from "../../../templates/pages/join.tsx";
import type { Entitled } from "../../contacts/invited.ts";
import {
  acceptInvitation,
  checkCode,
  declineInvitation,
  openInvitation,
  type SlipKey,
} from "../../contacts/redemption.ts";
import { BadInput, Closed, NotFound } from "../../errors.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";
import { TRIES_A_MINUTE } from "./sign-in.ts";

const Params = z.object({ code: z.string().max(64) });
const Form = z.object({
  /** Typed with a space in the middle, as the slip has it. */
  pin: z
    .string()
    .max(20)
    .transform((typed) => typed.replace(/\D/g, "")),
  answer: z.enum(["yes", "no"]).optional(),
  email: z.string().trim().max(300).optional(),
});

/**
 * The link of a slip (R4), for whoever joins by email: the PIN, then the question whether it is them, then their
 * address. Every step brings code and PIN along, so that nothing of a half-made answer is kept.
 */
export async function joinRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const config = {
    access: "invitation.open",
    rateLimit: { max: TRIES_A_MINUTE, timeWindow: "1 minute" },
  } as const;

  app.get("/j/:code", { config, schema: { params: Params } }, async ({ params: { code } }, reply) =>
    calmly(code, reply, async () => {
      await checkCode(db, code);
      return { step: "pin", problem: null };
    }),
  );

  app.post(
    "/j/:code",
    { config, schema: { params: Params, body: Form } },
    async ({ params: { code }, body }, reply) =>
      calmly(code, reply, () => answer({ code, pin: body.pin }, body)),
  );

  async function answer(key: SlipKey, form: z.infer<typeof Form>): Promise<Step> {
    if (form.answer === "no") {
      await declineInvitation(db, key);
      return { step: "declined" };
    }
    const asked = namesOf(await openInvitation(db, key));
    if (form.answer === undefined) return { step: "question", pin: key.pin, ...asked };
    if (form.email === undefined) return { step: "address", pin: key.pin, problem: null, email: "" };
    try {
      const { state } = await acceptInvitation(db, { ...key, channel: "email", address: form.email });
      return { step: "done", isConfirmed: state === "confirmed" };
    } catch (error) {
      if (!(error instanceof BadInput) || error.path[0] !== "address") throw error;
      return { step: "address", pin: key.pin, problem: error.message, email: form.email };
    }
  }

  async function calmly(code: string, reply: FastifyReply, next: () => Promise<Step>): Promise<FastifyReply> {
    const show = (status: number, step: Step) =>
      showPage(web, reply.status(status), JoinPage, { code, ...step } as JoinProps);
    try {
      const step = await next();
      return await show("problem" in step && step.problem !== null ? 422 : 200, step);
    } catch (error) {
      if (error instanceof BadInput || error instanceof Closed)
        return show(422, { step: "pin", problem: error.message });
      if (!(error instanceof NotFound)) throw error;
      return show(404, { step: "over" });
    }
  }
}

type Step = JoinProps extends infer Props ? (Props extends unknown ? Omit<Props, "code"> : never) : never;

/** «Анна К., 7А»: enough to tell whether it is theirs. */
function namesOf({ pupil, className, kinship }: Entitled): { pupil: string; isSelf: boolean } {
  const [letter = ""] = pupil.surname;
  const name = `${pupil.givenName} ${letter}.`;
  return { pupil: className ? `${name}, ${className}` : name, isSelf: kinship === null };
}
