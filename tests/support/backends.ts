import { redisMissing, startRedis } from "./redis.ts";

/** The two kinds of queues; the same tests run on both. Redis is left out, with its reason, where it is not installed. */
export const redis = await startRedis();

export const BACKENDS = [
  { name: "queues in PostgreSQL", redisUrl: undefined, missing: null },
  { name: "queues in Redis", redisUrl: redis?.url, missing: redis ? null : redisMissing },
] as const;
