import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import type { By } from "../outbox/events.ts";
import { getSettings } from "../settings.ts";
import { askToConfirm } from "./confirming.ts";

/** Of a whole school entered on one day a year ago not everybody is asked in the same hour. */
const MOST_AT_ONCE = 500;
const DAY_MS = 86_400_000;
/** Nobody's act: the server does it by itself. */
const BY_RULE = { actorId: null, source: "import" } as const satisfies Omit<By, "silent">;

/**
 * Asks whether an address is still theirs whose confirmation is older than the school allows (a year), once; answered by
 * confirming again. Paper is not asked. Returns how many were asked.
 */
export async function askRecheck(db: Db): Promise<number> {
  const { recheckDays } = await getSettings(db);
  const at = now();
  return db.$transaction(async (tx) => {
    const asked = await tx.$queryRaw<Row[]>`
      with old as (
        select id from "Contact"
        where state = 'confirmed' and channel <> 'paper' and "recheckAskedAt" is null
          and "confirmedAt" < ${daysBefore(at, recheckDays)}
        order by "confirmedAt", id limit ${MOST_AT_ONCE} for update skip locked
      )
      update "Contact" c set "recheckAskedAt" = ${at} from old where c.id = old.id
      returning c.id, c."personId"`;
    await record(tx, asked, "contact.recheckAsked");
    const contactIds = asked.map(({ id }) => id);
    if (contactIds.length > 0) await askToConfirm(tx, contactIds, { at });
    return asked.length;
  });
}

/** Suspends what was asked about and not answered in the days of grace. Returns how many were. */
export async function suspendOverdue(db: Db): Promise<number> {
  const { recheckGraceDays } = await getSettings(db);
  const at = now();
  return db.$transaction(async (tx) => {
    const suspended = await tx.$queryRaw<Row[]>`
      update "Contact" set state = 'suspended', "suspendedReason" = 'recheckDue', "suspendedAt" = ${at},
        "suspensionToldAt" = null, version = version + 1
      where state = 'confirmed' and "recheckAskedAt" < ${daysBefore(at, recheckGraceDays)}
      returning id, "personId"`;
    await record(tx, suspended, "contact.suspended");
    return suspended.length;
  });
}

interface Row {
  id: string;
  personId: string;
}

async function record(tx: Tx, contacts: Row[], action: string): Promise<void> {
  await audit(
    tx,
    BY_RULE,
    contacts.map(({ id, personId }) => ({
      action,
      objectId: personId,
      details: { contactId: id, reason: "recheckDue" },
    })),
  );
}

function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * DAY_MS);
}
