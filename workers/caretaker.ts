import { askRecheck, suspendOverdue } from "../src/contacts/recheck.ts";
import type { Db } from "../src/db.ts";
import { trimOld } from "../src/oversight/retention.ts";

// In: what grows old. Out: contacts asked whether they still hold, and suspended where nobody answered;
// old texts and rows counted and trimmed.
// If it dies here the next hour does the same: every step looks at the rows alone.

/** Returns 0: what one hour leaves over, the next one takes. */
export async function careOnce(db: Db): Promise<number> {
  await askRecheck(db);
  await suspendOverdue(db);
  await trimOld(db);
  return 0;
}
