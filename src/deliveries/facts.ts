import { dayIn, isoDay } from "../clock.ts";
import type { FinalKind, TermKind } from "../db.ts";
import { nextStep, nextUp } from "../finals/forecast.ts";
import { comesOut, outcomeOf, type Sum, shownAverage, thresholdsOf } from "../marks/average.ts";
import type { Raw } from "../raw.ts";
import type { Settings } from "../settings.ts";
import { readAbsences } from "./absence-facts.ts";
import { readAnnouncements } from "./announcement-facts.ts";
import type { NoticeFact } from "./audience.ts";
import type { Announced, Period, Standing, Story } from "./message.ts";
import { readThreadMessages } from "./thread-facts.ts";

/** A fact as it is now. */
interface Known {
  id: string;
  version: number;
  /** What stands there; null: withdrawn. */
  value: string | null;
  /** When it was written; messages tell in this order. */
  at: Date;
  /** Why somebody who has not heard of it need not hear of it now: `arrived`, `excused`. */
  pointless?: string;
  /** A mark that needs attention (2 and 3 of five); some families want to hear of those alone. */
  low?: boolean;
}

/** Of a pupil, and how to tell it to somebody who was told `was` (or nothing). */
export interface PupilFact extends Known {
  pupilId: string;
  story(was: string | null, standing: Standing | null): Story;
  /** What its average is asked by; null: it has none. */
  subjectId: string | null;
}

/** Somebody speaks in their own words: an announcement, or a message of a thread. */
export interface SchoolFact extends Known {
  announced: Announced;
}

export type Fact = PupilFact | SchoolFact;

export function isOfPupil(fact: Fact): fact is PupilFact {
  return "pupilId" in fact;
}

type Reader = (tx: Raw, ids: string[], timeZone: string) => Promise<Fact[]>;

const READERS = {
  mark: readMarks,
  final: readFinals,
  absenceDay: readAbsences,
  announcement: readAnnouncements,
  message: readThreadMessages,
} satisfies Record<NoticeFact, Reader>;

/** Reads facts of any kinds by their ids, one query a kind; days are those of the school's zone. */
export async function readFacts(
  tx: Raw,
  wanted: { factKind: string; factId: string }[],
  timeZone: string,
): Promise<Map<string, Fact>> {
  const facts = await Promise.all(
    Object.entries(READERS).map(([kind, read]) => {
      const ids = wanted.filter(({ factKind }) => factKind === kind).map(({ factId }) => factId);
      return ids.length > 0 ? read(tx, ids, timeZone) : [];
    }),
  );
  return new Map(facts.flat().map((fact) => [fact.id, fact]));
}

/** Of the five-point scale: 3 and below. */
const LOW_POINTS = 3;

interface MarkRow {
  id: string;
  version: number;
  value: string | null;
  pupilId: string;
  at: Date;
  subjectId: string;
  subject: string;
  kind: string;
  title: string | null;
  date: Date;
  act: string | null;
  low: boolean | null;
}

async function readMarks(tx: Raw, ids: string[]): Promise<PupilFact[]> {
  const marks = await tx.$queryRaw<MarkRow[]>`
    select m.id, m.version, v.code as value, m."pupilId", m."setAt" as at, l."subjectId", s.name as subject, k.name as kind,
      w.title, l.date, mv.act,
      coalesce(case when sc.code = 'five' then v.points <= ${LOW_POINTS} end, not v.passes) as low
    from "Mark" m
    join "MarkVersion" mv on mv."markId" = m.id and mv.version = m.version
    join "Work" w on w.id = m."workId" join "WorkKind" k on k.code = w."kindCode"
    join "Lesson" l on l.id = w."lessonId" join "Subject" s on s.id = l."subjectId"
    left join "ScaleValue" v on v.id = m."valueId" left join "Scale" sc on sc.id = v."scaleId"
    where m.id = any(${ids}::uuid[])`;
  return marks.map(
    ({ id, version, value, pupilId, at, subjectId, subject, kind, title, date, act, low }) => ({
      id,
      version,
      value,
      pupilId,
      at,
      subjectId,
      low: low ?? false,
      story: (was, standing) => ({
        kind: value === null ? "mark.withdrawn" : was === null ? "mark.set" : "mark.changed",
        subject,
        value,
        was,
        work: { kind, title },
        date: isoDay(date),
        act,
        standing,
      }),
    }),
  );
}

