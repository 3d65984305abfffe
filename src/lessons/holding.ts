import { audit } from "../audit.ts";
import { HAS_CONTENT } from "../curriculum/lesson-content.ts";
import { type PlannedLesson, plannedLessons } from "../curriculum/planned-lessons.ts";
import { inTurn } from "../curriculum/turns.ts";
import type { Db, Tx } from "../db.ts";
import type { By } from "../outbox/events.ts";

/** ISO days, both included. */
export interface HeldDays {
  from: string;
  to: string;
}

/** Said of a lesson that the timetable has no more. */
const DROPPED = "снят с расписания";

/**
 * Makes the lessons of these days from timetable, calendar, bells and substitutions. A lesson that nothing was written
 * about follows them (`moved`) and falls out with them; one with content keeps what it was. The same again does nothing
 * and costs a few reads.
 */
export async function holdLessons(db: Db, days: HeldDays, by: By): Promise<{ made: number; moved: number }> {
  const { news, changes } = await compare(db, days);
  if (news.length + changes.length === 0) return { made: 0, moved: 0 };
  return inTurn(db, async (tx) => {
    const difference = await compare(tx, days);
    const moved = await moveLessons(tx, difference.changes);
    const made = await makeLessons(tx, difference.news);
    await audit(tx, by, { action: "lessons.held", details: { ...days, made, moved } });
    return { made, moved };
  });
}

/** A lesson as it stands in the journal. */
interface Known extends Pick<PlannedLesson, "date" | "classId" | "subgroupId" | "subjectId"> {
  id: string;
  entryId: string | null;
  number: number;
  startsAt: Date;
  endsAt: Date;
  teacherId: string;
  roomId: string | null;
  cancelledFor: string | null;
  hasContent: boolean;
}

interface Difference {
  news: PlannedLesson[];
  changes: Known[];
}

async function compare(db: Db | Tx, days: HeldDays): Promise<Difference> {
  const planned = await plannedLessons(db, days);
  const known = await readLessons(db, days);
  // The place first: two lessons of one subject that change places each keep theirs, and no two ever claim the same.
  const pairs = new Map<PlannedLesson, Known>();
  const taken = new Set<Known>();
  for (const keyOf of [placeOf, entryOf]) {
    const open = new Map(
      known.filter((lesson) => !taken.has(lesson)).map((lesson) => [keyOf(lesson), lesson]),
    );
    for (const lesson of planned.filter((one) => !pairs.has(one))) {
      const found = open.get(keyOf(lesson));
      if (!found || taken.has(found)) continue;
      pairs.set(lesson, found);
      taken.add(found);
    }
  }
  const claimed = new Set(planned.map(entryOf));
  const changes = [
    ...[...pairs].map(([lesson, one]) => [one, placed(one, lesson)] as const),
    ...known.filter((one) => !taken.has(one)).map((one) => [one, dropped(one, claimed)] as const),
  ];
  return {
    news: planned.filter((lesson) => !pairs.has(lesson)),
    changes: changes.filter(([before, after]) => differ(before, after)).map(([, after]) => after),
  };
}

function placeOf({ classId, subgroupId, date, number, subjectId }: Known | PlannedLesson): string {
  return `${classId ?? subgroupId} ${date} ${number} ${subjectId}`;
}

function entryOf({ entryId, date }: Known | PlannedLesson): string {
  return `${entryId} ${date}`;
}

function placed(known: Known, planned: PlannedLesson): Known {
  const { entryId, number, startsAt, endsAt, teacherId, roomId, cancelledFor } = planned;
  return known.hasContent
    ? { ...known, entryId }
    : { ...known, entryId, number, startsAt, endsAt, teacherId, roomId, cancelledFor };
}

/** Its entry does not hold that day; or it belongs to another lesson now, and a day has one lesson of an entry. */
function dropped(known: Known, claimed: Set<string>): Known {
  const entryId = claimed.has(entryOf(known)) ? null : known.entryId;
  const falls = known.entryId !== null && !known.hasContent && known.cancelledFor === null;
  return { ...known, entryId, ...(falls ? { cancelledFor: DROPPED } : {}) };
}

function differ(before: Known, after: Known): boolean {
  return (Object.keys(after) as (keyof Known)[]).some(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
}

function readLessons(db: Db | Tx, { from, to }: HeldDays): Promise<Known[]> {
  return db.$queryRaw<Known[]>`
    select l.id, l."classId", l."subgroupId", l."subjectId", l."teacherId", l."entryId", l."roomId",
      to_char(l.date, 'YYYY-MM-DD') as date, l.number, l."startsAt", l."endsAt", l."cancelledFor",
      ${HAS_CONTENT} as "hasContent"
    from "Lesson" l where l.date between ${from}::date and ${to}::date`;
}

async function moveLessons(tx: Tx, changes: Known[]): Promise<number> {
  if (changes.length === 0) return 0;
  const ids = changes.map(({ id }) => id);
  // Entries that change places must not meet on the way.
  await tx.$executeRaw`update "Lesson" set "entryId" = null where id = any(${ids}::uuid[])`;
  return tx.$executeRaw`
    update "Lesson" l
    set "entryId" = x."entryId", number = x.number, "startsAt" = x."startsAt", "endsAt" = x."endsAt",
      "teacherId" = x."teacherId", "roomId" = x."roomId", "cancelledFor" = x."cancelledFor"
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as x(id uuid, "entryId" uuid, number int,
      "startsAt" timestamptz, "endsAt" timestamptz, "teacherId" uuid, "roomId" uuid, "cancelledFor" text)
    where l.id = x.id`;
}

function makeLessons(tx: Tx, lessons: PlannedLesson[]): Promise<number> {
  return tx.$executeRaw`
    insert into "Lesson" ("entryId", "classId", "subgroupId", "subjectId", "teacherId", "roomId", date, number, "startsAt",
      "endsAt", "cancelledFor")
    select * from jsonb_to_recordset(${JSON.stringify(lessons)}::jsonb) as x("entryId" uuid, "classId" uuid,
      "subgroupId" uuid, "subjectId" uuid, "teacherId" uuid, "roomId" uuid, date date, number int,
      "startsAt" timestamptz, "endsAt" timestamptz, "cancelledFor" text)
    on conflict do nothing`;
}
