import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { MovementPage } from "../../../templates/pages/movement.tsx";
import { may } from "../../access/policy.ts";
import { BadInput } from "../../errors.ts";
import { checkOrder, importOrders, listOrders, type Movement, previewOrders } from "../../movement/orders.ts";
import { byOf, Id } from "../api/shapes.ts";
import { answerForm } from "../forms.ts";
import { showPage } from "../page.ts";
import { takeUploads } from "../uploads.ts";
import type { App, Web } from "../web.ts";

const SHOWN = 50;

/** Movement follows the orders of the outside register (R46): a table is tried out, then carried out, then compared with the paper. */
export async function movementRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get("/movement", { config: { access: "orders.import", showsPersonal: true } }, async (request, reply) =>
    show(request, reply, { plan: null, refusal: null }),
  );

  app.post(
    "/movement/:id/checked",
    { config: { access: "orders.confirm" }, schema: { params: Id } },
    async (request, reply) => {
      await checkOrder(db, request.params.id, byOf(request));
      return reply.redirect("/movement", 303);
    },
  );

  await app.register(async (scope: App) => {
    await takeUploads(scope, { files: 1 });
    scope.post("/movement", { config: { access: "orders.import" } }, async (request, reply) => {
      const body = z
        .object({ file: z.custom<Buffer>(Buffer.isBuffer).optional(), apply: z.literal("yes").optional() })
        .safeParse(request.body ?? {}).data;
      const isApplied = body?.apply === "yes";
      try {
        if (!body?.file?.length)
          throw new BadInput("Приложите файл с приказами: XLSX, CSV или JSON.", ["file"]);
        const movement = await (isApplied ? importOrders : previewOrders)(db, body.file, byOf(request));
        return await show(request, reply, { plan: { isApplied, movement }, refusal: null });
      } catch (error) {
        return answerForm(reply, "orders", {
          act: () => Promise.reject(error),
          next: "/movement",
          again: (answer, refusal) => show(request, answer, { plan: null, refusal }),
        });
      }
    });
  });

  async function show(
    { standings }: FastifyRequest,
    reply: FastifyReply,
    told: { plan: { isApplied: boolean; movement: Movement } | null; refusal: Refusal | null },
  ) {
    const orders = await listOrders(db, { unchecked: false }, { take: SHOWN });
    return showPage(web, reply, MovementPage, {
      orders: orders.map(({ id, kind, number, signedOn, from, pupilId, pupil, className, checkedAt }) => ({
        id,
        kind,
        number,
        signedOn,
        from,
        pupilId,
        pupil,
        className,
        isChecked: checkedAt !== null,
      })),
      mayCheck: may("orders.confirm", standings),
      ...told,
    });
  }
}
