import type { QuickPupil } from "./quick-marks.ts";
import type { Said } from "./reader.ts";
import { note, resolve, type Settling, saysMarksWithoutScale, warn } from "./resolving.ts";

/** «всем 5», «остальные н»: whoever is of the lesson and not spoken of in another way. Those absent get no mark. */
export function spread(settling: Settling, said: Said): void {
  const { what, except } = said;
  if (what.note === "present" || saysMarksWithoutScale(settling, said)) return;
  for (const place of what.signs) warn(settling, "sign", place);
  for (const place of what.unfit) warn(settling, "notInScale", place);
  if (what.note === "reason") warn(settling, "reason", what);
  const left = new Set(except.flatMap((named) => resolve(settling, named, { isGenitive: true })?.id ?? []));
  for (const { pupilIds } of settling.questions.values()) for (const id of pupilIds) left.add(id);
  const meant = settling.reader.context.pupils.filter(
    (pupil) => pupil.isOfLesson && !left.has(pupil.id) && !isSpokenOf(settling, said, pupil),
  );
  const absent = what.values.length > 0 ? meant.filter((pupil) => isAbsent(settling, pupil)) : [];
  for (const pupil of meant) if (!absent.includes(pupil)) note(settling, said, { pupil, place: said });
  if (absent.length > 0)
    warn(
      settling,
      "leftOut",
      said,
      absent.map(({ id }) => id),
    );
}

/** In this text, by name or number: that is what holds for them. */
function isSpokenOf({ marks, notes }: Settling, { what, workKind }: Said, { id }: QuickPupil): boolean {
  return what.values.length > 0 ? marks.has(`${id} ${workKind ?? ""}`) : notes.has(id);
}

function isAbsent({ notes }: Settling, { id, isAbsent: wasAbsent }: QuickPupil): boolean {
  const kind = notes.get(id)?.kind;
  return kind === undefined ? wasAbsent : kind === "absent";
}
