import type { FaultKind, QuickContext } from "./quick-marks.ts";

/** What would be understood in place of a fault, with people and values of this class. */
export function exampleOf(kind: FaultKind, { pupils, scale, lessons, here }: QuickContext): string {
  const [first, second] = pupils.filter(({ isOfLesson }) => isOfLesson);
  const [best = "5", next = "4"] = scale;
  const name = first?.surname ?? "Иванов";
  const lesson = here ?? lessons[0];
  switch (kind) {
    case "unclear":
      return `${first?.number ?? 3}-${best}, ${second?.number ?? 7}-${next}`;
    case "unknownLesson":
    case "lateTurn":
      return lesson ? `${lesson.className} ${lesson.subject}` : "7А алгебра";
    case "noText":
    case "noHomework":
      return "дз: §14 №5";
    case "noMarks":
      return `${name} н`;
    case "heldBack":
      return `всем ${best}, кроме ${name}`;
    default:
      return `${name} ${best}`;
  }
}
