import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../prisma/client/client.ts";

export type Db = PrismaClient;
/** Inside a transaction: everything but opening another one. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

export { Prisma } from "../prisma/client/client.ts";
export * from "../prisma/client/enums.ts";

const IDLE_IN_TRANSACTION_MS = 15_000;

/** Opens the journal's database. `connections` is the pool's size in this process. */
export function openDb(url: string, connections = 10): Db {
  const adapter = new PrismaPg({
    connectionString: url,
    max: connections,
    keepAlive: true,
    // A process that is stopped in the middle of a transaction must not hold its locks over the others; and dates in
    // raw queries travel without a zone, so every session reads them in UTC, whatever the server is set to.
    options: `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS} -c timezone=UTC`,
  });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 30_000 } });
}
