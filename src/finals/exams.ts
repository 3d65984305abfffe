import { audit } from "../audit.ts";
import { dotted, plusDays } from "../calendar/days.ts";
import { dateOf, dayIn, isoDay, now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, Closed, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";
import { getSettings } from "../settings.ts";
import { editVersion } from "../versions.ts";

/** An exam of this year is held before the next one begins. */
const YEAR_DAYS = 365;

export type Exam = Awaited<ReturnType<Db["exam"]["findUniqueOrThrow"]>>;

/**
 * Plans the exam of a class in a subject; its day opens the door of R41. `heldOn` is an ISO day.
 * @throws NotFound no such class · BadInput a day outside the year, a subject nobody teaches there, planned already
 */
export async function planExam(
  db: Db,
  { classId, subjectId, heldOn }: { classId: string; subjectId: string; heldOn: string },
  by: By,
): Promise<Exam> {
  return db.$transaction(async (tx) => {
    const schoolClass = await tx.schoolClass.findUnique({ where: { id: classId }, include: { year: true } });
    if (!schoolClass) throw new NotFound("Такого класса нет. Обновите список классов.");
    checkDay(schoolClass.year, heldOn);
    const teachings = await tx.teaching.count({
      where: { subjectId, OR: [{ classId }, { subgroup: { classes: { some: { classId } } } }] },
    });
    if (teachings === 0)
      throw new BadInput("Этот предмет в классе никто не ведёт. Сначала распределите нагрузку.", [
        "subjectId",
      ]);
    const planned = await tx.exam.createManyAndReturn({
      data: [{ yearId: schoolClass.yearId, classId, subjectId, heldOn: dateOf(heldOn) }],
      skipDuplicates: true,
    });
    const exam = planned[0];
    if (!exam)
      throw new BadInput("Этот экзамен уже назначен. Перенесите его, если день другой.", ["subjectId"]);
    await audit(tx, by, { action: "exam.planned", objectId: exam.id, details: { heldOn } });
    return exam;
  });
}

/** Moves an exam whose protocol has not arrived. @throws NotFound · Conflict · Closed its results are known · BadInput the day */
export async function moveExam(
  db: Db,
  { id, version, heldOn }: { id: string; version: number; heldOn: string },
  by: By,
): Promise<Exam> {
  return db.$transaction(async (tx) => {
    const exam = await openExam(tx, id);
    checkDay(exam.year, heldOn);
    if (exam.resultsKnownAt) throw new Closed("Протокол этого экзамена уже записан. День больше не меняют.");
    const { before, after } = await editVersion(tx.exam, { id, version }, { heldOn: dateOf(heldOn) });
    const details = { before: isoDay(before.heldOn), after: heldOn };
    await audit(tx, by, { action: "exam.moved", objectId: id, details });
    return after;
  });
}

/**
 * Records that the protocol arrived: from `resultsKnownAt` on the 24 hours of R63 run, and results may be entered.
 * @throws NotFound · Conflict · BadInput a moment to come, or before the exam · Closed results were entered by it
 */
export async function recordProtocol(
  db: Db,
  {
    id,
    version,
    resultsKnownAt,
    protocol,
  }: { id: string; version: number; resultsKnownAt: Date; protocol: string },
  by: By,
): Promise<Exam> {
  return db.$transaction(async (tx) => {
    const exam = await openExam(tx, id);
    if (exam.resultsKnownAt?.getTime() === resultsKnownAt.getTime() && exam.protocol === protocol)
      return exam;
    const at = by.at ?? now();
    if (resultsKnownAt > at)
      throw new BadInput("Этот момент ещё не наступил. Укажите, когда протокол пришёл.", ["resultsKnownAt"]);
    const { timeZone } = await getSettings(tx);
    if (dayIn(timeZone, resultsKnownAt) < exam.heldOn)
      throw new BadInput(
        `Экзамен проводят ${dotted(isoDay(exam.heldOn))}, протокол раньше не приходит. Исправьте момент.`,
        ["resultsKnownAt"],
      );
    await checkNothingEntered(tx, exam);
    const { after } = await editVersion(tx.exam, { id, version }, { resultsKnownAt, protocol });
    await audit(tx, by, {
      action: "exam.protocol",
      objectId: id,
      details: { resultsKnownAt: resultsKnownAt.toISOString() },
    });
    await recordEvents(tx, [
      {
        kind: "results.known",
        factId: id,
        factVersion: after.version,
        pupilId: null,
        actorId: by.actorId,
        occurredAt: at,
        silent: by.silent,
      },
    ]);
    return after;
  });
}

/** Of a school year, the earliest first. */
export function listExams(db: Db, yearId: string): Promise<Exam[]> {
  return db.exam.findMany({ where: { yearId }, orderBy: [{ heldOn: "asc" }, { id: "asc" }] });
}

/** Locked, so that no result is entered while its protocol is looked at. */
async function openExam(tx: Tx, id: string) {
  await tx.$queryRaw`
    select c.id from "SchoolClass" c join "Exam" x on x."classId" = c.id where x.id = ${id}::uuid for no key update of c`;
  const exam = await tx.exam.findUnique({ where: { id }, include: { year: true } });
  if (!exam) throw new NotFound("Такого экзамена нет. Обновите список.");
  return exam;
}

function checkDay({ startsOn }: { startsOn: Date }, heldOn: string): void {
  const first = isoDay(startsOn);
  if (heldOn < first || heldOn > plusDays(first, YEAR_DAYS))
    throw new BadInput(
      `Экзамен проводят не раньше ${dotted(first)} и не позже чем через год. Исправьте день.`,
      ["heldOn"],
    );
}

/** The clock of R63 is not turned back under results that families have been told of. */
async function checkNothingEntered(
  tx: Tx,
  { classId, subjectId, year }: { classId: string; subjectId: string; year: { name: string } },
): Promise<void> {
  const entered = await tx.finalMark.count({
    where: {
      subjectId,
      kind: "exam",
      period: year.name,
      pupil: { enrolments: { some: { classId } } },
    },
  });
  if (entered > 0)
    throw new Closed("Результаты этого экзамена уже внесены. Момент протокола больше не меняют.");
}
