import { signStop } from "../access/links.ts";
import { clockFace, dayIn, isoDay, now } from "../clock.ts";
import type { PersonChoices } from "../contacts/choices.ts";
import { cityOf } from "../contacts/cities.ts";
import { confirmLink } from "../contacts/confirming.ts";
import { Prisma } from "../db.ts";
import type { Digest } from "../digests/digest.ts";
import { readDigests } from "../digests/read.ts";
import { groupBy } from "../grouping.ts";
import type { Raw } from "../raw.ts";
import { answersTo } from "./answers.ts";
import { findHearers } from "./audience.ts";
import { isCarriedBy } from "./carried.ts";
import type { ClaimContext, ClaimedRow } from "./claiming.ts";
import { type Carried, countAsTold, readCarried, type Said, settleNotices } from "./deciding.ts";
import { readEntryLinks } from "./entry-links.ts";
import {
  type Fact,
  isOfPupil,
  type PupilFact,
  type PupilOnDay,
  readFacts,
  readPupils,
  readStandings,
} from "./facts.ts";
import type { Message, Rhythm, Story } from "./message.ts";
import { readNewcomers } from "./newcomers.ts";
import { readReminders } from "./reminding.ts";
import { findThreadTeachers } from "./thread-facts.ts";

/** What one delivery says now. */
export interface Contents {
  message: Message;
  pupilIds: string[];
  /** The facts it tells of. */
  said: Said[];
}

export interface ContentsContext extends ClaimContext {
  /** What each receiver chose. */
  choices: Map<string, PersonChoices>;
  /** What the deliveries carried when they were claimed. */
  carried: Carried[];
}

/** What is said without any notice: each is one delivery of the school about the person's own addresses. */
const OF_ADDRESS = ["confirm", "joined", "trial"];

const isDigest = ({ kind }: { kind: string }) => kind === "daily" || kind === "weekly";

/**
 * What these claimed deliveries have to say by the journal as it is at this moment; notices that are pointless now are
 * settled with their reason, and deliveries left with nothing are named with theirs.
 */
export async function readContents(
  tx: Raw,
  rows: ClaimedRow[],
  context: ContentsContext,
): Promise<{ contents: Map<string, Contents>; pointless: { deliveryId: string; reason: string }[] }> {
  const { settings } = context;
  const contents = new Map<string, Contents>();
  if (rows.length === 0) return { contents, pointless: [] };
  const day = isoDay(dayIn(settings.timeZone));
  const digests = rows.filter(isDigest);
  const alreadyCarried = groupBy(context.carried, ({ deliveryId }) => deliveryId);
  const open = [
    ...rows.flatMap((row) => (isDigest(row) ? [] : (alreadyCarried.get(row.deliveryId) ?? []))),
    ...(await attachToDigests(tx, digests)),
  ];
  const [facts, mayHear, pupils] = await Promise.all([
    readFacts(tx, open, settings.timeZone),
    readHearers(tx, rows, open, day),
    readPupils(tx, [...new Set(open.map(({ pupilId }) => pupilId))], day),
  ]);
  const carried = await countAsTold(tx, open, facts);
  const subjects = subjectsOf([...facts.values()].filter(isOfPupil));
  const standings = await readStandings(tx, subjects, { day, settings });
  const { said, reasons } = await settleNotices(tx, rows, { carried, facts, mayHear });
  const named = new Map(pupils.map((pupil) => [pupil.id, pupil]));
  const tell = ({ fact, was }: Said<PupilFact>): Story =>
    fact.story(was, standings.get(`${fact.pupilId} ${fact.subjectId}`) ?? null);
  const told = digests.filter((row) => mayHear.has(`${row.personId} ${row.pupilId}`));
  const read = await readOwnDigests(tx, told, { said, tell, context });
  const reminders = await readReminders(context.db, rows, { ...context, day });
  const newcomers = await readNewcomers(context.db, rows, { ...context, day });
  const entries = await readEntryLinks(context.db, rows, context);

  for (const row of rows) {
    const own = said.get(row.deliveryId) ?? [];
    const digest = isDigest(row) ? (read.get(row.deliveryId) ?? null) : undefined;
    const reminder = reminders.get(row.deliveryId);
    const joined = newcomers.get(row.deliveryId);
    const entry = entries.get(row.deliveryId);
    const isOfAddress = OF_ADDRESS.includes(row.kind) || entry !== undefined;
    if (!isOfAddress && !reminder && !joined && !digest && (isDigest(row) || own.length === 0)) continue;
    contents.set(row.deliveryId, {
      said: own,
      pupilIds: isDigest(row) ? [row.pupilId!] : [...new Set(own.map(({ notice }) => notice.pupilId))],
      message: {
        ...frameOf(row, context),
        pupils: digest ? [] : byPupil(own.filter(isSaidOfPupil), named, tell),
        ...announced(own),
        ...(digest === undefined ? answersTo(row, own, { ...context, day }) : {}),
        ...(digest ? { digest, rhythm: rhythmOf(row, context) } : {}),
        ...(row.kind === "confirm" ? { confirm: { link: confirmLink(context, row.contactId, now()) } } : {}),
        ...(row.kind === "joined" ? { joined: true } : {}),
        ...(row.kind === "trial" ? { trial: true } : {}),
        ...(entry ? { entry } : {}),
        ...(reminder ? { reminder } : {}),
        ...(joined ? { newcomers: joined } : {}),
      },
    });
  }
  const pointless = rows
    .filter((row) => !contents.has(row.deliveryId))
    .map((row) => ({ deliveryId: row.deliveryId, reason: whyNothing(row, { mayHear, reasons }) }));
  return { contents, pointless };
}

