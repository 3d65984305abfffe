/**
 * Who may do what: the one table, asked at every door (pages, commands, the moment of sending).
 * It is pure: the relations of a person to the thing are gathered in standing.ts and passed in.
 */

/** What a person is, to the thing asked about, on that day. */
export type Standing =
  | "everyone" // nobody has signed in
  | "console" // who can run commands on the server
  | "signedIn"
  | "administrator"
  | "head"
  | "deputyHead"
  | "secretary"
  | "subjectTeacher" // holds the lesson, or teaches the subject in the class on that day (R12)
  | "classTeacher" // leads the pupil's class on that day
  | "guardian" // of the pupil, on that day, not barred; from the 18th birthday only with the pupil's consent
  | "pupil" // themselves
  | "receiver"; // the message was written to them

export const POLICY = {
  "page.open": ["everyone"],
  "session.open": ["everyone"],
  "session.close": ["signedIn"],
  "messages.stop": ["everyone"], // whoever holds the signed link of the letter (RFC 8058)
  "demo.enter": ["everyone"], // the demo school only; the route is not there in a real one
  "lessons.list": ["signedIn"],
  "lesson.read": ["subjectTeacher", "classTeacher", "deputyHead", "head"],
  "marks.write": ["subjectTeacher"], // R11, R12; R27 keeps pupils out
  "finals.publish": ["deputyHead", "head", "console"],
  "fact.hear": ["guardian", "pupil"], // R1
  "message.read": ["guardian", "pupil"], // of every pupil the message tells of
  "deliveries.read": ["administrator", "deputyHead", "head", "console"],
  "postbox.read": ["administrator", "deputyHead", "head", "subjectTeacher", "receiver"],
  "paper.print": ["administrator", "deputyHead", "classTeacher", "console"], // R44
  "people.import": ["console"],
} as const satisfies Record<string, readonly Standing[]>;

export type Action = keyof typeof POLICY;

/** Whether somebody with these standings may do it. */
export function may(action: Action, standings: Iterable<Standing>): boolean {
  const allowed: readonly Standing[] = POLICY[action];
  for (const standing of standings) if (allowed.includes(standing)) return true;
  return false;
}

/** What of a guardianship, a pupil and a day the law looks at. Days are `2026-11-26`. */
export interface GuardianshipOnDay {
  from: string;
  to: string | null;
  barredFrom: string | null;
  pupilBirthDate: string | null;
  pupilConsents: boolean;
}

/** Whether the guardianship gives a right on that day. */
export function guardianOn(day: string, guardianship: GuardianshipOnDay): boolean {
  const { from, to, barredFrom, pupilBirthDate, pupilConsents } = guardianship;
  if (day < from || (to !== null && day > to)) return false;
  if (barredFrom !== null && day >= barredFrom) return false;
  if (pupilBirthDate === null) return true;
  return day < eighteenthBirthday(pupilBirthDate) || pupilConsents;
}

/** `2026-02-29` does not exist: who was born on 29 February is of age on 1 March. */
function eighteenthBirthday(birthDate: string): string {
  const [year, month, day] = birthDate.split("-").map(Number) as [number, number, number];
  return new Date(Date.UTC(year + 18, month - 1, day)).toISOString().slice(0, 10);
}
