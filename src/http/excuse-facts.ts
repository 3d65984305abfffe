import type { ExcuseLine } from "../../templates/pages/class-excuses.tsx";
import { type ListedExcuse, listUnread } from "../attendance/excuses.ts";
import { isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { groupBy } from "../grouping.ts";
import { heldOn } from "../people/dated.ts";
import { fullName } from "./session.ts";

const WEEKS_BACK = 4;
const DAY_MS = 86_400_000;
const MOST_READ = 30;

/** The notes of a class: those nobody has read, and those of the last weeks that somebody has. Five queries. */
export async function readClassExcuses(
  db: Db,
  { classId, day }: { classId: string; day: Date },
): Promise<{ unread: ExcuseLine[]; read: ExcuseLine[] }> {
  const unread = await listUnread(db, { classIds: [classId], day });
  const since = new Date(day.getTime() - WEEKS_BACK * 7 * DAY_MS);
  const read = await db.excuse.findMany({
    where: {
      id: { notIn: unread.map(({ id }) => id) },
      to: { gte: since },
      pupil: { enrolments: { some: { classId, ...heldOn(day) } } },
    },
    include: {
      pupil: { select: { id: true, surname: true, givenName: true } },
      givenBy: { select: { id: true, surname: true, givenName: true, patronymic: true } },
    },
    orderBy: [{ from: "desc" }, { id: "asc" }],
    take: MOST_READ,
  });
  const all = [...unread, ...read];
  const files = await db.excuseFile.findMany({
    where: { excuseId: { in: all.map(({ id }) => id) } },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
  });
  const guardianships = await db.guardianship.findMany({
    where: {
      guardianId: { in: all.map(({ givenById }) => givenById) },
      pupilId: { in: all.map(({ pupilId }) => pupilId) },
      ...heldOn(day),
    },
    select: { id: true, guardianId: true, pupilId: true },
  });
  const filesOf = groupBy(files, ({ excuseId }) => excuseId);
  const byPair = new Map(guardianships.map((one) => [`${one.guardianId} ${one.pupilId}`, one.id]));
  const line = (excuse: ListedExcuse): ExcuseLine => ({
    id: excuse.id,
    version: excuse.version,
    pupil: `${excuse.pupil.surname} ${excuse.pupil.givenName}`,
    from: isoDay(excuse.from),
    to: isoDay(excuse.to),
    text: excuse.text,
    by: fullName(excuse.givenBy),
    state: excuse.state,
    files: (filesOf.get(excuse.id) ?? []).map(({ id, file }) => ({ id, isPicture: !file.endsWith(".pdf") })),
    guardianshipId: byPair.get(`${excuse.givenById} ${excuse.pupilId}`) ?? null,
  });
  return { unread: unread.map(line), read: read.map(line) };
}
