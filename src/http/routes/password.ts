import { z } from "zod";
import { PasswordPage } from "../../../templates/pages/password.tsx";
import { changePassword } from "../../access/accounts.ts";
import { BadInput } from "../../errors.ts";
import { sourceOf } from "../gate.ts";
import { showPage } from "../page.ts";
import { tokenOf } from "../session.ts";
import type { App, Web } from "../web.ts";
import { TRIES_A_MINUTE } from "./sign-in.ts";

const Form = z.object({ old: z.string().max(1000), new: z.string().max(1000) });

/** One's own password; whoever signs in with the one that was handed over comes here first (R48). */
export async function passwordRoutes(app: App, web: Web): Promise<void> {
  app.get("/password", { config: { access: "self.manage", passwordOnly: true } }, async ({ actor }, reply) =>
    showPage(web, reply, PasswordPage, {
      handedOver: actor!.mustChange,
      problem: null,
      isChanged: false,
    }),
  );

  app.post(
    "/password",
    {
      config: {
        access: "self.manage",
        passwordOnly: true,
        rateLimit: { max: TRIES_A_MINUTE, timeWindow: "1 minute" },
      },
      schema: { body: Form },
    },
    async (request, reply) => {
      const { accountId, personId, mustChange } = request.actor!;
      const kept = tokenOf(request);
      const by = { actorId: personId, source: sourceOf(request), silent: false };
      try {
        await changePassword(web.db, { accountId, ...request.body, kept }, by);
        return await showPage(web, reply, PasswordPage, {
          handedOver: false,
          problem: null,
          isChanged: true,
        });
      } catch (error) {
        if (!(error instanceof BadInput)) throw error;
        const field = error.path[0] === "new" ? "new" : "old";
        const problem = { field, sentence: error.message } as const;
        return showPage(web, reply.status(422), PasswordPage, {
          handedOver: mustChange,
          problem,
          isChanged: false,
        });
      }
    },
  );
}
