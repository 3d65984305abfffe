import type { FastifyRequest } from "fastify";
import type { PupilHead } from "../../templates/pages/pupil-head.tsx";
import { may } from "../access/policy.ts";
import { listWards } from "../access/wards.ts";
import { isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { readPupils } from "../deliveries/facts.ts";
import { NotFound } from "../errors.ts";
import type { Reader } from "../journal/pupil-marks.ts";

/** A family sees a mark as soon as it would have heard of it; the school's people see the journal as it is. */
export function readerOf({ standings }: Pick<FastifyRequest, "standings">): Reader {
  const isStaff = standings.has("classTeacher") || standings.has("deputyHead") || standings.has("head");
  return isStaff ? "staff" : "family";
}

/** Of whom the page speaks, and whose diaries else its reader may open as family. */
export async function readPupilHead(db: Db, request: FastifyRequest, pupilId: string): Promise<PupilHead> {
  const { personId, day } = request.actor!;
  const [wards, [pupil]] = await Promise.all([
    listWards(db, personId, day),
    db.$transaction((tx) => readPupils(tx, [pupilId], isoDay(day))),
  ]);
  if (!pupil) throw new NotFound("Такого ученика нет. Проверьте адрес.");
  return {
    id: pupilId,
    name: pupil.givenName,
    className: pupil.className || null,
    isGuardian: request.standings.has("guardian"),
    readsExcuses: may("excuse.read", request.standings),
    pupils: wards.map(({ id, givenName, className }) => ({ id, name: givenName, className })),
  };
}
