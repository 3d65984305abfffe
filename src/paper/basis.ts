import { isoDay } from "../clock.ts";
import type { Prisma } from "../db.ts";

/** Why a family gets paper: its own written word (R44), or no other way was left. `date` is an ISO day. */
export type Basis = { kind: "declared"; number: string | null; date: string } | { kind: "lastResort" };

/** Spread in place of `delivery: true`: what basisOf() asks for. */
export const WITH_BASIS = {
  include: { contact: { include: { statement: true, signedDocument: true } } },
} as const satisfies Prisma.DeliveryDefaultArgs;

type Paper = Prisma.DeliveryGetPayload<typeof WITH_BASIS>["contact"];

export function basisOf({ statement, signedDocument }: Paper): Basis {
  const said = statement ?? signedDocument;
  return said ? { kind: "declared", number: said.number, date: isoDay(said.date) } : { kind: "lastResort" };
}
