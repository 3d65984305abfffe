import type { Owed } from "../src/oversight/owed.ts";
import type { Words } from "./words.ts";

/** «КТП нет: 7А, алгебра»; without classes and counts where the channel may not know them. */
export function owedSaid(
  { say }: Words,
  { what, of }: Pick<Owed, "what" | "of">,
  extent: "whole" | "bare" = "whole",
): string {
  const thing = say("owed-thing", { what });
  // The fields of the school's card are named in Russian alone.
  const named = extent === "bare" || of === "" ? "" : say("owed-of", { what, of });
  return `${thing}${named}`;
}
