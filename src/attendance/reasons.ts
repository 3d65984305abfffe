import { dotted } from "../calendar/days.ts";
import { todayOf } from "../calendar/year-door.ts";
import { isoDay, now } from "../clock.ts";
import type { AbsenceReason, Db, Tx } from "../db.ts";
import { BadInput, Closed, Conflict } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { checkInTime, checkLate, type Due, readDueDays } from "./reason-door.ts";
import { type Absence, type Done, keepVersions, tell } from "./recording.ts";

/**
 * Absences in the versions in which they were seen; or the lessons missed in a span (ISO days, both included) that
 * nobody has explained otherwise.
 */
export type Which = { absences: { id: string; version: number }[] } | { from: string; to: string };

export interface Explanation {
  which: Which;
  reason: AbsenceReason;
  /** The document behind it; left out: the one that is there stays. */
  documentId?: string | undefined;
}

export interface Explained {
  explained: number;
  /** Said so already: nothing was written. */
  same: number;
  /** Of the span, and with another reason: whoever means to correct it names the absence. */
  left: number;
}

/**
 * The class teacher says or corrects why a pupil was away (R22), up to the last day for it (R39, see reason-door.ts).
 * @throws Closed that day is past, or the year is closed · Conflict an absence was changed meanwhile, with those as they
 *   are now · BadInput an absence or a document that is not this pupil's, or a document of other days
 */
export async function explainAbsences(
  db: Db,
  pupilId: string,
  explanation: Explanation,
  by: By,
): Promise<Explained> {
  return explain(db, { pupilId, explanation, checkDoor: checkInTime }, by);
}

/**
 * The deputy head does so when it is too late for the class teacher, and only then.
 * @throws Closed it is not too late, or the year is closed · Conflict, BadInput as explainAbsences
 */
export async function explainAbsencesLate(
  db: Db,
  pupilId: string,
  explanation: Explanation,
  by: By,
): Promise<Explained> {
  return explain(db, { pupilId, explanation, checkDoor: checkLate }, by);
}

interface Explaining {
  pupilId: string;
  explanation: Explanation;
  checkDoor: (today: string, due: Due) => void;
}

async function explain(db: Db, { pupilId, explanation, checkDoor }: Explaining, by: By): Promise<Explained> {
  return db.$transaction(async (tx) => {
    const { which, reason, documentId } = explanation;
    const found = await lockAbsences(tx, pupilId, which);
    if (documentId) await checkDocument(tx, { pupilId, documentId }, found);
    const meant = found.filter((one) => "absences" in which || one.reason === null || one.reason === reason);
    const news = meant.filter(
      (one) => one.reason !== reason || (documentId !== undefined && one.documentId !== documentId),
    );
    if ("absences" in which) checkSeen(which.absences, news);
    if (!by.silent) await checkDoors(tx, news, { checkDoor, by });
    await writeReasons(tx, { news, reason, documentId }, { ...by, at: by.at ?? now() });
    return {
      explained: news.length,
      same: meant.length - news.length,
      left: found.length - meant.length,
    };
  });
}

/** What is imported or seeded passes, as at the lesson's own door. */
async function checkDoors(
  tx: Tx,
  news: Missed[],
  { checkDoor, by }: Pick<Explaining, "checkDoor"> & { by: By },
): Promise<void> {
  const closed = news.find(({ isYearClosed }) => isYearClosed);
  if (closed)
    throw new Closed(
      `Учебный год, в который входит ${dotted(closed.day)}, закрыт. Причины пропусков в нём больше не меняют.`,
    );
  const today = await todayOf(tx, by);
  const dueDays = await readDueDays(
    tx,
    news.map(({ id }) => id),
  );
  for (const { id, day } of news) checkDoor(today, { day, dueOn: dueDays.get(id)! });
}

interface Missed extends Absence {
  /** ISO, of the lesson. */
  day: string;
  isYearClosed: boolean;
}

/** Latest first, as the roll of a day takes them too: nobody waits for each other in a circle. */
async function lockAbsences(tx: Tx, pupilId: string, which: Which): Promise<Missed[]> {
  const named = "absences" in which;
  const { from, to } = named ? { from: null, to: null } : which;
  if (from !== null && from > to)
    throw new BadInput("Первый день позже последнего. Поменяйте их местами.", ["from"]);
  const ids = named ? which.absences.map(({ id }) => id) : [];
  const found = await tx.$queryRaw<Missed[]>`
    select a.id, a."pupilId", a.version, a.kind, a."lateMinutes", a.reason, a."documentId",
      to_char(l.date, 'YYYY-MM-DD') as day,
      exists (select 1 from "SchoolYear" y where l.date between y."startsOn" and y."endsOn" and y."closedAt" is not null)
        as "isYearClosed"
    from "Absence" a join "Lesson" l on l.id = a."lessonId"
    where a."pupilId" = ${pupilId}::uuid and a.kind is not null
      and (a.id = any(${ids}::uuid[]) or (a.kind = 'absent' and l.date between ${from}::date and ${to}::date))
    order by l."startsAt" desc, a.id for update of a`;
  const known = new Set(found.map(({ id }) => id));
  const missing = ids.findIndex((id) => !known.has(id));
  if (missing !== -1)
    throw new BadInput("Такого пропуска у ученика нет: отметку могли снять. Обновите список.", [
      "absences",
      missing,
      "id",
    ]);
  return found;
}

/** @throws BadInput */
async function checkDocument(
  tx: Tx,
  { pupilId, documentId: id }: { pupilId: string; documentId: string },
  absences: Missed[],
): Promise<void> {
  const document = await tx.absenceDocument.findUnique({ where: { id, pupilId } });
  if (!document) throw new BadInput("Такого документа у ученика нет. Выберите из списка.", ["documentId"]);
  const [from, to] = [isoDay(document.from), isoDay(document.to)];
  const outside = absences.find(({ day }) => day < from || day > to);
  if (outside)
    throw new BadInput(
      `Документ о днях ${dotted(from)}–${dotted(to)}, пропуск ${dotted(outside.day)} в них не входит. Выберите другой документ или другие дни.`,
      ["documentId"],
    );
}

function checkSeen(seen: { id: string; version: number }[], news: Missed[]): void {
  const versions = new Map(seen.map(({ id, version }) => [id, version]));
  if (news.every(({ id, version }) => versions.get(id) === version)) return;
  throw new Conflict(
    "Пропуски за это время изменил кто-то другой. Посмотрите, что теперь, и повторите.",
    news,
  );
}

interface Said {
  news: Missed[];
  reason: AbsenceReason;
  documentId: string | undefined;
}

async function writeReasons(tx: Tx, { news, reason, documentId }: Said, by: Done): Promise<void> {
  if (news.length === 0) return;
  const said = news.map((absence) => ({
    ...absence,
    reason,
    documentId: documentId ?? absence.documentId,
    version: absence.version + 1,
  }));
  await tx.$executeRaw`
    update "Absence" a set reason = x.reason, "documentId" = x."documentId", version = x.version
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb)
      as x(id uuid, reason "AbsenceReason", "documentId" uuid, version int)
    where a.id = x.id`;
  await keepVersions(tx, said, by);
  await tell(
    tx,
    said.map(({ id, version, pupilId }) => ({ kind: "absence.explained", id, version, pupilId })),
    by,
  );
}
