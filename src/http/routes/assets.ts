import { z } from "zod";
import { NotFound } from "../../errors.ts";
import { findAsset } from "../asset-paths.ts";
import type { App } from "../web.ts";

/** Styles and the few small scripts, from the folder of the pages; their sources beside them are not served. */
export async function assetRoutes(app: App): Promise<void> {
  app.get(
    "/assets/:file",
    {
      config: { access: "page.open" },
      schema: { params: z.object({ file: z.string().regex(/^[a-z-]+(\.[0-9a-f]{10})?\.(css|js)$/) }) },
    },
    async (request, reply) => {
      const found = findAsset(request.params.file);
      if (!found) throw new NotFound("Такого файла нет. Откройте страницу заново.");
      const { asset, isForGood } = found;
      return reply
        .type(`${asset.type}; charset=utf-8`)
        .header("cache-control", isForGood ? "public, max-age=31536000, immutable" : "no-cache")
        .send(asset.text);
    },
  );
}
