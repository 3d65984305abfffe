import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Db, openDb } from "../../../src/db.ts";
import { buildApp } from "../../../src/http/app.ts";
import { pingQueue } from "../../../workers/queues.ts";
import { testDatabase } from "../../support/database.ts";
import { testConfig } from "../../support/test-config.ts";

const NOBODY_LISTENS = "redis://127.0.0.1:1";
let database: { url: string; drop(): Promise<void> };
let redisUrl: string | undefined;
let db: Db;
let app: FastifyInstance;

beforeAll(async () => {
  database = await testDatabase();
  db = openDb(database.url, 2);
  app = await buildApp({ db, config: testConfig(), pingQueue: () => pingQueue(redisUrl) });
});
afterAll(async () => {
  await app.close();
  await db.$disconnect();
  await database.drop();
});

const ready = async () => {
  const { statusCode, body } = await app.inject("/readyz");
  return { statusCode, ...JSON.parse(body) };
};
const all = { statusCode: 200, ok: true, database: true, migrations: true, queue: true };

test("Whoever watches learns which part is missing, and that the process lives all the same.", async () => {
  expect(await ready()).toEqual(all);
  redisUrl = NOBODY_LISTENS;
  expect(await ready()).toEqual({ ...all, statusCode: 503, ok: false, queue: false });
  redisUrl = undefined;
  await db.$executeRaw`update _prisma_migrations set rolled_back_at = now() where migration_name like '%spine'`;
  expect(await ready()).toEqual({ ...all, statusCode: 503, ok: false, migrations: false });
  await db.$executeRaw`update _prisma_migrations set rolled_back_at = null`;
  await database.drop();
  expect(await ready()).toEqual({ ...all, statusCode: 503, ok: false, database: false, migrations: false });
  expect((await app.inject("/healthz")).statusCode).toBe(200);
});
