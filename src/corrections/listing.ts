import type { CorrectionState, Db, Prisma } from "../db.ts";
import { NotFound } from "../errors.ts";

const WITH_CELL = {
  pupil: { select: { id: true, surname: true, givenName: true } },
  was: { select: { code: true } },
  wanted: { select: { code: true } },
  subject: { select: { id: true, name: true } },
  work: {
    select: {
      title: true,
      kind: { select: { name: true } },
      lesson: { select: { date: true, subject: { select: { id: true, name: true } } } },
    },
  },
  askedBy: { select: { id: true, surname: true, givenName: true, patronymic: true } },
  decidedBy: { select: { id: true, surname: true, givenName: true, patronymic: true } },
} as const satisfies Prisma.CorrectionInclude;

export type ListedCorrection = Prisma.CorrectionGetPayload<{ include: typeof WITH_CELL }>;

export interface Asked {
  /** Empty: in any state. */
  state?: CorrectionState | undefined;
  /** Only this person's own; empty: everybody's. */
  askedById?: string | undefined;
}

/** The oldest first, a page of them. */
export function listCorrections(
  db: Db,
  { state, askedById }: Asked,
  page: { take: number; cursor?: { id: string }; skip?: number },
): Promise<ListedCorrection[]> {
  return db.correction.findMany({
    where: { ...(state ? { state } : {}), ...(askedById ? { askedById } : {}) },
    include: WITH_CELL,
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    ...page,
  });
}

/** What was approved or refused, the newest decision first. */
export function listDecided(db: Db, take: number): Promise<ListedCorrection[]> {
  return db.correction.findMany({
    where: { state: { in: ["approved", "refused"] } },
    include: WITH_CELL,
    orderBy: [{ decidedAt: "desc" }, { id: "asc" }],
    take,
  });
}

/** @throws NotFound */
export async function getCorrection(db: Db, id: string): Promise<ListedCorrection> {
  const correction = await db.correction.findUnique({ where: { id }, include: WITH_CELL });
  if (!correction) throw new NotFound("Такого запроса нет. Обновите список.");
  return correction;
}
