import type { Db, Tx } from "../db.ts";
import type { FinalEntry } from "../finals/finals.ts";
import { type ContactsDifference, compareContacts } from "./compare-contacts.ts";
import { comparePeople, type PeopleDifference } from "./compare-people.ts";
import { compareSchool, type SchoolDifference, type SchoolIds } from "./compare-school.ts";
import type { Plan, PlannedFinal } from "./plan.ts";
import { type Counts, noCounts } from "./tally.ts";

/** What the journal lacks to say what the file says: rows ready to be written. */
export interface Difference {
  counts: Counts;
  notes: string[];
  school: SchoolDifference;
  people: PeopleDifference;
  contacts: ContactsDifference;
  finals: FinalEntry[];
}

/** Compares a plan with the journal; a handful of queries, however long the file. */
export async function compare(db: Db | Tx, plan: Plan, at: Date): Promise<Difference> {
  const counts = noCounts();
  const school = await compareSchool(db, plan, counts);
  const people = await comparePeople(db, plan, school.ids, counts);
  const contacts = await compareContacts(db, plan, people.ids, { at, counts });
  const finals = await compareFinals(db, plan, { school: school.ids, people: people.ids }, counts);
  const absent =
    people.absent > 0
      ? [
          `Людей этого источника, которых в файле больше нет: ${people.absent}. Они остаются в журнале как есть.`,
        ]
      : [];
  return { counts, notes: [...school.notes, ...absent, ...contacts.notes], school, people, contacts, finals };
}

async function compareFinals(
  db: Db | Tx,
  plan: Plan,
  ids: { school: SchoolIds; people: Map<string, string> },
  counts: Counts,
): Promise<FinalEntry[]> {
  const known = await db.finalMark.findMany({
    where: { pupil: { externalId: { startsWith: plan.prefix } } },
    select: { pupilId: true, subjectId: true, kind: true, period: true, valueId: true },
  });
  const byKey = new Map(known.map((final) => [keyOf(final), final.valueId]));
  const entries = plan.families.flatMap(({ pupil, finals }) =>
    finals.map((final) => entryOf(final, ids.people.get(pupil.externalId)!, plan.year.name, ids.school)),
  );
  return entries.filter((entry) => {
    const tally = counts[entry.kind === "term" ? "termMarks" : "finalMarks"];
    const valueId = byKey.get(keyOf(entry));
    tally[valueId === undefined ? "fresh" : valueId === entry.valueId ? "same" : "changed"] += 1;
    return valueId !== entry.valueId;
  });
}

function entryOf(final: PlannedFinal, pupilId: string, year: string, ids: SchoolIds): FinalEntry {
  const { subject, kind, term, scale, value, resultsKnownAt } = final;
  const termId = term && ids.term(term);
  return {
    pupilId,
    subjectId: ids.subject(subject),
    kind,
    period: termId ?? year,
    termId,
    valueId: ids.value(scale, value),
    resultsKnownAt: resultsKnownAt === null ? null : new Date(resultsKnownAt),
  };
}

function keyOf({
  pupilId,
  subjectId,
  kind,
  period,
}: Omit<FinalEntry, "termId" | "valueId" | "resultsKnownAt">): string {
  return `${pupilId} ${subjectId} ${kind} ${period}`;
}
