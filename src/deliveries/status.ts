import type { Channel, Db, DeliveryState } from "../db.ts";
import { groupBy } from "../grouping.ts";
import { IS_ON_TIME } from "./promptness.ts";

/** One kind of message on one channel. */
export interface ChannelStatus {
  channel: Channel;
  kind: string;
  waiting: number;
  /** When the longest waiting one was due. */
  oldestDue: string | null;
  sent: number;
  /** Of those sent: taken by the provider in time. */
  onTime: number;
  failed: number;
  unknown: number;
  dropped: number;
}

/** How the post office stands. Instants are ISO strings. */
export interface Status {
  deliveries: {
    kind: string;
    channel: string;
    state: string;
    reason: string | null;
    deliveries: number;
  }[];
  channels: ChannelStatus[];
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
  const rows = await db.$queryRaw<Row[]>`
    select d.kind, d.channel, d.state, d.reason, count(*)::int as deliveries, min(d."dueAt") as "firstDue",
      count(*) filter (where ${IS_ON_TIME})::int as "onTime"
    from "Delivery" d group by 1, 2, 3, 4 order by d.kind, d.channel::text, d.state::text, d.reason`;
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
    deliveries: rows.map(({ firstDue: _, onTime: __, ...row }) => row),
    channels: [...groupBy(rows, ({ kind, channel }) => `${kind} ${channel}`).values()].map(sum),
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

type Row = Status["deliveries"][number] & {
  channel: Channel;
  state: DeliveryState;
  firstDue: Date;
  onTime: number;
};

function sum(rows: Row[]): ChannelStatus {
  const count = (state: DeliveryState) =>
    rows.filter((row) => row.state === state).reduce((total, { deliveries }) => total + deliveries, 0);
  const due = rows.filter(({ state }) => state === "waiting").map(({ firstDue }) => firstDue.toISOString());
  return {
    channel: rows[0]!.channel,
    kind: rows[0]!.kind,
    waiting: count("waiting"),
    oldestDue: due.sort()[0] ?? null,
    sent: count("sent"),
    onTime: rows.reduce((total, { onTime }) => total + onTime, 0),
    failed: count("failed"),
    unknown: count("unknown"),
    dropped: count("dropped"),
  };
}
