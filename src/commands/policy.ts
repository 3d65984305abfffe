import { policyInWords } from "../access/policy-table.ts";

/** The policy table as a head teacher reads it: what may be done, by whom, and the requirement behind it. */
export function policyTable(): string[] {
  return [
    "Кто что может в Вестнике. Чего здесь нет, того не может никто; право спрашивается на тот самый день.",
    ...policyInWords().flatMap(({ part, what, who, law }) => [
      ...(part ? ["", part.toUpperCase()] : []),
      `  ${what}${law ? ` (${law})` : ""}`,
      `      ${who.join(" · ")}`,
    ]),
  ];
}
