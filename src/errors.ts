/**
 * The few ways in which a person can break a rule. Each is turned into words at one place per door
 * (http/problems.ts for pages, http/api/problem.ts for the API, main.ts for commands). The message says what was wrong
 * and what to do, in Russian.
 */
export class RuleBroken extends Error {
  override name = "RuleBroken";
}

/** The day or the state does not allow it any more (R11: the lesson-day door is closed). */
export class Closed extends RuleBroken {
  override name = "Closed";
}

/** Somebody else changed it meanwhile. `current` is what stands there now; nothing was written. */
export class Conflict extends RuleBroken {
  override name = "Conflict";
  readonly current: unknown;

  constructor(message: string, current: unknown) {
    super(message);
    this.current = current;
  }
}

/** What is asked for is unusual and may be meant all the same. */
export interface Question {
  /** Said back in `confirm` to mean it. */
  code: "absent" | "one" | "erase";
  pupilIds: string[];
}

/** Unusual: nothing was written, the same again with the codes confirmed is. */
export class ConfirmFirst extends RuleBroken {
  override name = "ConfirmFirst";
  readonly questions: Question[];

  constructor(message: string, questions: Question[]) {
    super(message);
    this.questions = questions;
  }
}

/** Nothing here, or nothing that this person may see: the two are never told apart. */
export class NotFound extends RuleBroken {
  override name = "NotFound";
}

/** Somebody known asks for what the policy table does not give them. */
export class Forbidden extends RuleBroken {
  override name = "Forbidden";
}

/** What was typed or sent cannot be understood. `path` leads to it in what was sent: `["marks", 3, "value"]`. */
export class BadInput extends RuleBroken {
  override name = "BadInput";
  readonly path: readonly (string | number)[];

  constructor(message: string, path: readonly (string | number)[] = []) {
    super(message);
    this.path = path;
  }
}
