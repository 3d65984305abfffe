import { now } from "../clock.ts";
import { Prisma } from "../db.ts";
import type { Raw } from "../raw.ts";
import type { ClaimedRow } from "./claiming.ts";
import type { Fact } from "./facts.ts";
import { hasUnknownAttempt } from "./unknown.ts";

// Of every notice that a claimed delivery carries: is it said, does it wait, or has it become pointless?

/** A notice that a delivery carries. */
export interface Carried {
  id: string;
  deliveryId: string;
  factKind: string;
  factId: string;
  factVersion: number;
  pupilId: string;
  dueAt: Date;
  onlyLow: boolean;
  toldValue: string | null;
  toldVersion: number | null;
  /** What an earlier attempt of this very delivery may have told; of one that told nothing the version is null. */
  saidValue: string | null;
  saidVersion: number | null;
}

export interface Said<Told extends Fact = Fact> {
  notice: Carried;
  fact: Told;
  was: string | null;
}

export interface Decided {
  said: Map<string, Said[]>;
  /** Why a delivery that says nothing says nothing. */
  reasons: Map<string, string>;
}

export function readCarried(tx: Raw, deliveryIds: string[]): Promise<Carried[]> {
  return tx.$queryRaw<Carried[]>`
    select n.id, n."deliveryId", n."factKind", n."factId", n."factVersion", n."pupilId", n."dueAt", n."onlyLow", n."toldValue",
      n."toldVersion", s.value as "saidValue", s."factVersion" as "saidVersion"
    from "Notice" n left join lateral (select s.value, s."factVersion" from "DeliveryNotice" s
      where s."deliveryId" = n."deliveryId" and s."noticeId" = n.id and ${hasUnknownAttempt(Prisma.sql`s."deliveryId"`)}
      limit 1) s on true -- the limit has each looked up: all that was ever said would be read otherwise
    where n."deliveryId" = any(${deliveryIds}::uuid[]) order by n.id for update of n`;
}

/** Settles what is pointless now with its reason; what is left is to be said. */
export async function settleNotices(
  tx: Raw,
  rows: ClaimedRow[],
  { carried, facts, mayHear }: { carried: Carried[]; facts: Map<string, Fact>; mayHear: Set<string> },
): Promise<Decided> {
  const own = new Map(rows.map((row) => [row.deliveryId, row]));
  const said = new Map<string, Said[]>();
  const reasons = new Map<string, string>();
  const settled: { id: string; reason: string | null }[] = [];
  for (const notice of carried) {
    const { deliveryId, pupilId } = notice;
    const fact = facts.get(notice.factId);
    const { personId, windowUntil } = own.get(deliveryId)!;
    const isTheirs = mayHear.has(`${personId} ${pupilId}`);
    const repeats = fact !== undefined && isRepeat(notice, fact);
    const reason = !fact || !isTheirs ? "noRight" : repeats ? null : whyPointless(notice, fact);
    // What became due after the time a digest looks back on is for the next one, as it is among its marks.
    if (notice.dueAt > (windowUntil ?? now()) && !repeats) {
      settled.push({ id: notice.id, reason: null });
      if (!reasons.has(deliveryId)) reasons.set(deliveryId, "heldAgain");
    } else if (reason) {
      settled.push({ id: notice.id, reason });
      reasons.set(deliveryId, reason);
    } else
      said.set(deliveryId, [...(said.get(deliveryId) ?? []), { notice, fact: fact!, was: notice.toldValue }]);
  }
  if (settled.length > 0)
    await tx.$executeRaw`
      update "Notice" n set "deliveryId" = null, reason = x.reason,
        state = case when x.reason is null then n.state when x.reason = 'asTold' then 'told' else 'dropped' end::"NoticeState"
      from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) as x(id uuid, reason text) where n.id = x.id`;
  return { said, reasons };
}

/** An attempt of which nobody knows is made once more as it was, held or not. */
function isRepeat({ saidVersion, saidValue }: Carried, fact: Fact): boolean {
  return saidVersion !== null && saidValue === fact.value;
}

/** What may have been heard counts as told once the fact has moved on: what comes next is told as a change of it. */
export async function countAsTold(tx: Raw, carried: Carried[], facts: Map<string, Fact>): Promise<Carried[]> {
  const isPassed = (notice: Carried) =>
    notice.saidVersion !== null && facts.has(notice.factId) && !isRepeat(notice, facts.get(notice.factId)!);
  const passed = carried.filter(isPassed);
  if (passed.length === 0) return carried;
  await tx.$executeRaw`
    update "Notice" n set "toldValue" = x."saidValue", "toldVersion" = x."saidVersion", "toldAt" = ${now()}
    from jsonb_to_recordset(${JSON.stringify(passed)}::jsonb) as x(id uuid, "saidValue" text, "saidVersion" int)
    where n.id = x.id`;
  return carried.map((notice) =>
    isPassed(notice) ? { ...notice, toldValue: notice.saidValue, toldVersion: notice.saidVersion } : notice,
  );
}

/** Equal to what this person was told, or gone, excused or not wanted before they heard of it. */
function whyPointless(notice: Carried, fact: Fact): string | null {
  if (notice.toldVersion !== null) return notice.toldValue === fact.value ? "asTold" : null;
  if (fact.pointless) return fact.pointless;
  if (fact.value === null) return "withdrawnBeforeTold";
  return notice.onlyLow && !fact.low ? "notLow" : null;
}
