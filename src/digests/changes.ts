import { isoDay } from "../clock.ts";
import type { Raw } from "../raw.ts";
import { seenMarks } from "./mark-sums.ts";
import type { Slot } from "./slots.ts";
import type { MarkStory, Story } from "./stories.ts";

/** Something that became different, with the day it is about. */
export interface DigestChange {
  date: string;
  story: Story;
}

interface ChangedMark {
  slot: number;
  value: string | null;
  was: string;
  date: Date;
  subject: string;
  kind: string;
  title: string | null;
  act: string | null;
}

/** Marks seen before that time which are other ones now, by slot. One query. */
export async function readChangedMarks(
  tx: Raw,
  slots: Slot[],
  holdSeconds: number,
): Promise<{ slot: number; change: DigestChange }[]> {
  const rows = await tx.$queryRaw<ChangedMark[]>`
    with ${seenMarks(slots, holdSeconds)}
    select s.slot, v.code as value, b.code as was, l.date, j.name as subject, n.name as kind, k.title, mv.act
    from seen s join "Work" k on k.id = s."workId" join "WorkKind" n on n.code = k."kindCode"
    join "Lesson" l on l.id = k."lessonId" join "Subject" j on j.id = l."subjectId"
    join "MarkVersion" mv on mv."markId" = s.id and mv.version = s."seenVersion"
    join "ScaleValue" b on b.id = s."wasId" left join "ScaleValue" v on v.id = s."valueId"
    where s.version > 1 and s."wasId" is distinct from s."valueId"
    order by s.slot, l.date, l.number, k.id`;
  return rows.map(({ slot, value, was, date, subject, kind, title, act }) => {
    const day = isoDay(date);
    const story: MarkStory = {
      kind: value === null ? "mark.withdrawn" : "mark.changed",
      subject,
      value,
      was,
      work: { kind, title },
      date: day,
      act,
      standing: null,
    };
    return { slot, change: { date: day, story } };
  });
}

/**
 * What the series carries and what the journal shows as changed, each once. What the person was told goes first; a new
 * mark is left out where the digest shows it among the marks.
 */
export function mergeChanges(
  carried: DigestChange[],
  ofJournal: DigestChange[],
  isShown: (story: Story) => boolean,
): DigestChange[] {
  const told = carried.filter(({ story }) => story.kind !== "mark.set" || !isShown(story));
  const known = new Set(told.map(({ story }) => aboutOf(story)));
  const others = ofJournal.filter(({ story }) => !known.has(aboutOf(story)));
  return [...told, ...others].sort((a, b) => a.date.localeCompare(b.date));
}

function aboutOf(story: Story): string {
  if (!("work" in story)) return JSON.stringify(story);
  return JSON.stringify([story.date, story.subject, story.work]);
}
