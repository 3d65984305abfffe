/**
 * The few ways in which a person can break a rule. Each is turned into words at one place per door
 * (http/app.ts for pages, main.ts for commands). The message says what was wrong and what to do, in Russian.
 */
export class RuleBroken extends Error {
  override name = "RuleBroken";
}

/** The day, the version or the state does not allow it any more (R11: the lesson-day door is closed). */
export class Closed extends RuleBroken {
  override name = "Closed";
}

/** Nothing here, or nothing that this person may see: the two are never told apart. */
export class NotFound extends RuleBroken {
  override name = "NotFound";
}

/** Somebody known asks for what the policy table does not give them. */
export class Forbidden extends RuleBroken {
  override name = "Forbidden";
}

/** What was typed or sent cannot be understood. */
export class BadInput extends RuleBroken {
  override name = "BadInput";
}
