import type { CalendarOf } from "../calendar/calendar.ts";
import { isoDay } from "../clock.ts";
import type { TaughtAhead } from "../curriculum/lessons-ahead.ts";
import { groupBy } from "../grouping.ts";
import { shownAverage, thresholdsOf } from "../marks/average.ts";
import type { Raw } from "../raw.ts";
import type { Settings } from "../settings.ts";
import { readAhead } from "./ahead.ts";
import { readAttendance } from "./attendance.ts";
import { type DigestChange, mergeChanges, readChangedMarks } from "./changes.ts";
import type { Digest } from "./digest.ts";
import { readHomework } from "./homework.ts";
import { type MarkSums, readMarkSums, sumNow } from "./mark-sums.ts";
import { readSlots, type Slot, slotKey } from "./slots.ts";
import type { Story } from "./stories.ts";
import { type RowContext, subjectRows } from "./subject-rows.ts";
import { firstSchoolDay, isSchoolTime } from "./windows.ts";

export interface DigestWanted {
  key: string;
  pupilId: string;
  frequency: Digest["frequency"];
  /** What came after it and up to `until` is told. */
  from: Date;
  until: Date;
  /** What the series carries, as the person is to be told it. */
  changed: DigestChange[];
  withHomework: boolean;
  /** Of a daily one: whether they want marks in the evening; absent: yes. The week is told with its marks. */
  withMarks?: boolean;
  /** They want it also when there is nothing to tell. */
  sayNothing?: boolean;
}

/**
 * What these digests say, by their keys; null: there is nothing to tell. A fixed number of queries however many are
 * wanted, and the calendar of each school year that their classes are of.
 */
export async function readDigests(
  tx: Raw,
  wanted: DigestWanted[],
  { settings, calendarOf }: { settings: Settings; calendarOf: CalendarOf },
): Promise<Map<string, Digest | null>> {
  const { timeZone, markHoldSeconds } = settings;
  const slotOf = await readSlots(tx, wanted, { timeZone, calendarOf });
  const slots = [...slotOf.values()];
  const [{ subjects, testWeight }, allSums, allChanges, attendance, ahead] = await Promise.all([
    readNames(tx),
    readMarkSums(tx, slots, markHoldSeconds),
    readChangedMarks(tx, slots, markHoldSeconds),
    readAttendance(tx, slots),
    readAhead(tx, slots),
  ]);
  const sums = groupBy(allSums, ({ slot }) => slot);
  const changes = groupBy(allChanges, ({ slot }) => slot);
  const homework = await readHomework(tx, slots, { ahead, subjects });
  const context = {
    subjects,
    testWeight,
    thresholds: thresholdsOf(settings.thresholds),
    attestation: settings.attestation,
  };
  return new Map(
    wanted.map((wish) => {
      const slot = slotOf.get(slotKey(wish))!;
      const facts: Facts = {
        slot,
        sums: sums.get(slot.slot) ?? [],
        changes: (changes.get(slot.slot) ?? []).map(({ change }) => change),
        attendance: attendance.get(slot.slot)!,
        taught: ahead.get(slot.slot)!,
        homework: homework.get(slot.slot) ?? null,
      };
      const digest = digestOf(wish, facts, context);
      return [wish.key, wish.sayNothing || hasNews(digest) ? digest : null];
    }),
  );
}

/** Names of subjects by id, and what the heaviest kind of work weighs. */
async function readNames(tx: Raw): Promise<{ subjects: Record<string, string>; testWeight: number }> {
  const [names] = await tx.$queryRaw<{ subjects: Record<string, string> | null; testWeight: number }[]>`
    select (select jsonb_object_agg(id, name) from "Subject") as subjects,
      (select coalesce(max(weight), 1) from "WorkKind")::int as "testWeight"`;
  return { subjects: names?.subjects ?? {}, testWeight: names?.testWeight ?? 1 };
}

interface Facts {
  slot: Slot;
  sums: MarkSums[];
  changes: DigestChange[];
  attendance: Digest["attendance"];
  taught: TaughtAhead[];
  homework: Digest["ahead"];
}

function digestOf(
  { frequency, changed, withHomework, withMarks = true }: DigestWanted,
  { slot, sums, changes, attendance, taught, homework }: Facts,
  context: RowContext,
): Digest {
  const { surname, givenName, place, days } = slot;
  const hasMarks = frequency === "weekly" || withMarks;
  const ofSubjects = hasMarks ? sums.filter(({ subjectId }) => subjectId !== null) : [];
  const rows = subjectRows(ofSubjects, taught, context);
  const first = place && firstSchoolDay(place.calendar, place.level, days);
  const isTime = place !== null && isSchoolTime(place.calendar, place.level, days);
  return {
    frequency,
    pupil: { surname, givenName, className: place?.className ?? "" },
    from: first ?? days.from,
    to: days.to,
    subjects: frequency === "weekly" ? rows : rows.filter(({ marks }) => marks.length > 0),
    marks: tally(ofSubjects),
    attendance,
    changed: mergeChanges(changed, hasMarks ? changes : [], isAmong(rows)),
    ahead: withHomework && isTime ? homework : null,
    curve: frequency === "weekly" ? curveOf(sums) : [],
    thresholds: context.thresholds.steps.map(([value, from]) => ({ value, from })),
  };
}

function hasNews({ subjects, attendance, changed, ahead }: Digest): boolean {
  const { missed, late, explained } = attendance;
  return (
    subjects.some(({ marks }) => marks.length > 0) ||
    missed.length + late + explained.length + changed.length > 0 ||
    (ahead?.homework.length ?? 0) > 0
  );
}

/** How often each mark came, the best first, what has no points last. */
function tally(sums: MarkSums[]): Digest["marks"] {
  const counts = new Map<string, number>();
  for (const value of sums.filter(({ isFive }) => isFive).flatMap(({ fresh }) => fresh))
    counts.set(value, (counts.get(value) ?? 0) + 1);
  const rank = (value: string) => (/^\d+$/.test(value) ? Number(value) : -1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => rank(b.value) - rank(a.value) || a.value.localeCompare(b.value, "ru"));
}

function isAmong(rows: { subject: string; marks: string[] }[]): (story: Story) => boolean {
  return (story) =>
    story.kind === "mark.set" &&
    rows.some(({ subject, marks }) => subject === story.subject && marks.includes(story.value!));
}

function curveOf(sums: MarkSums[]): Digest["curve"] {
  return sums.flatMap((own) => {
    const sum = sumNow(own);
    return own.week && own.isFive && sum ? [{ week: isoDay(own.week), average: shownAverage(sum) }] : [];
  });
}
