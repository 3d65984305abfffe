import type { Db } from "../db.ts";

/** How the post office stands. Instants are ISO strings. */
export interface Status {
  deliveries: {
    kind: string;
    channel: string;
    state: string;
    reason: string | null;
    deliveries: number;
    pupils: number;
  }[];
  /** Notices that ended without a message, or wait for their time. */
  notices: { state: string; reason: string | null; notices: number }[];
  /** When the longest waiting delivery was due. */
  oldestDue: string | null;
  /** Events whose notices are not planned yet. */
  unrouted: number;
  unknown: number;
  /** Calls made although an earlier one may have been heard. */
  repeatsKnown: number;
  /** Channels that are paused or stopped, and why. */
  gates: { name: string; pausedUntil: string; stopped: string | null }[];
}

/** Reads the status; a fixed number of queries, however large the school. */
export async function readStatus(db: Db): Promise<Status> {
  const deliveries = await db.$queryRaw<Status["deliveries"]>`
    select d.kind, d.channel::text, d.state::text, d.reason, count(distinct d.id)::int as deliveries,
      count(distinct n."pupilId")::int as pupils
    from "Delivery" d
    left join "DeliveryNotice" s on s."deliveryId" = d.id
    left join "Notice" n on n.id = s."noticeId" or n."deliveryId" = d.id
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
  const notices = await db.$queryRaw<Status["notices"]>`
    select state::text, reason, count(*)::int as notices from "Notice" group by 1, 2 order by 1, 2`;
  const [row] = await db.$queryRaw<
    { oldestDue: Date | null; unrouted: number; unknown: number; repeatsKnown: number }[]
  >`
    select (select min("dueAt") from "Delivery" where state = 'waiting') as "oldestDue",
      (select count(*) from "Event" where "routedAt" is null)::int as unrouted,
      (select count(*) from "Attempt" where outcome = 'unknown')::int as unknown,
      (select count(*) from "Attempt" where repeat)::int as "repeatsKnown"`;
  const gates = await db.gate.findMany({ where: { pausedUntil: { gt: new Date() } } });
  return {
    deliveries,
    notices,
    oldestDue: row?.oldestDue?.toISOString() ?? null,
    unrouted: row?.unrouted ?? 0,
    unknown: row?.unknown ?? 0,
    repeatsKnown: row?.repeatsKnown ?? 0,
    gates: gates.map(({ name, pausedUntil, stopped }) => ({
      name,
      pausedUntil: pausedUntil!.toISOString(),
      stopped,
    })),
  };
}
