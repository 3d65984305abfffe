import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { type LocalRedis, redisMissing, startRedis } from "./redis.ts";

const probe = await startRedis();
await probe?.close();
const title = probe ? "" : ` (skipped: ${redisMissing})`;

async function start(options?: { appendOnly: boolean }): Promise<LocalRedis> {
  const redis = await startRedis(options);
  onTestFinished(() => redis!.close());
  return redis!;
}

async function ask<T>(url: string, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { retryStrategy: () => null });
  client.on("error", () => {});
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

test.skipIf(!probe)(
  `A Redis of one's own can be emptied, and forgets when it is killed${title}`,
  async () => {
    const redis = await start();
    await ask(redis.url, (client) => client.set("a", "1"));
    await redis.flushAll();
    expect(await ask(redis.url, (client) => client.exists("a"))).toBe(0);
    await ask(redis.url, (client) => client.set("b", "1"));
    await redis.kill();
    await expect(ask(redis.url, (client) => client.ping())).rejects.toThrow();
    await redis.restart();
    expect(await ask(redis.url, (client) => client.exists("b"))).toBe(0);
  },
);

test.skipIf(!probe)(`With an append-only file it remembers even so${title}`, async () => {
  const redis = await start({ appendOnly: true });
  await ask(redis.url, (client) => client.set("a", "1"));
  await redis.kill();
  await redis.restart();
  expect(await ask(redis.url, (client) => client.get("a"))).toBe("1");
});
