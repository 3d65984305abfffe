import { Temporal } from "temporal-polyfill";
import { dotted, plusDays } from "../calendar/days.ts";
import { dayIn, isoDay } from "../clock.ts";
import type { Db, FinalKind, TermKind, Tx } from "../db.ts";
import { BadInput, Closed, NotFound } from "../errors.ts";
import type { Settings } from "../settings.ts";

/** Which finals: of a class in a subject, of one kind; of a term where the kind is `term`. */
export interface FinalColumn {
  kind: FinalKind;
  termId?: string | null | undefined;
}

/** What the days of finals follow from. Days are ISO days. */
export interface FinalGrounds {
  level: number;
  year: { name: string; startsOn: string; endsOn: string };
  /** Of the class's level, the earliest first. */
  terms: { id: string; kind: TermKind; number: number; startsOn: string; endsOn: string }[];
  /** Of the class in the subject; null: none is planned. */
  exam: { heldOn: string; resultsKnownAt: Date | null } | null;
}

/** When these finals may be set (R40, R41), and since when their results are known (R63). */
export interface FinalDoor {
  /** The term's id, else the name of the school year. */
  period: string;
  termId: string | null;
  /** Whoever is in the class on this day gets them. */
  asOf: string;
  opensOn: string;
  /** The last day; null: the protocol of the exam has not arrived. */
  closesOn: string | null;
  knownAt: Date | null;
}

export type DoorState = "early" | "noProtocol" | "open" | "over";

/** @throws NotFound there is no such class */
export async function readGrounds(
  db: Db | Tx,
  { classId, subjectId }: { classId: string; subjectId: string },
): Promise<FinalGrounds> {
  const found = await db.schoolClass.findUnique({
    where: { id: classId },
    include: {
      year: { include: { terms: { orderBy: { startsOn: "asc" } } } },
      exams: { where: { subjectId } },
    },
  });
  if (!found) throw new NotFound("Такого класса нет. Обновите страницу.");
  const { level, year, exams } = found;
  return {
    level,
    year: { name: year.name, startsOn: isoDay(year.startsOn), endsOn: isoDay(year.endsOn) },
    terms: year.terms
      .filter(({ levelFrom, levelTo }) => levelFrom <= level && level <= levelTo)
      .map(({ id, kind, number, startsOn, endsOn }) => ({
        id,
        kind,
        number,
        startsOn: isoDay(startsOn),
        endsOn: isoDay(endsOn),
      })),
    exam: exams[0] ? { ...exams[0], heldOn: isoDay(exams[0].heldOn) } : null,
  };
}

/**
 * The day on which the period or the exam ends, and the grace days after it. An exam goes on ending until its protocol
 * is there; a final mark waits for the exam, where there is one.
 * @throws BadInput the class has no such term, or no exam in the subject
 */
export function doorOf(
  grounds: FinalGrounds,
  { kind, termId }: FinalColumn,
  settings: Pick<Settings, "finalGraceDays" | "timeZone">,
): FinalDoor {
  const { year, exam } = grounds;
  if (kind === "term") return periodDoor(termOf(grounds, termId), settings);
  const ofYear = periodDoor({ id: null, name: year.name, endsOn: year.endsOn }, settings);
  if (kind === "year" || (kind === "final" && !exam)) return ofYear;
  if (!exam) throw new BadInput("Экзамена по этому предмету у класса нет. Его назначает завуч.", ["kind"]);
  const ofExam = examDoor(exam, ofYear, settings);
  return kind === "exam" ? ofExam : laterOf(ofYear, ofExam);
}

export function doorState({ opensOn, closesOn }: FinalDoor, today: string): DoorState {
  if (today < opensOn) return "early";
  if (closesOn === null) return "noProtocol";
  return today <= closesOn ? "open" : "over";
}

/** @throws Closed before and after (R40, R41) · BadInput the exam's protocol is not recorded (R63) */
export function checkFinalDoor(door: FinalDoor, today: string): void {
  const state = doorState(door, today);
  if (state === "early")
    throw new Closed(`Эти отметки ставят с ${dotted(door.opensOn)}. Дождитесь этого дня.`);
  if (state === "noProtocol")
    throw new BadInput(
      "Результаты вносят, когда есть протокол экзамена. Попросите завуча отметить, когда он пришёл.",
    );
  if (state === "over")
    throw new Closed(
      `Последний день для этих отметок, ${dotted(door.closesOn!)}, прошёл. Подайте завучу запрос на исправление.`,
    );
}

function termOf({ terms, level }: FinalGrounds, termId: string | null | undefined) {
  const term = terms.find(({ id }) => id === termId);
  if (term) return { ...term, name: term.id };
  throw new BadInput(`У ${level} классов нет такого учебного периода. Выберите период из календаря.`, [
    "termId",
  ]);
}

function periodDoor(
  { id, name, endsOn }: { id: string | null; name: string; endsOn: string },
  { finalGraceDays, timeZone }: Pick<Settings, "finalGraceDays" | "timeZone">,
): FinalDoor {
  return {
    period: name,
    termId: id,
    asOf: endsOn,
    opensOn: endsOn,
    closesOn: plusDays(endsOn, finalGraceDays),
    knownAt: lastMinuteOf(endsOn, timeZone),
  };
}

function examDoor(
  { heldOn, resultsKnownAt }: NonNullable<FinalGrounds["exam"]>,
  ofYear: FinalDoor,
  { finalGraceDays, timeZone }: Pick<Settings, "finalGraceDays" | "timeZone">,
): FinalDoor {
  const endsOn = resultsKnownAt && latest(heldOn, isoDay(dayIn(timeZone, resultsKnownAt)));
  return {
    ...ofYear,
    // Enrolments end with the year, exams go on after it.
    asOf: heldOn < ofYear.asOf ? heldOn : ofYear.asOf,
    opensOn: heldOn,
    closesOn: endsOn && plusDays(endsOn, finalGraceDays),
    knownAt: resultsKnownAt,
  };
}

function laterOf(ofYear: FinalDoor, ofExam: FinalDoor): FinalDoor {
  const { closesOn, knownAt } = ofExam;
  return {
    ...ofYear,
    opensOn: latest(ofYear.opensOn, ofExam.opensOn),
    closesOn: closesOn && latest(ofYear.closesOn!, closesOn),
    knownAt: knownAt && new Date(Math.max(ofYear.knownAt!.getTime(), knownAt.getTime())),
  };
}

function latest(one: string, other: string): string {
  return one > other ? one : other;
}

/** R63: the results of a period are known when its last day is over. */
function lastMinuteOf(day: string, timeZone: string): Date {
  const at = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: "23:59" });
  return new Date(at.epochMilliseconds);
}
