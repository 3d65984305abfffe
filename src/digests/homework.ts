import type { TaughtAhead } from "../curriculum/lessons-ahead.ts";
import type { Raw } from "../raw.ts";
import type { Digest } from "./digest.ts";
import type { Slot } from "./slots.ts";

interface Asked {
  asOf: string;
  classId: string | null;
  subgroupId: string | null;
  subjectId: string;
  lessonId: string;
  homework: string | null;
  files: number;
}

/**
 * For the next school day with lessons, in their order: what the last lesson of each subject asked for, and what it asked
 * of this pupil alone. By slot; two queries.
 */
export async function readHomework(
  tx: Raw,
  slots: Slot[],
  { ahead, subjects }: { ahead: Map<number, TaughtAhead[]>; subjects: Record<string, string> },
): Promise<Map<number, Digest["ahead"]>> {
  const nextDay = new Map(slots.map(({ slot }) => [slot, lessonsOfNextDay(ahead.get(slot) ?? [])]));
  const asked = await readAsked(tx, [...nextDay.values()].flat());
  const tasks = await readTasks(tx, slots, asked);
  const lessonOf = new Map(asked.map((lesson) => [keyOf(lesson), lesson]));
  return new Map(
    slots.map(({ slot, pupilId }) => {
      const lessons = nextDay.get(slot)!;
      const homework = lessons.flatMap((taught) => {
        const lesson = lessonOf.get(keyOf(taught));
        const texts = [lesson?.homework, lesson && tasks.get(`${lesson.lessonId} ${pupilId}`)];
        const text = texts.filter((one) => one).join("; ");
        const files = lesson?.files ?? 0;
        return text || files > 0 ? [{ subject: subjects[taught.subjectId]!, text, files }] : [];
      });
      return [slot, lessons.length > 0 ? { date: lessons[0]!.next!, homework } : null];
    }),
  );
}

function lessonsOfNextDay(taught: TaughtAhead[]): TaughtAhead[] {
  const days = taught.flatMap(({ next }) => next ?? []);
  const [first] = days.sort();
  return taught.filter(({ next }) => next === first).sort((a, b) => a.number! - b.number!);
}

function keyOf({
  asOf,
  classId,
  subgroupId,
  subjectId,
}: Omit<Asked, "lessonId" | "homework" | "files">): string {
  return `${asOf} ${classId ?? subgroupId} ${subjectId}`;
}

function readAsked(tx: Raw, taught: TaughtAhead[]): Promise<Asked[]> {
  const groups = [
    ...new Map(
      taught.map(({ asOf, classId, subgroupId, subjectId }) => {
        const group = { asOf, classId, subgroupId, subjectId };
        return [keyOf(group), group];
      }),
    ).values(),
  ];
  return tx.$queryRaw<Asked[]>`
    select to_char(x."asOf", 'YYYY-MM-DD') as "asOf", x."classId", x."subgroupId", x."subjectId", l.id as "lessonId", l.homework,
      (select count(*)::int from "Material" m where m."lessonId" = l.id and m.kind = 'homework') as files
    from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb)
      as x("asOf" date, "classId" uuid, "subgroupId" uuid, "subjectId" uuid)
    cross join lateral (
      (select l.id, l.homework from "Lesson" l where l."classId" = x."classId" and l."subjectId" = x."subjectId"
        and l.date <= x."asOf" and l."cancelledFor" is null order by l.date desc, l.number desc limit 1)
      union all
      (select l.id, l.homework from "Lesson" l where l."subgroupId" = x."subgroupId" and l."subjectId" = x."subjectId"
        and l.date <= x."asOf" and l."cancelledFor" is null order by l.date desc, l.number desc limit 1)) l`;
}

async function readTasks(tx: Raw, slots: Slot[], asked: Asked[]): Promise<Map<string, string>> {
  const tasks = await tx.$queryRaw<{ lessonId: string; pupilId: string; text: string }[]>`
    select "lessonId", "pupilId", text from "IndividualTask" where text is not null
      and "lessonId" = any(${asked.map(({ lessonId }) => lessonId)}::uuid[])
      and "pupilId" = any(${[...new Set(slots.map(({ pupilId }) => pupilId))]}::uuid[])`;
  return new Map(tasks.map(({ lessonId, pupilId, text }) => [`${lessonId} ${pupilId}`, text]));
}
