import { type Action, POLICY, type Standing } from "./policy.ts";
import { ACTION_WORDS, LAW, PART_WORDS, STANDING_WORDS } from "./policy-words.ts";

/** One line of the table as a head teacher reads it. */
export interface PolicyLine {
  action: Action;
  /** The heading it begins. */
  part: string | null;
  what: string;
  who: string[];
  law: string | null;
}

/** The whole policy table in words, in its own order. */
export function policyInWords(): PolicyLine[] {
  return (Object.keys(POLICY) as Action[]).map((action) => ({
    action,
    part: PART_WORDS[action] ?? null,
    what: ACTION_WORDS[action],
    who: (POLICY[action] as readonly Standing[]).map((standing) => STANDING_WORDS[standing]),
    law: LAW[action] ?? null,
  }));
}
