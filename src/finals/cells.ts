import type { FinalKind, Tx } from "../db.ts";
import type { FinalColumn } from "./door.ts";

export interface FinalPlace extends FinalColumn {
  classId: string;
  subjectId: string;
}

export interface FinalCell {
  pupilId: string;
  value: string;
  valueId: string;
  version: number;
}

/** Whoever writes finals of a class comes one after the other: an empty cell has no row that could be locked. */
export async function lockFinals(tx: Tx, classId: string): Promise<void> {
  await tx.$queryRaw`select id from "SchoolClass" where id = ${classId}::uuid for no key update`;
}

/** What stands in the cells of these pupils; an empty one is not among them. */
export async function readCells(
  tx: Tx,
  pupilIds: string[],
  column: { subjectId: string; kind: FinalKind; period: string },
): Promise<Map<string, FinalCell>> {
  const finals = await tx.finalMark.findMany({
    where: { pupilId: { in: pupilIds }, ...column },
    select: { pupilId: true, version: true, valueId: true, value: { select: { code: true } } },
  });
  return new Map(finals.map(({ value, ...final }) => [final.pupilId, { ...final, value: value.code }]));
}
