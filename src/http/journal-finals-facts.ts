import type { FinalLine, JournalFinalsProps } from "../../templates/pages/journal-finals.tsx";
import { may, type Standing } from "../access/policy.ts";
import { clockTime } from "../clock.ts";
import type { Db, FinalKind } from "../db.ts";
import { NotFound } from "../errors.ts";
import { finalsPage, type PageCell, type PageColumn, readFinalPupils } from "../finals/page.ts";
import { type Unentered, unenteredFinals } from "../finals/unentered.ts";
import { getSettings } from "../settings.ts";
import { dayOf } from "./moments.ts";
import { listName } from "./names.ts";

interface Asked {
  classId: string;
  subjectId: string;
  /** A term's id, else a kind; the column that is due when there is no such. */
  of: string | undefined;
  personId: string;
  standings: ReadonlySet<Standing>;
}

export type JournalFinalsFacts = Omit<
  JournalFinalsProps,
  "typed" | "problem" | "asksOne" | "reason" | "saved"
>;

/** One column of the finals of a class in a subject: what is set, what is proposed and why, and who may set it. */
export async function readJournalFinals(
  db: Db,
  { of, personId, standings, ...journal }: Asked,
): Promise<JournalFinalsFacts> {
  const { timeZone, correctionOrder } = await getSettings(db);
  const [page, schoolClass, subject, values] = await Promise.all([
    finalsPage(db, journal),
    db.schoolClass.findUniqueOrThrow({ where: { id: journal.classId } }),
    db.subject.findUnique({ where: { id: journal.subjectId } }),
    db.scaleValue.findMany({ where: { scale: { code: "five" } }, orderBy: { rank: "desc" } }),
  ]);
  if (!subject) throw new NotFound("Такого предмета нет. Обновите страницу.");
  const at = currentOf(page.columns, of);
  const current = page.columns[at]!;
  const place = { ...journal, ...columnOf(keyOf(current)) };
  const isOwn = await readFinalPupils(db, place, { personId, standings });
  const owed = (await unenteredFinals(db)).find(
    (one) =>
      one.classId === journal.classId &&
      one.subjectId === journal.subjectId &&
      one.kind === current.kind &&
      one.termId === current.termId,
  );
  return {
    ...journal,
    className: `${schoolClass.level}${schoolClass.letter}`,
    subject: subject.name,
    columns: page.columns.map((column) => ({ key: keyOf(column), kind: column.kind, term: column.term })),
    current: { ...current, key: keyOf(current) },
    pupils: page.pupils.map(({ pupilId, surname, givenName, cells }) => ({
      id: pupilId,
      name: listName(surname, givenName),
      isOwn: isOwn.get(pupilId) ?? false,
      isLearner: isOwn.has(pupilId),
      before: cells.slice(0, at).map(({ set }) => set?.value ?? null),
      ...lineOf(cells[at]!),
    })),
    values: values.map(({ code }) => code),
    owed: owed ? owedOf(owed, timeZone) : null,
    mayWrite: may("finals.write", standings),
    mayAsk: may("correction.requestFinal", standings),
    isOrdered: correctionOrder !== "",
  };
}

/** As the address of a column names it: a term's id, else its kind. */
export function columnOf(key: string): { kind: FinalKind; termId: string | null } {
  if (key === "year" || key === "exam" || key === "final") return { kind: key, termId: null };
  return { kind: "term", termId: key };
}

function keyOf({ kind, termId }: Pick<PageColumn, "kind" | "termId">): string {
  return termId ?? kind;
}

/** The one that was asked for; else the one that is open, or else the last that has begun. */
function currentOf(columns: PageColumn[], of: string | undefined): number {
  const asked = columns.findIndex((column) => keyOf(column) === of);
  if (asked !== -1) return asked;
  const open = columns.findIndex(({ door }) => door === "open");
  if (open !== -1) return open;
  return Math.max(
    0,
    columns.findLastIndex(({ door }) => door !== "early"),
  );
}

function lineOf({ average, marks, hint, proposal, set }: PageCell): Omit<FinalLine, keyof Named> {
  return {
    average,
    marks,
    hint,
    proposal: !proposal || proposal.kind === "none" ? [] : proposedOf(proposal),
    value: set?.value ?? null,
    version: set?.version ?? 0,
    act: set?.act ?? null,
  };
}

type Named = Pick<FinalLine, "id" | "name" | "isOwn" | "isLearner" | "before">;

function proposedOf(proposal: Exclude<PageCell["proposal"], null | { kind: "none" }>): string[] {
  return proposal.kind === "clear" ? [proposal.value] : [proposal.lower, proposal.upper];
}

function owedOf({ pupils, dueAt, isOverdue }: Unentered, timeZone: string) {
  return { pupils, dueOn: dayOf(dueAt, timeZone), dueAt: clockTime(dueAt, timeZone), isOverdue };
}
