import { z } from "zod";
import { openNextYear, previewNextYear } from "../../curriculum/next-year.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id, text } from "./shapes.ts";

/** The next school year out of the one that runs out (R31). */
export async function nextYearApi(app: App, { db }: Web): Promise<void> {
  app.post(
    "/years/:id/next",
    {
      config: { access: "year.open" },
      schema: {
        tags: ["calendar"],
        summary:
          "Open the next year: classes move on with subgroups and class teachers, the last ones leave; without `confirm` only shown (R31)",
        params: Id,
        body: z.strictObject({
          name: text(40),
          startsOn: Day,
          endsOn: Day,
          confirm: z.boolean().default(false),
        }),
        response: {
          200: z.object({
            classes: z.array(z.string()),
            moved: z.int(),
            left: z.int(),
            subgroups: z.int(),
            members: z.int(),
            teachings: z.int(),
            leaders: z.array(z.string()),
            bellSchedules: z.int(),
          }),
        },
      },
    },
    async (request) => {
      const { confirm, ...next } = request.body;
      const wanted = { yearId: request.params.id, next };
      return (confirm ? openNextYear : previewNextYear)(db, wanted, byOf(request));
    },
  );
}
