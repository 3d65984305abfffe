import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../prisma/migrate.ts";
import { ensureDatabase, openPostgres } from "../../prisma/postgres.ts";

export interface Server {
  /** Of an empty, migrated database. */
  url: string;
  /** SIGKILL of the postmaster, and up again on the same port. */
  crash(): Promise<void>;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/** A PostgreSQL of one's own that keeps its word: what it has committed is on the disk. */
export async function startServer(): Promise<Server> {
  const dataDir = mkdtempSync(join(tmpdir(), "vestnik-chaos-"));
  // Under root the server runs as somebody else, who must be able to enter.
  chmodSync(dataDir, 0o755);
  let postgres = await openPostgres({ dataDir });
  const url = postgres.url("chaos");
  await ensureDatabase(url);
  await migrate(url);
  return {
    url,
    async crash() {
      const [pid] = readFileSync(join(dataDir, "postgres", "data", "postmaster.pid"), "utf8").split("\n");
      process.kill(Number(pid), "SIGKILL");
      const dead = postgres;
      postgres = await openPostgres({ dataDir });
      await dead.close();
      if (postgres.url("chaos") !== url) throw new Error("PostgreSQL came up at another address.");
    },
    async close() {
      await postgres.close();
      // Under root it lies outside the folder, behind a link.
      rmSync(realpathSync(join(dataDir, "postgres")), { recursive: true, force: true });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
