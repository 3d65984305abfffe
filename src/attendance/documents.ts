import { audit } from "../audit.ts";
import { dotted } from "../calendar/days.ts";
import { todayOf } from "../calendar/year-door.ts";
import { dateOf, now } from "../clock.ts";
import type { AbsenceReason, Db, Prisma, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import { groupBy } from "../grouping.ts";
import type { By } from "../outbox/events.ts";
import { readDueDays } from "./reason-door.ts";

/** What a pupil presented; ISO days. */
export interface DocumentData {
  /** «справка», «заявление» */
  kind: string;
  number: string | null;
  issuedOn: string;
  /** The first and the last day that it covers. */
  from: string;
  to: string;
  /** R39 counts from here. */
  presentedOn: string;
}

export type Document = Prisma.AbsenceDocumentGetPayload<object>;

/** Takes in a document; the reasons it gives are said by explainAbsences. @throws BadInput days that cannot be */
export async function addDocument(db: Db, pupilId: string, data: DocumentData, by: By): Promise<Document> {
  return db.$transaction(async (tx) => {
    await checkDays(tx, data, by);
    const { kind, number, issuedOn, from, to, presentedOn } = data;
    const document = await tx.absenceDocument.create({
      data: {
        pupilId,
        kind,
        number,
        issuedOn: dateOf(issuedOn),
        from: dateOf(from),
        to: dateOf(to),
        presentedOn: dateOf(presentedOn),
        takenById: by.actorId,
        createdAt: by.at ?? now(),
      },
    });
    await audit(tx, by, { action: "document.added", objectId: document.id, pupilId });
    return document;
  });
}

async function checkDays(tx: Tx, { issuedOn, from, to, presentedOn }: DocumentData, by: By): Promise<void> {
  const today = await todayOf(tx, by);
  if (presentedOn > today)
    throw new BadInput(`Документ предъявлен не позже сегодняшнего дня, ${dotted(today)}. Исправьте дату.`, [
      "presentedOn",
    ]);
  if (issuedOn > presentedOn)
    throw new BadInput(
      `Документ выдан не позже, чем предъявлен, ${dotted(presentedOn)}. Исправьте одну из дат.`,
      ["issuedOn"],
    );
  if (to < from)
    throw new BadInput(
      `Последний день, ${dotted(to)}, раньше первого, ${dotted(from)}. Поменяйте их местами.`,
      ["to"],
    );
}

/** A lesson missed on a day that a document covers. */
export interface CoveredAbsence {
  id: string;
  version: number;
  date: Date;
  number: number;
  reason: AbsenceReason | null;
  /** Null: the reason rests on no document. */
  documentId: string | null;
  /** The last day on which the class teacher may say the reason (R39). */
  dueOn: string;
}

export interface WithAbsences extends Document {
  absences: CoveredAbsence[];
  /** By when the first reason that is still missing must be said; null: none is missing. */
  dueOn: string | null;
}

/** Documents with the lessons missed on their days. Three queries, however many documents. */
export async function withAbsences(db: Db, documents: Document[]): Promise<WithAbsences[]> {
  const ids = documents.map(({ id }) => id);
  const rows = await db.$queryRaw<(Omit<CoveredAbsence, "dueOn"> & { coveredBy: string })[]>`
    select d.id as "coveredBy", a.id, a.version, l.date, l.number, a.reason, a."documentId"
    from "AbsenceDocument" d join "Absence" a on a."pupilId" = d."pupilId" and a.kind = 'absent'
    join "Lesson" l on l.id = a."lessonId" and l.date between d."from" and d."to"
    where d.id = any(${ids}::uuid[]) order by l."startsAt", a.id`;
  const dueDays = await readDueDays(
    db,
    rows.map(({ id }) => id),
  );
  const covered = groupBy(rows, ({ coveredBy }) => coveredBy);
  return documents.map((document) => {
    const absences = (covered.get(document.id) ?? []).map(({ coveredBy: _, ...absence }) => ({
      ...absence,
      dueOn: dueDays.get(absence.id)!,
    }));
    const missing = absences.filter(({ reason }) => reason === null).map(({ dueOn }) => dueOn);
    return { ...document, absences, dueOn: missing.sort()[0] ?? null };
  });
}
