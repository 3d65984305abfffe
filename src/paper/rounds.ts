import type { Db, Prisma } from "../db.ts";
import { NotFound } from "../errors.ts";
import { inListOrder } from "../people/list-order.ts";
import { type Basis, basisOf, WITH_BASIS } from "./basis.ts";

/** A print round of a class (R44), with who has received what. */
export interface Round {
  id: string;
  number: number;
  classId: string | null;
  /** `7А`; empty: pupils without a class. */
  className: string;
  openedAt: Date;
  /** Null: it still gathers sheets. */
  printedAt: Date | null;
  sheets: RoundSheet[];
}

interface Named {
  surname: string;
  givenName: string;
  patronymic: string | null;
}

export interface RoundSheet {
  deliveryId: string;
  pupil: Named & { id: string };
  /** The grown-up, or the pupil, whom it is for. */
  receiver: Named;
  kind: string;
  basis: Basis;
  handedOverAt: Date | null;
  handedOverBy: Named | null;
}

export interface RoundsAsked {
  /** Null: of the whole school. */
  classIds: string[] | null;
  /** Printed ones of which a sheet is not handed over yet. */
  notHandedOver?: boolean | undefined;
  limit: number;
  /** The id of the last one of the page before. */
  after?: string | undefined;
}

const WITH_SHEETS = {
  class: true,
  sheets: {
    include: {
      pupil: true,
      handedOverBy: true,
      delivery: { include: { ...WITH_BASIS.include, person: true } },
    },
  },
} as const satisfies Prisma.PaperRoundInclude;

type Row = Prisma.PaperRoundGetPayload<{ include: typeof WITH_SHEETS }>;

/** The newest first; a fixed number of queries. */
export async function listRounds(
  db: Db,
  { classIds, notHandedOver = false, limit, after }: RoundsAsked,
): Promise<Round[]> {
  const rounds = await db.paperRound.findMany({
    where: {
      sheets: { some: notHandedOver ? { handedOverAt: null } : {} },
      ...(classIds ? { classId: { in: classIds } } : {}),
      ...(notHandedOver ? { printedAt: { not: null } } : {}),
    },
    include: WITH_SHEETS,
    orderBy: { number: "desc" },
    take: limit,
    ...(after ? { cursor: { id: after }, skip: 1 } : {}),
  });
  return rounds.map(roundOf);
}

/** @throws NotFound */
export async function getRound(db: Db, id: string): Promise<Round> {
  const round = await db.paperRound.findUnique({ where: { id }, include: WITH_SHEETS });
  if (!round) throw new NotFound("Такого обхода нет. Обновите список.");
  return roundOf(round);
}

function roundOf({ id, number, classId, class: own, openedAt, printedAt, sheets }: Row): Round {
  const className = own ? `${own.level}${own.letter}` : "";
  const inOrder = inListOrder(sheets.map((sheet) => ({ ...sheet.pupil, sheet })));
  return {
    ...{ id, number, classId, className, openedAt, printedAt },
    sheets: inOrder.map(({ sheet: { deliveryId, pupil, delivery, handedOverAt, handedOverBy } }) => ({
      deliveryId,
      pupil: { id: pupil.id, ...namesOf(pupil) },
      receiver: namesOf(delivery.person),
      kind: delivery.kind,
      basis: basisOf(delivery.contact),
      handedOverAt,
      handedOverBy: handedOverBy && namesOf(handedOverBy),
    })),
  };
}

function namesOf({ surname, givenName, patronymic }: Named): Named {
  return { surname, givenName, patronymic };
}
