import { Prisma } from "../db.ts";

/**
 * Condition on a delivery's id: nobody knows whether an attempt of it was heard. It counts because of "exists" the planner
 * makes a list of all attempts that were ever made, to look the few deliveries of a claim up in it.
 */
export function hasUnknownAttempt(deliveryId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(select count(*) from "Attempt" u where u."deliveryId" = ${deliveryId} and u.outcome = 'unknown') > 0`;
}
