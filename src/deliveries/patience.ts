import { Prisma } from "../db.ts";
import { PATIENCE_MS } from "./timing.ts";

const TABLE = JSON.stringify(PATIENCE_MS);

/** The patience of an urgency as an interval of SQL; `urgency` is an expression of that type. */
export function patienceOf(urgency: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`make_interval(secs => (${TABLE}::jsonb->>(${urgency}::text))::float8 / 1000)`;
}
