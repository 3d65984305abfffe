import type { AbsenceKind, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import { readRoster } from "../lessons/roster.ts";
import type { EventKind } from "../outbox/events.ts";
import { findArrivals, isHere } from "./arrivals.ts";
import { type Absence, type Done, keepVersions, type Told, tell } from "./recording.ts";

/** The lesson whose cells are written. */
export interface RollLesson {
  id: string;
  date: Date;
  startsAt: Date;
  endsAt: Date;
}

/** Who was noted. Minutes are of somebody late, and may stay unsaid. */
export interface CellEntry {
  pupilId: string;
  kind: AbsenceKind;
  lateMinutes?: number | null | undefined;
}

/** What stands in the journal of somebody who was not simply there. */
export type Cell = Omit<Absence, "documentId" | "kind"> & { kind: AbsenceKind };

type Wanted = Omit<CellEntry, "kind"> & { kind: AbsenceKind | null };

type News<Entry extends Wanted = Wanted> = Entry & { was: Cell | undefined };

/** A write of cells: what stood there before, what is wanted, and whether the roll is taken from then on. */
interface Writing {
  lesson: RollLesson;
  before: { takenAt: Date | null; absences: Cell[] };
  wanted: Wanted[];
  news: News[];
  isTaken: boolean;
}

const MINUTE_MS = 60_000;

/** Looks at what was sent, and says who belongs into the lesson. @throws BadInput */
export async function checkEntries(tx: Tx, lesson: RollLesson, entries: Wanted[]): Promise<string[]> {
  const pupilIds = new Set((await readRoster(tx, lesson.id)).map(({ id }) => id));
  const length = (lesson.endsAt.getTime() - lesson.startsAt.getTime()) / MINUTE_MS;
  const seen = new Set<string>();
  for (const [index, { pupilId, kind, lateMinutes }] of entries.entries()) {
    const at = ["absences", index];
    if (!pupilIds.has(pupilId))
      throw new BadInput("На этом уроке такого ученика нет. Обновите страницу.", [...at, "pupilId"]);
    if (seen.has(pupilId))
      throw new BadInput("Один ученик указан дважды. Оставьте одну отметку.", [...at, "pupilId"]);
    seen.add(pupilId);
    if (lateMinutes === undefined || lateMinutes === null) continue;
    if (kind !== "late")
      throw new BadInput("Минуты пишут только опоздавшему. Уберите их или отметьте опоздание.", [
        ...at,
        "lateMinutes",
      ]);
    if (!Number.isInteger(lateMinutes) || lateMinutes < 1 || lateMinutes > length)
      throw new BadInput(`Опоздать на этот урок можно на 1–${length} мин. Исправьте минуты.`, [
        ...at,
        "lateMinutes",
      ]);
  }
  return [...pupilIds];
}

/** What of the wanted does not stand there yet, each with what does. */
export function newsOf<Entry extends Wanted>(
  { absences }: { absences: Cell[] },
  wanted: Entry[],
): News<Entry>[] {
  const cells = new Map(absences.map((cell) => [cell.pupilId, cell]));
  return wanted
    .map((entry) => ({ ...entry, was: cells.get(entry.pupilId) }))
    .filter(
      ({ kind, lateMinutes, was }) =>
        kind !== (was?.kind ?? null) || (lateMinutes ?? null) !== (was?.lateMinutes ?? null),
    );
}

/** Writes the news of these cells with their versions, audit and events, and tells who has arrived by now. */
export async function writeNews(
  tx: Tx,
  { lesson, before, wanted, news, isTaken }: Writing,
  by: Done,
): Promise<void> {
  const kinds = new Map(news.map(({ pupilId, kind, was }) => [pupilId, eventKind(was?.kind ?? null, kind)]));
  const written = await writeCells(tx, { lessonId: lesson.id, news }, by);
  const wasKind = new Map(before.absences.map(({ pupilId, kind }) => [pupilId, kind]));
  const arrived = wanted
    .filter(({ pupilId, kind }) => {
      const was = isHere(wasKind.get(pupilId) ?? null, before.takenAt !== null);
      return isHere(kind, isTaken) && !was;
    })
    .map(({ pupilId }) => pupilId);
  const arrivals = await findArrivals(tx, lesson, arrived);
  const told: Told[] = [
    ...written.map(({ id, version, pupilId }) => ({ kind: kinds.get(pupilId)!, id, version, pupilId })),
    ...arrivals.map(({ id, version, pupilId }) => ({ kind: "arrival.noted" as const, id, version, pupilId })),
  ];
  await tell(tx, told, by);
}

/** Whoever was present after all had no reason to be away. */
async function writeCells(
  tx: Tx,
  { lessonId, news }: { lessonId: string; news: Wanted[] },
  by: Done,
): Promise<Absence[]> {
  if (news.length === 0) return [];
  const rows = news.map(({ pupilId, kind, lateMinutes }) => ({ pupilId, kind, lateMinutes }));
  const written = await tx.$queryRaw<Absence[]>`
    insert into "Absence" ("lessonId", "pupilId", kind, "lateMinutes", "setAt")
    select ${lessonId}::uuid, x."pupilId", x.kind, x."lateMinutes", ${by.at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x("pupilId" uuid, kind "AbsenceKind", "lateMinutes" int)
    order by x."pupilId"
    on conflict ("lessonId", "pupilId") do update
      set kind = excluded.kind, "lateMinutes" = excluded."lateMinutes", "setAt" = excluded."setAt",
        reason = case when excluded.kind is not null then "Absence".reason end,
        "documentId" = case when excluded.kind is not null then "Absence"."documentId" end,
        version = "Absence".version + 1
    returning id, "pupilId", kind, "lateMinutes", reason, "documentId", version`;
  await keepVersions(tx, written, by);
  return written;
}

function eventKind(was: AbsenceKind | null, kind: AbsenceKind | null): EventKind {
  if (kind === null) return "absence.withdrawn";
  return was === null ? "absence.noted" : "absence.changed";
}
