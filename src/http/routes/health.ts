import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { log } from "../../log.ts";
import type { App, Web } from "../web.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../prisma/migrations");
const SILENT_MS = 3_000;

/** For whoever watches the machine. `/healthz`: the process lives; `/readyz`: what it needs is there, by names alone. */
export async function healthRoutes(app: App, web: Web): Promise<void> {
  app.get("/healthz", { config: { access: "page.open" } }, async () => ({ ok: true }));

  app.get("/readyz", { config: { access: "page.open" } }, async (_request, reply) => {
    const checks = {
      database: () => web.db.$queryRaw`select 1`,
      migrations: () => checkMigrations(web),
      queue: async () => web.pingQueue?.(),
    };
    const parts = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await answers(name, check)] as const),
    );
    const ok = parts.every(([, fine]) => fine);
    return reply.status(ok ? 200 : 503).send({ ok, ...Object.fromEntries(parts) });
  });
}

async function answers(name: string, check: () => PromiseLike<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), SILENT_MS);
  });
  try {
    await Promise.race([check(), silence]);
    return true;
  } catch (error) {
    log.warn({ part: name, reason: (error as Error).name }, "not ready");
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** @throws Error the database lacks some of those this program was written for */
async function checkMigrations({ db }: Web): Promise<void> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null`;
  const applied = new Set(rows.map(({ name }) => name));
  const folders = (await readdir(MIGRATIONS, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  if (folders.some(({ name }) => !applied.has(name))) throw new Error("migrations are missing");
}
