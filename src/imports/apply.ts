import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import type { By } from "../outbox/events.ts";
import { compare, type Difference } from "./compare.ts";
import type { Plan } from "./plan.ts";
import { type Counts, countChanges } from "./tally.ts";
import { type Progress, writeDifference } from "./write.ts";

// A big school on a slow disk; the client's own 30 s are for people who wait for a page.
const TRANSACTION_MS = 10 * 60_000;
/** One import at a time: a second one waits and then finds everything the same. */
const IMPORT_LOCK = 1_986_359_930;

interface Applying {
  by: Pick<By, "actorId" | "source">;
  /** For the audit trail: counts and names of files, never of people. */
  describe(difference: Difference): Prisma.InputJsonObject;
  onProgress?: Progress;
}

/** Writes a plan as the journal is now, in one transaction: all or nothing. The same again writes nothing. */
export function applyPlan(
  db: Db,
  plan: Plan,
  { by, describe, onProgress = () => {} }: Applying,
): Promise<Counts> {
  return importing(db, async (tx) => {
    const at = now();
    const difference = await compare(tx, plan, at);
    if (countChanges(difference.counts) === 0) return difference.counts;
    await writeDifference(tx, difference, at, onProgress);
    await audit(tx, { ...by, at }, { action: "import.applied", details: describe(difference) });
    return difference.counts;
  });
}

/** Carries an import out alone. */
export function importing<Result>(db: Db, act: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(${IMPORT_LOCK}::bigint)`;
      return act(tx);
    },
    { timeout: TRANSACTION_MS, maxWait: TRANSACTION_MS },
  );
}
