import { z } from "zod";
import type { App } from "../web.ts";
import { PROBLEM_KINDS } from "./problem.ts";

const Kind = z.object({ type: z.string(), status: z.int(), title: z.string(), means: z.string() });

/** Where the `type` of a problem leads: every kind there is. */
export async function problemsApi(app: App): Promise<void> {
  app.get(
    "/problems",
    {
      config: { access: "api.read" },
      schema: {
        tags: ["problems"],
        summary: "Every kind of problem an answer may be",
        response: { 200: z.array(Kind) },
      },
    },
    async () => [...PROBLEM_KINDS],
  );
}
