import { z } from "zod";
import { policyInWords } from "../../access/policy-table.ts";
import type { App } from "../web.ts";

const Line = z.object({
  action: z.string(),
  part: z.string().nullable(),
  what: z.string(),
  who: z.array(z.string()),
  law: z.string().nullable(),
});

/** Who may do what, in words: what `npm run policy` prints. */
export async function policyApi(app: App): Promise<void> {
  app.get(
    "/policy",
    {
      config: { access: "policy.read" },
      schema: {
        tags: ["policy"],
        summary: "Who may do what in the school, in Russian, with the requirement behind it",
        response: { 200: z.array(Line) },
      },
    },
    async () => policyInWords(),
  );
}
