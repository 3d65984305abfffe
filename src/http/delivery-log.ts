import type { DeliveriesProps, DeliveryDetail, DeliveryLine } from "../../templates/pages/deliveries.tsx";
import type { Db, DeliveryState, Prisma } from "../db.ts";
import { heldOn } from "../people/dated.ts";
import { getSettings } from "../settings.ts";
import { maskAddress } from "./addresses.ts";
import { clockSeconds, dayOf } from "./moments.ts";
import { fullName } from "./session.ts";

const PAGE = 50;

export interface Search {
  /** Of this pupil's family, or to this person; null: everybody's. */
  personId: string | null;
  state: DeliveryState | "";
  page: number;
  /** The delivery whose attempts are shown. */
  open: string | null;
}

/** The fate of deliveries, the newest due first. It reads no mark, so it can show none. */
export async function readDeliveryLog(
  db: Db,
  { personId, state, page, open }: Search,
): Promise<Pick<DeliveriesProps, "lines" | "hasMore" | "total">> {
  const { timeZone } = await getSettings(db);
  const where = { ...(state === "" ? {} : { state }), ...(personId ? await ofFamily(db, personId) : {}) };
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

/** What this person was told, and of a pupil what anybody was told of them. */
async function ofFamily(db: Db, personId: string): Promise<Prisma.DeliveryWhereInput> {
  const guardians = await db.guardianship.findMany({
    where: { pupilId: personId },
    select: { guardianId: true },
  });
  return {
    // Messages of few people: they are read by their receiver, not looked for in all of the school's.
    personId: { in: [personId, ...guardians.map(({ guardianId }) => guardianId)] },
    OR: [
      { personId },
      { pupilId: personId },
      { said: { some: { notice: { pupilId: personId } } } },
      { notices: { some: { pupilId: personId } } },
    ],
  };
}

const MOST_NAMED = 30;

/** Who has all these words in their name and may be written to: a pupil, a guardian, staff with an address. */
export async function findNamed(db: Db, who: string, day: Date) {
  const words = who.split(/\s+/).filter(Boolean);
  const people = await db.person.findMany({
    where: {
      AND: words.map((word) => {
        const part = { contains: word, mode: "insensitive" } as const;
        return { OR: [{ surname: part }, { givenName: part }, { patronymic: part }] };
      }),
      OR: [{ enrolments: { some: {} } }, { guardianOf: { some: {} } }, { contacts: { some: {} } }],
    },
    include: { enrolments: { where: heldOn(day), select: { class: true } } },
    orderBy: [{ surname: "asc" }, { givenName: "asc" }, { id: "asc" }],
    take: MOST_NAMED,
  });
  return people.map((person) => {
    const own = person.enrolments[0]?.class;
    return { id: person.id, name: fullName(person), className: own ? `${own.level}${own.letter}` : null };
  });
}

function detailOf(
  row: Prisma.DeliveryGetPayload<{ include: { contact: true; attempts: true } }>,
  timeZone: string,
): DeliveryDetail {
  const { contact } = row;
  return {
    address: contact.channel === "email" ? maskAddress("email", contact.address) : contact.address.slice(-3),
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
