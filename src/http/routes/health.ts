import type { App, Web } from "../web.ts";

/** For whoever watches the machine: the web answers and its database does. */
export async function healthRoutes(app: App, { db }: Web): Promise<void> {
  app.get("/healthz", { config: { access: "page.open" } }, async (_request, reply) => {
    try {
      await db.$queryRaw`select 1`;
      return { ok: true };
    } catch {
      return reply.status(503).send({ ok: false });
    }
  });
}