interface FinalRow {
  id: string;
  version: number;
  value: string;
  pupilId: string;
  at: Date;
  subjectId: string;
  subject: string;
  kind: FinalKind;
  period: string;
  termKind: TermKind | null;
  termNumber: number | null;
  act: string | null;
}

async function readFinals(tx: Raw, ids: string[], timeZone: string): Promise<PupilFact[]> {
  const finals = await tx.$queryRaw<FinalRow[]>`
    select f.id, f.version, v.code as value, f."pupilId", f."setAt" as at, f."subjectId", s.name as subject, f.kind, f.period,
      t.kind as "termKind", t.number as "termNumber", fv.act
    from "FinalMark" f join "FinalVersion" fv on fv."finalId" = f.id and fv.version = f.version
    join "ScaleValue" v on v.id = f."valueId" join "Subject" s on s.id = f."subjectId"
    left join "Term" t on t.id = f."termId"
    where f.id = any(${ids}::uuid[])`;
  return finals.map((final) => ({
    id: final.id,
    version: final.version,
    value: final.value,
    pupilId: final.pupilId,
    at: final.at,
    // Only a term's mark stands on the average that the journal shows now.
    subjectId: final.termKind ? final.subjectId : null,
    story: (was, standing) => ({
      kind: was === null ? "final.set" : "final.changed",
      subject: final.subject,
      value: final.value,
      was,
      period: periodOf(final),
      date: isoDay(dayIn(timeZone, final.at)),
      act: final.act,
      standing,
    }),
  }));
}

function periodOf({ kind, period, termKind, termNumber }: FinalRow): Period {
  if (termKind && termNumber) return { kind: termKind, number: termNumber };
  return { kind: kind === "term" ? "final" : kind, year: period };
}

export interface PupilOnDay {
  id: string;
  surname: string;
  givenName: string;
  className: string;
}

/** Names and classes on that day, in one query. */
export function readPupils(tx: Raw, pupilIds: string[], day: string): Promise<PupilOnDay[]> {
  return tx.$queryRaw<PupilOnDay[]>`
    select p.id, p.surname, p."givenName", coalesce(c.level || c.letter, '') as "className"
    from "Person" p
    left join lateral (select c.level, c.letter from "Enrolment" e join "SchoolClass" c on c.id = e."classId"
      where e."pupilId" = p.id and e."from" <= ${day}::date and (e."to" is null or e."to" >= ${day}::date)
      order by e."from" desc limit 1) c on true
    where p.id = any(${pupilIds}::uuid[])`;
}

/** Where pupils stand in subjects in the term that runs on that day; keyed by `pupil subject`. One query. */
export async function readStandings(
  tx: Raw,
  pairs: { pupilId: string; subjectId: string }[],
  { day, settings }: { day: string; settings: Settings },
): Promise<Map<string, Standing>> {
  if (pairs.length === 0) return new Map();
  const sums = await tx.$queryRaw<(Sum & { pupilId: string; subjectId: string })[]>`
    select m."pupilId", l."subjectId", sum(v.points * w.weight)::int as points, sum(w.weight)::int as weight, count(*)::int as marks
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as x("pupilId" uuid, "subjectId" uuid)
    join "Mark" m on m."pupilId" = x."pupilId"
    join "ScaleValue" v on v.id = m."valueId" and v.points is not null
    join "Work" w on w.id = m."workId" join "Lesson" l on l.id = w."lessonId" and l."subjectId" = x."subjectId"
    where exists (select 1 from "Enrolment" e join "SchoolClass" c on c.id = e."classId"
      join "Term" t on t."yearId" = c."yearId" and c.level between t."levelFrom" and t."levelTo"
        and l.date between t."startsOn" and t."endsOn" and ${day}::date between t."startsOn" and t."endsOn"
      where e."pupilId" = m."pupilId" and e."from" <= l.date and (e."to" is null or e."to" >= l.date))
    group by m."pupilId", l."subjectId" having sum(w.weight) > 0`;
  return new Map(sums.map((sum) => [`${sum.pupilId} ${sum.subjectId}`, standingOf(sum, settings)]));
}

/** What a message says of an average. */
export function standingOf(sum: Sum, settings: Pick<Settings, "thresholds">): Standing {
  const thresholds = thresholdsOf(settings.thresholds);
  const outcome = outcomeOf(sum, thresholds);
  return {
    average: shownAverage(sum),
    marks: sum.marks,
    comesOut: comesOut(sum, thresholds),
    disputed: outcome.kind === "disputed" ? outcome.upper : null,
    next: nextUp(sum, thresholds),
    lift: nextStep(sum, thresholds),
  };
}
