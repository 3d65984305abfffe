import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { migrate } from "../../prisma/migrate.ts";
import { ensureDatabase, openPostgres } from "../../prisma/postgres.ts";
import { openDb } from "../../src/db.ts";
import { readStatus } from "../../src/deliveries/status.ts";
import { publishFinals } from "../../src/finals/finals.ts";
import { crowdSchool, fillCrowd } from "../support/crowd.ts";
import { startFakeTelegram } from "../support/fake-telegram.ts";
import { layFrailLine } from "../support/frail-line.ts";
import { until } from "../support/until.ts";
import { startWorkerProcess } from "../support/worker-process.ts";

const FAMILIES = 300;

test("PostgreSQL crashes and recovers in the middle of a wave: all arrives, repeats are known", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "vestnik-restart-"));
  // Under root the server runs as somebody else, who must be able to enter; otherwise its data would outlive this folder.
  chmodSync(dataDir, 0o755);
  const server = await openPostgres({ dataDir });
  const url = server.url("wave");
  await ensureDatabase(url);
  await migrate(url);
  const telegram = await startFakeTelegram({ latencyMs: 20 });
  const filling = openDb(url);
  await fillCrowd(filling, { families: FAMILIES, channels: ["telegram"], leaseSeconds: 3 });
  await publishFinals(filling, "final", { actorId: null, source: "web" });
  await filling.$disconnect();
  const worker = await startWorkerProcess({ databaseUrl: url, telegram });
  try {
    await until(() => telegram.ledger.length >= 60, { what: "the wave to be on its way" });
    await crash(url);
    const db = openDb(url);
    const heard = () => new Set(telegram.ledger.map(({ marker }) => marker)).size;
    await until(() => heard() === FAMILIES, { timeoutMs: 60_000, what: "everybody to hear" });
    await until(
      async () => (await db.delivery.count({ where: { state: { in: ["waiting", "sending"] } } })) === 0,
      {
        timeoutMs: 30_000,
        what: "every delivery to end",
      },
    );
    const { repeatsKnown } = await readStatus(db);
    expect(telegram.ledger.length - FAMILIES).toBeLessThanOrEqual(repeatsKnown);
    await worker.stop();
    await db.$disconnect();
    await server.close();
  } finally {
    await worker.kill();
    await telegram.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 120_000);

test("A post office that loses its database while it opens ends, so that whoever watches it can start it again", async () => {
  const school = await crowdSchool({ families: 1, channels: ["telegram"] });
  const telegram = await startFakeTelegram();
  const line = await layFrailLine(school.url);
  line.loseAnswerTo('insert into "Gate"');
  try {
    await expect(startWorkerProcess({ databaseUrl: line.url, telegram })).rejects.toThrow(
      /ended with {"code":1,"signal":null} before it was ready/,
    );
  } finally {
    await line.close();
    await telegram.close();
    await school.close();
  }
}, 120_000);

/** One backend killed makes PostgreSQL end all its sessions and recover, as after a crash. */
async function crash(url: string): Promise<void> {
  const client = new pg.Client(url);
  client.on("error", () => {});
  await client.connect();
  const { rows } = await client.query("select pg_backend_pid() as pid");
  process.kill(rows[0].pid, "SIGKILL");
}
