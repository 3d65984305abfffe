import { dateOf } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { heldOn } from "./dated.ts";

/** The pupils of a class on a day (ISO), in the order of its list, with the enrolment that makes them so. */
export async function readClassList(db: Db | Tx, classId: string, on: string) {
  return db.enrolment.findMany({
    where: { classId, ...heldOn(dateOf(on)) },
    include: { pupil: { select: { id: true, surname: true, givenName: true, patronymic: true } } },
    orderBy: [{ pupil: { surname: "asc" } }, { pupil: { givenName: "asc" } }, { pupilId: "asc" }],
  });
}
