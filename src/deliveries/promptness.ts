import { Prisma } from "../db.ts";

// Fragments about a row `d` with the columns of "Delivery": what the school promises its families (delivery.md "On time, in public").

/** Finals by their deadline (R63), digests within 15 minutes of being due, everything else within 10 seconds. */
const PROMISED_BY = Prisma.sql`(case d.urgency when 'digest' then d."dueAt" + interval '15 minutes'
  when 'final' then coalesce(d."deadlineAt", d."dueAt" + interval '24 hours') else d."dueAt" + interval '10 seconds' end)`;

/** The provider took it in time. */
export const IS_ON_TIME = Prisma.sql`(d.state = 'sent' and d."settledAt" <= ${PROMISED_BY})`;

/** It has been promised and its time is over, kept or not; what had nothing left to say or went to another contact has not. */
export function isOwed(at: Date): Prisma.Sql {
  return Prisma.sql`(d.state in ('sent', 'unknown') or (d.state = 'failed' and d.reason = 'broken')
    or (d.state in ('waiting', 'sending') and ${PROMISED_BY} < ${at}))`;
}
