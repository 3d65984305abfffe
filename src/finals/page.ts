import type { Standing } from "../access/policy.ts";
import { dateOf, dayIn, isoDay } from "../clock.ts";
import type { Db, FinalKind, TermKind } from "../db.ts";
import { shownAverage, thresholdsOf } from "../marks/average.ts";
import { heldOn } from "../people/dated.ts";
import { inListOrder } from "../people/list-order.ts";
import { getSettings, type Settings } from "../settings.ts";
import type { FinalPlace } from "./cells.ts";
import { type DoorState, doorOf, doorState, type FinalGrounds, readGrounds } from "./door.ts";
import { readSetFinals, readTermFacts, type SetFinal, type TermFacts } from "./page-facts.ts";
import { readLearners } from "./pupils.ts";
import {
  type AttestationHint,
  attestationHint,
  type FinalValue,
  type Proposal,
  proposeFinal,
  proposeTerm,
  proposeYear,
} from "./rules.ts";

/** One kind of finals and when they may be set (R40, R41). Days are ISO days. */
export interface PageColumn {
  kind: FinalKind;
  termId: string | null;
  term: { kind: TermKind; number: number } | null;
  opensOn: string;
  closesOn: string | null;
  door: DoorState;
}

export interface PageCell {
  kind: FinalKind;
  termId: string | null;
  /** Of the term's marks, in hundredths; null: none, or no term. */
  average: number | null;
  marks: number | null;
  /** Why «н/а» may be right. */
  hint: AttestationHint | null;
  /** null: an exam's result is proposed by nobody. */
  proposal: Proposal | null;
  set: SetFinal | null;
}

export interface FinalsPage {
  columns: PageColumn[];
  /** In the order of the list; cells in the order of the columns. */
  pupils: { pupilId: string; surname: string; givenName: string; cells: PageCell[] }[];
}

const NONE: Proposal = { kind: "none", reason: "noMarks" };

/** The page of finals of a class in a subject, as it is today. @throws NotFound there is no such class */
export async function finalsPage(
  db: Db,
  journal: { classId: string; subjectId: string },
): Promise<FinalsPage> {
  const settings = await getSettings(db);
  const today = isoDay(dayIn(settings.timeZone));
  const grounds = await readGrounds(db, journal);
  const columns = columnsOf(grounds, today, settings);
  const pupils = await readPupils(db, journal.classId, within(grounds.year, today));
  const asked = { pupilIds: pupils.map(({ pupilId }) => pupilId), subjectId: journal.subjectId };
  const termIds = grounds.terms.map(({ id }) => id);
  const facts = await readTermFacts(db, { ...asked, termIds, today });
  const set = await readSetFinals(db, { ...asked, periods: [...termIds, grounds.year.name] });
  return {
    columns,
    pupils: pupils.map((pupil) => ({
      ...pupil,
      cells: cellsOf(
        columns.map(({ kind, termId }) => ({
          kind,
          termId,
          facts: facts.get(`${pupil.pupilId} ${termId}`) ?? null,
          set: set.get(`${pupil.pupilId} ${kind} ${termId ?? grounds.year.name}`) ?? null,
        })),
        settings,
      ),
    })),
  };
}

/**
 * Who gets a mark of this column, and whether this person gives it to them: the subject teacher to those of their own,
 * the class teacher to all (R40, R41). @throws BadInput the class has no such term, or no exam in the subject
 */
export async function readFinalPupils(
  db: Db,
  place: FinalPlace,
  { personId, standings }: { personId: string; standings: ReadonlySet<Standing> },
): Promise<Map<string, boolean>> {
  const settings = await getSettings(db);
  const today = isoDay(dayIn(settings.timeZone));
  const grounds = await readGrounds(db, place);
  const door = doorOf(grounds, place, settings);
  const learners = await readLearners(db, { ...place, door, grounds, today, teacherId: personId });
  if (!standings.has("classTeacher")) return learners;
  return new Map([...learners.keys()].map((pupilId) => [pupilId, true]));
}

/** The exam's column where one is planned; years end without a final mark where nobody sets one. */
function columnsOf(grounds: FinalGrounds, today: string, settings: Settings): PageColumn[] {
  const column = (kind: FinalKind, term: FinalGrounds["terms"][number] | null = null): PageColumn => {
    const door = doorOf(grounds, { kind, termId: term?.id }, settings);
    const { termId, opensOn, closesOn } = door;
    return {
      kind,
      termId,
      term: term && { kind: term.kind, number: term.number },
      opensOn,
      closesOn,
      door: doorState(door, today),
    };
  };
  return [
    ...grounds.terms.map((term) => column("term", term)),
    column("year"),
    ...(grounds.exam ? [column("exam")] : []),
    column("final"),
  ];
}

interface Given {
  kind: FinalKind;
  termId: string | null;
  facts: TermFacts | null;
  set: SetFinal | null;
}

function cellsOf(given: Given[], settings: Settings): PageCell[] {
  const valuesOf = (wanted: FinalKind): FinalValue[] =>
    given.flatMap(({ kind, set }) =>
      kind === wanted && set ? [{ code: set.value, points: set.points }] : [],
    );
  const hasExam = given.some(({ kind }) => kind === "exam");
  const [year] = valuesOf("year");
  const [exam] = valuesOf("exam");
  const proposalOf = ({ kind, facts }: Given): Proposal | null => {
    if (kind === "term") return proposeTerm(facts?.sum ?? null, thresholdsOf(settings.thresholds));
    if (kind === "year") return proposeYear(valuesOf("term"));
    if (kind === "exam") return null;
    return year && (exam || !hasExam) ? proposeFinal(year, exam ?? null) : NONE;
  };
  return given.map((cell) => ({
    kind: cell.kind,
    termId: cell.termId,
    average: cell.facts?.sum ? shownAverage(cell.facts.sum) : null,
    marks: cell.facts?.marks ?? null,
    hint: cell.facts && attestationHint(cell.facts, settings.attestation),
    proposal: proposalOf(cell),
    set: cell.set,
  }));
}

function within({ startsOn, endsOn }: { startsOn: string; endsOn: string }, day: string): Date {
  return dateOf(day > endsOn ? endsOn : day < startsOn ? startsOn : day);
}

async function readPupils(db: Db, classId: string, day: Date) {
  const enrolments = await db.enrolment.findMany({
    where: { classId, ...heldOn(day) },
    distinct: ["pupilId"],
    include: { pupil: { select: { surname: true, givenName: true } } },
  });
  return inListOrder(enrolments.map(({ pupilId, pupil }) => ({ pupilId, ...pupil })));
}
