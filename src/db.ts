import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../prisma/client/client.ts";

export type Db = PrismaClient;
/** Inside a transaction; one that is opened in it is a part of it, undone alone or with it. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

export { Prisma } from "../prisma/client/client.ts";
export * from "../prisma/client/enums.ts";

const IDLE_IN_TRANSACTION_MS = 15_000;
/**
 * A process that is stopped in the middle of a transaction must not hold its locks over the others; and dates in raw queries
 * travel without a zone, so every session reads them in UTC, whatever the server is set to. Rows lie in memory or on a solid
 * disk: planned for a turning one, a few pupils' marks are read by going through those of the whole school.
 */
export const SESSION_OPTIONS = `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS} -c timezone=UTC -c random_page_cost=1.1`;

/** Opens the journal's database. `connections` is the pool's size in this process. */
export function openDb(url: string, connections = 10): Db {
  const pool = {
    connectionString: url,
    max: connections,
    keepAlive: true,
    options: SESSION_OPTIONS,
  };
  const adapter = new PrismaPg(pool, { statementNameGenerator: nameStatement });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 30_000 } });
}

/** Lists of the client come in every length, each a text of its own: those stay unnamed. */
const MOST_ARGUMENTS = 16;
const UNNAMED = "";
const names = new Map<string, string>();

/** PostgreSQL keeps the plan of a statement with a name; planning costs it more than most of our statements do. */
export function nameStatement({ sql, args }: { sql: string; args: readonly unknown[] }): string {
  if (args.length > MOST_ARGUMENTS || sql.includes(" IN (")) return UNNAMED;
  let name = names.get(sql);
  if (!name) {
    name = createHash("sha256").update(sql).digest("base64url");
    names.set(sql, name);
  }
  return name;
}
