import fastifyStatic from "@fastify/static";
import { z } from "zod";
import type { App } from "../web.ts";

const FOLDER = new URL("../../../templates/pages/", import.meta.url);

/** Styles and the one small script, from the folder of the pages; their sources beside them are not served. */
export async function assetRoutes(app: App): Promise<void> {
  await app.register(fastifyStatic, { root: FOLDER, serve: false });
  app.get(
    "/assets/:file",
    {
      config: { access: "page.open" },
      schema: { params: z.object({ file: z.string().regex(/^[a-z-]+\.(css|js)$/) }) },
    },
    (request, reply) => reply.sendFile(request.params.file),
  );
}
