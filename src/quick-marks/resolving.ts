import { CASES } from "./declension.ts";
import type {
  Choices,
  Fault,
  FaultKind,
  Place,
  Question,
  QuickMark,
  QuickPupil,
  RollNote,
  Warning,
  WarningKind,
} from "./quick-marks.ts";
import type { Named, Reader, Said } from "./reader.ts";

/** What is being settled: whom the words meant, and what came of it. */
export interface Settling {
  reader: Reader;
  choices: Choices;
  /** By kind of work and pupil. */
  marks: Map<string, QuickMark>;
  notes: Map<string, RollNote>;
  questions: Map<Named, Question>;
  /** Keys that were answered, too. */
  keys: Map<Named, string>;
  takenKeys: Set<string>;
  /** Where somebody beyond the list was named. */
  beyond: Set<number>;
  warnings: Warning[];
  faults: Fault[];
}

/** Who is meant; null: it is asked, or the list has no such number. */
export function resolve(
  settling: Settling,
  named: Named,
  { isGenitive }: { isGenitive: boolean },
): QuickPupil | null {
  if (named.matches.size === 0) {
    if (!settling.beyond.has(named.at)) warn(settling, "beyondList", named);
    settling.beyond.add(named.at);
    return null;
  }
  const candidates = likeliest(named, isGenitive);
  const [only] = candidates;
  if (candidates.length === 1 && !named.isGuess) return only!;
  const key = keyOf(settling, named);
  const chosen = candidates.find(({ id }) => id === settling.choices[key]);
  if (chosen) return chosen;
  const pupilIds = inOrder(settling.reader, candidates).map(({ id }) => id);
  const { at, length, isGuess } = named;
  settling.questions.set(named, { key, at, length, pupilIds, isGuess });
  return null;
}

/** «Иванов 5», «Иванову 5»: a mark stands with the nominative or dative; «нет Иванова» with the genitive or as in a list. */
function likeliest({ matches }: Named, isGenitive: boolean): QuickPupil[] {
  const [usual, rarer] = isGenitive
    ? [CASES.nominative | CASES.genitive, CASES.dative]
    : [CASES.nominative | CASES.dative, CASES.genitive];
  const rank = (cases: number) => (cases & usual ? 0 : cases & rarer ? 1 : 2);
  const best = Math.min(...[...matches.values()].map(rank));
  const pupils = [...matches].filter(([, cases]) => rank(cases) === best).map(([pupil]) => pupil);
  const here = pupils.filter(({ isOfLesson }) => isOfLesson);
  return here.length > 0 ? here : pupils;
}

/** The place in the text; in a range several people have the same. */
function keyOf({ keys, takenKeys }: Settling, named: Named): string {
  const known = keys.get(named);
  if (known !== undefined) return known;
  let key = String(named.at);
  while (takenKeys.has(key)) key += "+";
  keys.set(named, key);
  takenKeys.add(key);
  return key;
}

/** In class 1 there are no marks: true, and it is told. */
export function saysMarksWithoutScale(settling: Settling, said: Said): boolean {
  const { values, unfit } = said.what;
  if (settling.reader.scale.size > 0 || values.length + unfit.length === 0) return false;
  addFault(settling, "noMarks", said);
  return true;
}

/** Writes what was said of one pupil. What comes later counts. */
export function note(
  settling: Settling,
  { what, workKind }: Said,
  { pupil, place: { at, length } }: { pupil: QuickPupil; place: Place },
): void {
  const pupilId = pupil.id;
  if (what.values.length > 0 && what.unfit.length === 0) {
    const key = `${pupilId} ${workKind ?? ""}`;
    const before = settling.marks.get(key);
    if (before && before.values.join() !== what.values.join())
      warn(settling, "twice", { at, length }, [pupilId]);
    settling.marks.set(key, { pupilId, workKind, values: [...what.values], at, length });
  }
  if (what.note === null) return;
  const kind = what.note === "reason" ? "absent" : what.note;
  const before = settling.notes.get(pupilId);
  if (before && (before.kind !== kind || before.lateMinutes !== what.lateMinutes))
    warn(settling, "twice", { at, length }, [pupilId]);
  settling.notes.set(pupilId, { pupilId, kind, lateMinutes: what.lateMinutes, at, length });
}

function inOrder(reader: Reader, pupils: QuickPupil[]): QuickPupil[] {
  const wanted = new Set(pupils);
  return reader.context.pupils.filter((pupil) => wanted.has(pupil));
}

export function warn(
  { warnings }: Settling,
  kind: WarningKind,
  { at, length }: Place,
  pupilIds: string[] = [],
): void {
  warnings.push({ kind, at, length, pupilIds });
}

export function addFault({ faults }: Settling, kind: FaultKind, { at, length }: Place): void {
  faults.push({ kind, at, length, example: "" });
}
