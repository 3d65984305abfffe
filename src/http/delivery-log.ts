import type { DeliveriesProps, DeliveryDetail, DeliveryLine } from "../../templates/pages/deliveries.tsx";
import type { Db, DeliveryState, Prisma } from "../db.ts";
import { getSettings } from "../settings.ts";
import { maskAddress } from "./addresses.ts";
import { clockSeconds, dayOf } from "./moments.ts";
import { fullName } from "./session.ts";

const PAGE = 50;

export interface Search {
  /** Words of a name, the receiver's or a pupil's. */
  who: string;
  state: DeliveryState | "";
  page: number;
  /** The delivery whose attempts are shown. */
  open: string | null;
}

/** The fate of deliveries, the newest due first. It reads no mark, so it can show none. */
export async function readDeliveryLog(
  db: Db,
  { who, state, page, open }: Search,
): Promise<Pick<DeliveriesProps, "lines" | "hasMore" | "total">> {
  const { timeZone } = await getSettings(db);
  const where = { ...(state === "" ? {} : { state }), AND: who.split(/\s+/).filter(Boolean).map(named) };
  const total = await db.delivery.count({ where });
  const rows = await db.delivery.findMany({
    where,
    include: {
      person: true,
      contact: true,
      pupil: true,
      said: { include: { notice: { include: { pupil: true } } } },
      notices: { include: { pupil: true } },
      attempts: { orderBy: { number: "asc" } },
    },
    orderBy: [{ dueAt: "desc" }, { id: "desc" }],
    skip: page * PAGE,
    take: PAGE,
  });
  const lines = rows.map((row): DeliveryLine => {
    const notices = row.said.length > 0 ? row.said.map(({ notice }) => notice) : row.notices;
    const about = [...notices.map(({ pupil }) => pupil), ...(row.pupil ? [row.pupil] : [])];
    const pupils = new Map(about.map((pupil) => [pupil.id, `${pupil.surname} ${pupil.givenName}`]));
    return {
      id: row.id,
      day: dayOf(row.dueAt, timeZone),
      due: clockSeconds(row.dueAt, timeZone),
      receiver: fullName(row.person),
      about: [...pupils.values()],
      facts: notices.length,
      kind: row.kind,
      channel: row.channel,
      state: row.state,
      reason: row.reason,
      settled: row.settledAt && clockSeconds(row.settledAt, timeZone),
      lateSeconds:
        row.state === "sent" && row.settledAt
          ? Math.max(0, Math.round((row.settledAt.getTime() - row.dueAt.getTime()) / 1000))
          : null,
      notBefore: row.notBefore && clockSeconds(row.notBefore, timeZone),
      detail: row.id === open ? detailOf(row, timeZone) : null,
    };
  });
  return { lines, total, hasMore: (page + 1) * PAGE < total };
}

function named(word: string): Prisma.DeliveryWhereInput {
  const part = { contains: word, mode: "insensitive" } as const;
  const person = { OR: [{ surname: part }, { givenName: part }, { patronymic: part }] };
  return {
    OR: [
      { person },
      { said: { some: { notice: { pupil: person } } } },
      { notices: { some: { pupil: person } } },
    ],
  };
}

function detailOf(
  row: Prisma.DeliveryGetPayload<{ include: { contact: true; attempts: true } }>,
  timeZone: string,
): DeliveryDetail {
  const { contact } = row;
  return {
    address: maskAddress(contact.channel, contact.address),
    contactState: contact.state,
    suspendedReason: contact.suspendedReason,
    attempts: row.attempts.map((attempt) => ({
      number: attempt.number,
      started: clockSeconds(attempt.startedAt, timeZone),
      ended: attempt.endedAt && clockSeconds(attempt.endedAt, timeZone),
      outcome: attempt.outcome,
      isRepeat: attempt.repeat,
      reason: attempt.reason,
      providerWords: attempt.providerWords,
      providerId: attempt.providerId,
    })),
  };
}
