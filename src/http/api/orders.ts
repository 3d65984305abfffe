import { z } from "zod";
import { OrderKind } from "../../db.ts";
import { checkOrder, importOrders, listOrders, previewOrders } from "../../movement/orders.ts";
import { takeUploads, UploadedFile } from "../uploads.ts";
import type { App, Web } from "../web.ts";
import { Wrong } from "./plans.ts";
import { byOf, Day, Id, Instant, Paging, page, pageArgs, pageOf } from "./shapes.ts";

const tags = ["people"];

const Movement = z.object({
  orders: z.array(
    z.object({ row: z.int(), outsideId: z.string(), state: z.enum(["fresh", "same"]), words: z.string() }),
  ),
  wrong: z.array(Wrong),
});
const Order = z.object({
  id: z.uuid(),
  outsideId: z.string(),
  kind: z.enum(OrderKind),
  number: z.string(),
  signedOn: Day,
  from: Day,
  pupilId: z.uuid(),
  pupil: z.string(),
  className: z.string().nullable(),
  importedAt: Instant,
  checkedAt: Instant.nullable(),
  checkedBy: z.uuid().nullable(),
});

/** Movement follows the orders of the outside register (R46): shown, carried out, compared with the paper. */
export async function ordersApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/orders",
    {
      config: { access: "orders.import", showsPersonal: true },
      schema: {
        tags,
        summary: "Orders that were carried out, the latest first; unchecked: not compared with the paper yet",
        querystring: Paging.extend({ unchecked: z.stringbool().default(false) }),
        response: { 200: page(Order) },
      },
    },
    async ({ query }) => {
      const orders = await listOrders(db, query, pageArgs(query));
      const shown = orders.map(({ importedAt, checkedAt, ...order }) => ({
        ...order,
        importedAt: importedAt.toISOString(),
        checkedAt: checkedAt?.toISOString() ?? null,
      }));
      return pageOf(shown, query);
    },
  );

  app.post(
    "/orders/:id/check",
    {
      config: { access: "orders.confirm" },
      schema: {
        tags,
        summary: "Say that the order was compared with the paper",
        params: Id,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await checkOrder(db, request.params.id, byOf(request));
      return reply.status(204).send(null);
    },
  );

  await app.register(async (scope: App) => {
    await takeUploads(scope, { files: 1 });
    const consumes = ["multipart/form-data"];
    const body = z.strictObject({ file: UploadedFile });

    scope.post(
      "/orders/preview",
      {
        config: { access: "orders.import" },
        schema: {
          tags,
          consumes,
          summary: "What a table of orders (XLSX, CSV, JSON) would change, row by row; nothing is written",
          body,
          response: { 200: Movement },
        },
      },
      async (request) => previewOrders(db, request.body.file, byOf(request)),
    );

    scope.post(
      "/orders",
      {
        config: { access: "orders.import" },
        schema: {
          tags,
          consumes,
          summary:
            "Carry out a table of orders, each row whole or not at all; again it changes nothing (R46)",
          body,
          response: { 200: Movement },
        },
      },
      async (request) => importOrders(db, request.body.file, byOf(request)),
    );
  });
}
