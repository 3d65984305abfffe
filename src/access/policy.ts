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
  | "self" // the person asked about
  | "author" // of the request or the note
  | "receiver"; // the message was written to them

/** Its words for a head teacher stand in policy-words.ts; `npm run policy` prints both. */
export const POLICY = {
  // doors
  "page.open": ["everyone"],
  "session.open": ["everyone"],
  "session.close": ["signedIn"],
  "messages.stop": ["everyone"], // whoever holds the signed link of the letter (RFC 8058)
  "contact.answer": ["everyone"], // whoever holds the signed link that was sent to the address
  "invitation.open": ["everyone"], // whoever holds the slip; its PIN is asked inside (R4)
  "bot.talk": ["everyone"], // whoever writes to the bot: what it says to a stranger names nobody
  "demo.enter": ["everyone"], // the demo school only; the route is not there in a real one
  "api.read": ["everyone"], // its description, without any data
  "self.manage": ["signedIn"], // R48: one's own password, sessions and tokens
  "policy.read": ["signedIn", "console"],

  // people
  "people.list": ["administrator", "head", "deputyHead", "secretary"],
  "class.read": ["administrator", "head", "deputyHead", "secretary", "classTeacher", "subjectTeacher"],
  "person.read": ["administrator", "head", "deputyHead", "secretary", "classTeacher", "self"],
  "person.write": ["administrator", "secretary", "classTeacher"], // R6
  "person.create": ["administrator", "secretary"],
  "roles.write": ["administrator"],
  "enrolment.write": ["administrator", "secretary"], // R46
  "orders.import": ["administrator", "secretary"], // R46
  "orders.confirm": ["secretary"], // R46
  "guardianship.write": ["administrator", "secretary", "classTeacher"], // R6
  "leadership.write": ["administrator", "deputyHead"],
  "accounts.write": ["administrator"], // R48
  "account.handOver": ["administrator", "classTeacher"], // R4, R48
  "accounts.check": ["administrator", "head", "deputyHead"],
  "school.backup": ["console"], // R26
  "school.restore": ["console"],
  "administrator.appoint": ["console"], // the first one, and who is locked out
  "invitation.issue": ["administrator", "classTeacher"], // R4
  "invitation.check": ["administrator", "deputyHead", "classTeacher"],
  "consent.read": ["administrator", "classTeacher", "self"], // R34
  "consent.write": ["administrator", "classTeacher", "self"], // by a document on paper, or by themselves
  "personal.export": ["administrator", "self"], // R34
  "personal.erase": ["administrator"], // R34
  "audit.read": ["administrator", "head"], // R51
  "people.import": ["administrator", "console"],

  // contacts
  "contacts.list": ["administrator"],
  "contact.read": ["administrator", "classTeacher", "self"],
  "contact.write": ["administrator"], // R64: by a document of the family's
  "contact.own": ["self"], // R64: entered by themselves
  "contact.order": ["administrator", "self"],
  "contact.confirm": ["administrator"],
  "contact.revoke": ["administrator", "self"],
  "unreachable.read": ["administrator", "classTeacher"],
  "statement.read": ["administrator", "classTeacher", "self"],
  "statement.write": ["administrator", "classTeacher"], // R44, R64
  "document.verify": ["administrator"], // R64: the electronic signature

  // the school
  "settings.read": ["administrator", "head", "deputyHead"],
  "settings.write": ["administrator"],
  "calendar.read": ["signedIn"],
  "calendar.write": ["administrator", "deputyHead"], // R30, R37
  "year.open": ["administrator"], // R31
  "deadlines.read": ["administrator", "head", "deputyHead", "subjectTeacher"], // R30 to R37: a teacher sees their own
  "schoolDocument.write": ["administrator"], // R32
  "curriculum.read": ["signedIn"],
  "curriculum.write": ["administrator", "deputyHead"], // R30, R35
  "subgroup.read": ["administrator", "head", "deputyHead"], // its pupils
  "timetable.check": ["deputyHead"], // where it is entered and changed for a day
  "timetable.write": ["deputyHead"], // R37
  "plans.list": ["subjectTeacher", "deputyHead", "head"], // R29: a teacher sees their own
  "plan.read": ["subjectTeacher", "deputyHead", "head"],
  "plan.write": ["subjectTeacher", "deputyHead"], // R36
  "substitution.write": ["deputyHead"], // R12

  // the journal; R27 keeps pupils out of it, and guardians see their diary (R5)
  "lessons.list": ["signedIn"],
  "lesson.read": ["subjectTeacher", "classTeacher", "deputyHead", "head"],
  "lesson.write": ["subjectTeacher"], // R7, R11, R12
  "journal.read": ["subjectTeacher", "classTeacher", "deputyHead", "head"],
  "marks.write": ["subjectTeacher"], // R11, R12
  "mark.explain": ["subjectTeacher", "classTeacher", "deputyHead", "head", "guardian", "pupil"],
  "attendance.read": ["classTeacher", "deputyHead", "head"],
  "absence.explain": ["classTeacher"], // R22, R39
  "absence.explainLate": ["deputyHead"], // past the two working days of R39
  "document.read": ["classTeacher", "deputyHead"],
  "document.write": ["classTeacher"],
  "excuse.give": ["guardian"],
  "excuse.withdraw": ["author"],
  "excuse.attach": ["author"],
  "excuse.read": ["classTeacher", "deputyHead", "guardian", "pupil"],
  "excuse.confirm": ["classTeacher"],
  "finals.write": ["subjectTeacher", "classTeacher"], // R40, R41
  "finals.publish": ["deputyHead", "head", "console"],
  "finals.check": ["deputyHead", "head"], // R63: known and not entered
  "exam.write": ["deputyHead"],
  "corrections.list": ["deputyHead", "head", "subjectTeacher", "classTeacher"],
  "correction.request": ["subjectTeacher"],
  "correction.requestFinal": ["subjectTeacher", "classTeacher"],
  "correction.withdraw": ["author"],
  "correction.decide": ["deputyHead"],

  // files of lessons (R49): the teachers' for the whole class, a pupil's work for its family and teachers
  "materials.list": ["subjectTeacher"],
  "materials.ofPupil": ["guardian", "pupil"],
  "material.add": ["subjectTeacher"],
  "material.read": ["subjectTeacher", "classTeacher", "deputyHead", "guardian", "pupil"],
  "material.remove": ["author"],
  "work.hand": ["guardian", "pupil"],
  "work.read": ["subjectTeacher", "guardian", "pupil"],

  // a family and its class teacher (R50)
  "threads.list": ["signedIn"], // one's own
  "thread.open": ["guardian"],
  "thread.begin": ["classTeacher"],
  "thread.read": ["guardian", "classTeacher"],
  "thread.write": ["guardian", "classTeacher"],

  // the teachers' board (R16)
  "board.read": ["administrator", "head", "deputyHead", "secretary", "subjectTeacher", "classTeacher"],
  "board.write": ["administrator", "deputyHead"],
  "training.write": ["administrator", "deputyHead"], // R25

  // the diary
  "diary.read": ["guardian", "pupil", "classTeacher", "deputyHead", "head"], // R1, R3, R24, R43

  // deliveries
  "fact.hear": ["guardian", "pupil"], // R1
  "message.acknowledge": ["guardian"], // of every pupil the message tells of
  "message.read": ["guardian", "pupil"], // of every pupil the message tells of
  "choices.own": ["signedIn"],
  "choices.read": ["administrator"],
  "choices.write": ["administrator"], // by the family's written wish
  "deliveries.read": ["administrator", "deputyHead", "head", "console"],
  "deliveries.replay": ["administrator"],
  "announcement.make": ["administrator", "head", "deputyHead"], // the words of the school to its families
  "announcement.toClass": ["head", "deputyHead", "classTeacher"], // R10, R50: to the families of one class
  "metrics.read": ["administrator"], // by a token of theirs
  "postbox.read": ["administrator", "deputyHead", "head", "subjectTeacher", "receiver"],
  "paper.print": ["administrator", "deputyHead", "classTeacher"], // R44, R61
  "paper.handOver": ["deputyHead", "classTeacher"], // R44
  "finals.received": ["deputyHead", "head", "classTeacher"], // R63: who has not received them
  "calls.read": ["deputyHead", "classTeacher"], // whom no message reaches
  "call.note": ["deputyHead", "classTeacher"],
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
