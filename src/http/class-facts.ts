import type { ClassJournal, ClassPupil, ClassWaits, UnreadFinal } from "../../templates/pages/class.tsx";
import type { ClassHead, ClassTab } from "../../templates/pages/class-head.tsx";
import { type Action, may, type Standing } from "../access/policy.ts";
import { listUnread } from "../attendance/excuses.ts";
import { readUnexplained } from "../attendance/unexplained.ts";
import { isoDay } from "../clock.ts";
import { type Joining, readJoining } from "../contacts/joined.ts";
import type { Db } from "../db.ts";
import { NotFound } from "../errors.ts";
import { groupBy } from "../grouping.ts";
import { readCalls } from "../oversight/call-list.ts";
import { findNotReceived } from "../oversight/not-received.ts";
import { listRounds } from "../paper/rounds.ts";
import { readClassList } from "../people/class-list.ts";
import { heldOn } from "../people/dated.ts";
import { getSettings } from "../settings.ts";
import { listThreads } from "../threads/threads.ts";
import { dayOf } from "./moments.ts";
import { fullName, shortName } from "./session.ts";

const TABS: { tab: ClassTab; access: Action }[] = [
  { tab: "desk", access: "invitation.check" },
  { tab: "absences", access: "attendance.read" },
  { tab: "excuses", access: "excuse.read" },
  { tab: "talks", access: "thread.begin" },
  { tab: "announcements", access: "announcement.toClass" },
];

/** The name of a class, who leads it, and which of its pages this person may open. @throws NotFound */
export async function readClassHead(
  db: Db,
  { id, day }: { id: string; day: Date },
  standings: Set<Standing>,
): Promise<ClassHead> {
  const found = await db.schoolClass.findUnique({
    where: { id },
    include: { leaderships: { where: heldOn(day), include: { teacher: true } } },
  });
  if (!found) throw new NotFound("Такого класса нет. Обновите список классов.");
  return {
    id,
    name: `${found.level}${found.letter}`,
    leaders: found.leaderships.map(({ teacher }) => shortName(teacher)),
    tabs: TABS.filter(({ access }) => may(access, standings)).map(({ tab }) => tab),
  };
}

/** The first page of a class that this person may open. */
export function firstTab(standings: Set<Standing>): ClassTab {
  return TABS.find(({ access }) => may(access, standings))?.tab ?? "desk";
}

/** A pupil of the class on that day. @throws NotFound there is none */
export async function checkPupil(
  db: Db,
  { classId, pupilId, day }: { classId: string; pupilId: string; day: Date },
): Promise<void> {
  const inClass = await db.enrolment.count({ where: { classId, pupilId, ...heldOn(day) } });
  if (inClass === 0) throw new NotFound("Такого ученика в классе нет. Обновите список класса.");
}

/** On the day everything is announced nobody reads further. */
const MOST_FINALS = 60;
const MOST_ROUNDS = 20;

interface Asked {
  classId: string;
  day: Date;
  standings: Set<Standing>;
  personId: string;
}

/** The journals of a class, by subject: what it or a subgroup of it is taught on that day. */
export async function readClassJournals(db: Db, { classId, day, standings }: Asked): Promise<ClassJournal[]> {
  if (!may("journal.read", standings)) return [];
  const ofClass = [{ classId }, { subgroup: { classes: { some: { classId } } } }];
  const subjects = await db.subject.findMany({
    where: { teachings: { some: { AND: [heldOn(day), { OR: ofClass }] } } },
    orderBy: { name: "asc" },
  });
  return subjects.map(({ id, name }) => ({ subjectId: id, subject: name }));
}

/** Who of a class can be reached, and how; in the order of its list. */
export async function readClassPupils(db: Db, { classId, day, standings }: Asked): Promise<ClassPupil[]> {
  const { timeZone } = await getSettings(db);
  const list = await readClassList(db, classId, isoDay(day));
  const guardians = await readJoining(db, { classIds: [classId], day });
  const channels = may("contact.read", standings) ? await channelsOf(db, guardians) : null;
  const families = groupBy(guardians, ({ pupilId }) => pupilId);
  return list.map(({ pupil }) => ({
    id: pupil.id,
    name: `${pupil.surname} ${pupil.givenName}`,
    guardians: (families.get(pupil.id) ?? []).map(({ personId, person, kinship, isReached, slip }) => ({
      id: personId,
      name: fullName(person),
      kinship,
      isReached,
      channels: channels?.get(personId) ?? [],
      slip: slip && { state: slip.state, until: dayOf(slip.expiresAt, timeZone) },
    })),
  }));
}

async function channelsOf(db: Db, guardians: Joining[]) {
  const contacts = await db.contact.findMany({
    where: {
      personId: { in: guardians.map(({ personId }) => personId) },
      state: "confirmed",
      origin: { not: "lastResort" },
    },
    select: { personId: true, channel: true },
    orderBy: [{ rank: "asc" }, { id: "asc" }],
  });
  const byPerson = groupBy(contacts, ({ personId }) => personId);
  return new Map([...byPerson].map(([id, rows]) => [id, [...new Set(rows.map(({ channel }) => channel))]]));
}

/** What waits for the class teacher: how many of each; null where this person has no right to know. */
export async function readClassWaits(db: Db, asked: Asked): Promise<ClassWaits> {
  const { classId, day, standings, personId } = asked;
  const classIds = [classId];
  const counted = async (action: Action, read: () => Promise<unknown[]>) =>
    may(action, standings) ? (await read()).length : null;
  const unanswered = async () => {
    const threads = await listThreads(db, { personId, wardIds: [] });
    const inClass = new Set((await readClassList(db, classId, isoDay(day))).map(({ pupilId }) => pupilId));
    return threads.filter(({ pupilId, unread }) => unread > 0 && inClass.has(pupilId));
  };
  const sheets = async () => {
    const rounds = await listRounds(db, { classIds, notHandedOver: true, limit: MOST_ROUNDS });
    return rounds.flatMap((round) => round.sheets.filter(({ handedOverAt }) => !handedOverAt));
  };
  return {
    excuses: await counted("excuse.read", () => listUnread(db, { classIds, day })),
    absences: await counted("attendance.read", () => readUnexplained(db, classIds, isoDay(day))),
    calls: await counted("calls.read", () => readCalls(db, { classIds, day })),
    talks: await counted("thread.begin", unanswered),
    sheets: await counted("paper.print", sheets),
  };
}

/** Whom the final marks of the class have not reached (R63), the nearest deadline first; null: not theirs to know. */
export async function readUnreadFinals(
  db: Db,
  { classId, standings }: Pick<Asked, "classId" | "standings">,
): Promise<UnreadFinal[] | null> {
  if (!may("finals.received", standings)) return null;
  const { notReceived } = await findNotReceived(db, { classIds: [classId] });
  return notReceived.slice(0, MOST_FINALS).map(({ pupil, person, subject, state, hoursLeft, calledAt }) => ({
    pupil: `${pupil.surname} ${pupil.givenName}`,
    person: person && shortName(person),
    subject,
    state: calledAt ? "called" : state,
    hoursLeft,
  }));
}