function whyNothing(
  row: ClaimedRow,
  { mayHear, reasons }: { mayHear: Set<string>; reasons: Map<string, string> },
): string {
  if (isDigest(row)) return mayHear.has(`${row.personId} ${row.pupilId}`) ? "nothingNew" : "noRight";
  return reasons.get(row.deliveryId) ?? "nothingToSay";
}

/** A digest takes every fact of its series whose hold has ended and which was not carried yet. Returns all it carries. */
async function attachToDigests(tx: Raw, digests: ClaimedRow[]): Promise<Carried[]> {
  if (digests.length === 0) return [];
  const [, carried] = await Promise.all([
    tx.$executeRaw`
      update "Notice" n set "deliveryId" = d.id from "Delivery" d
      where d.id = any(${idsOf(digests)}::uuid[]) and ${isCarriedBy(Prisma.sql`d`, Prisma.sql`d.kind`)}
        and n."dueAt" <= d."windowUntil"`,
    readCarried(tx, idsOf(digests)),
  ]);
  return carried;
}

function idsOf(rows: ClaimedRow[]): string[] {
  return rows.map((row) => row.deliveryId);
}

/** Who of the receivers may hear about whom today, as `person pupil`. */
async function readHearers(
  tx: Raw,
  rows: ClaimedRow[],
  carried: Carried[],
  day: string,
): Promise<Set<string>> {
  const pupilIds = [
    ...new Set([
      ...carried.map((notice) => notice.pupilId),
      ...rows.flatMap((row) => (isDigest(row) ? [row.pupilId!] : [])),
    ]),
  ];
  if (pupilIds.length === 0) return new Set();
  const hearers = await findHearers(tx, pupilIds, day);
  if (carried.some(({ factKind }) => factKind === "message"))
    hearers.push(...(await findThreadTeachers(tx, pupilIds, day)));
  return new Set(hearers.map(({ personId, pupilId }) => `${personId} ${pupilId}`));
}

function isSaidOfPupil(said: Said): said is Said<PupilFact> {
  return isOfPupil(said.fact);
}

/** An announcement never travels with news of a pupil: they are gathered apart. */
function announced(said: Said[]): Pick<Message, "announcements"> {
  const announcements = inOrder(said).flatMap(({ fact }) => (isOfPupil(fact) ? [] : [fact.announced]));
  return announcements.length > 0 ? { announcements } : {};
}

function subjectsOf(facts: PupilFact[]): { pupilId: string; subjectId: string }[] {
  const pairs = facts.flatMap(({ pupilId, subjectId }) => (subjectId ? [{ pupilId, subjectId }] : []));
  return [...new Map(pairs.map((pair) => [`${pair.pupilId} ${pair.subjectId}`, pair])).values()];
}

interface Telling {
  said: Map<string, Said[]>;
  tell: (said: Said<PupilFact>) => Story;
  context: ContentsContext;
}

async function readOwnDigests(
  tx: Raw,
  rows: ClaimedRow[],
  { said, tell, context: { settings, calendarOf, choices } }: Telling,
): Promise<Map<string, Digest | null>> {
  if (rows.length === 0) return new Map();
  const wanted = rows.map(({ deliveryId, kind, personId, pupilId, windowFrom, windowUntil }) => {
    const { of, preferences } = choices.get(personId)!;
    return {
      key: deliveryId,
      pupilId: pupilId!,
      frequency: kind as Digest["frequency"],
      from: windowFrom!,
      until: windowUntil!,
      changed: inOrder(said.get(deliveryId) ?? [])
        .filter(isSaidOfPupil)
        .map((each) => ({
          date: isoDay(dayIn(settings.timeZone, each.fact.at)),
          story: tell(each),
        })),
      withHomework: kind === "weekly" || of("homework", pupilId).frequency === "evening",
      withMarks: of("marks", pupilId).frequency === "evening",
      sayNothing: preferences.sayNothing,
    };
  });
  return readDigests(tx, wanted, { settings, calendarOf });
}

function frameOf(row: ClaimedRow, { publicUrl, secret, settings }: ClaimContext) {
  return {
    deliveryId: row.deliveryId,
    language: row.language === "en" ? ("en" as const) : ("ru" as const),
    school: { name: settings.schoolName, city: settings.schoolCity },
    links: {
      open: `${publicUrl}/o/${row.deliveryId}`,
      unsubscribe: `${publicUrl}/stop/${signStop(secret, row.personId)}`,
    },
    suspended: row.suspended,
  };
}

function rhythmOf({ kind, personId }: ClaimedRow, { choices, publicUrl }: ContentsContext): Rhythm {
  const { timeZone, weeklyDay, weeklyHour, eveningHour } = choices.get(personId)!.clock;
  const [weekday, hour] = kind === "weekly" ? [weeklyDay, weeklyHour] : [null, eveningHour];
  const at = { hour: clockFace(hour * 60), timeZone, city: cityOf(timeZone) };
  return { weekday, ...at, change: `${publicUrl}/settings` };
}

function byPupil(
  said: Said<PupilFact>[],
  pupils: Map<string, PupilOnDay>,
  tell: (said: Said<PupilFact>) => Story,
): Message["pupils"] {
  const pupilIds = [...new Set(said.map(({ fact }) => fact.pupilId))];
  return pupilIds.map((pupilId) => {
    const { surname, givenName, className } = pupils.get(pupilId)!;
    const own = inOrder(said.filter(({ fact }) => fact.pupilId === pupilId));
    return { pupil: { surname, givenName, className }, stories: own.map(tell) };
  });
}

function inOrder<Told extends Fact>(said: Said<Told>[]): Said<Told>[] {
  return [...said].sort((a, b) => a.fact.at.getTime() - b.fact.at.getTime());
}
