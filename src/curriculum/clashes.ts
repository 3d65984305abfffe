import { Prisma, type Tx } from "../db.ts";
import { Conflict } from "../errors.ts";
import { ENTRIES_IN_FORCE } from "./entries-in-force.ts";

/**
 * @throws Conflict naming the first clash; `current.entryIds` are the entries of the timetable that stand in the way, and
 *   `current.clashes` every clash, `item` and `otherItem` counting the given entries as they came
 */
export async function checkClashes(tx: Tx, entryIds: string[]): Promise<void> {
  const itemOf = (id: string) => (entryIds.includes(id) ? entryIds.indexOf(id) : null);
  const clashes = (await findClashes(tx, entryIds)).filter(
    ({ entryId, otherId }) => itemOf(otherId) === null || itemOf(entryId)! < itemOf(otherId)!,
  );
  const [first] = clashes;
  if (!first) return;
  const standing = clashes.map(({ otherId }) => otherId).filter((id) => itemOf(id) === null);
  throw new Conflict(wordsFor(first, clashes.length), {
    entryIds: [...new Set(standing)],
    clashes: clashes.map(({ what, weekday, number, entryId, otherId }) => ({
      what,
      weekday,
      number,
      item: itemOf(entryId),
      otherItem: itemOf(otherId),
    })),
  });
}

/** Two entries that cannot both be: at the same lesson of the week, on some of the same days. */
interface Clash {
  /** What would be at two places at once; pupils: those whom two subgroups share. */
  what: "teacher" | "room" | "class" | "pupils";
  /** `12` of a room, `7А` of a class; a person's name is never said. */
  name: string | null;
  weekday: number;
  number: number;
  entryId: string;
  otherId: string;
}

/** What clashes with these entries, among all and among themselves; a pair that clashes in two ways is there twice. */
async function findClashes(tx: Tx, entryIds: string[]): Promise<Clash[]> {
  const sharePupils = Prisma.sql`exists (
    select 1 from "SubgroupMember" m join "SubgroupMember" n on n."pupilId" = m."pupilId"
      join "Enrolment" c on c."pupilId" = m."pupilId"
    where m."subgroupId" = a."subgroupId" and n."subgroupId" = b."subgroupId"
      and c."classId" = any(a."classIds") and c."classId" = any(b."classIds")
      and greatest(m."from", n."from", c."from", a."from", b."from") <= least(m."to", n."to", c."to", a."to", b."to"))`;
  return tx.$queryRaw<Clash[]>`
    with entry as materialized (select * from ${ENTRIES_IN_FORCE} e)
    select w.what, w.name, a.weekday, a.number, a.id as "entryId", b.id as "otherId"
    from entry a
    join entry b on b.id <> a.id and b.weekday = a.weekday and b.number = a.number
      and a."from" <= b."to" and b."from" <= a."to"
    cross join lateral (
      select 'teacher' as what, null as name where a."teacherId" = b."teacherId"
      union all
      select 'room', (select r.name from "Room" r where r.id = a."roomId") where a."roomId" = b."roomId"
      union all
      select 'class', string_agg(c.level || c.letter, ', ' order by c.level, c.letter) from "SchoolClass" c
      where (a."classId" is not null or b."classId" is not null)
        and c.id = any(a."classIds") and c.id = any(b."classIds") having count(*) > 0
      union all
      select 'pupils', null where a."subgroupId" = b."subgroupId" or ${sharePupils}
    ) w
    where a.id = any(${entryIds}::uuid[])
    order by a.weekday, a.number, a.id, b.id, w.what`;
}

const WEEKDAYS = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];

function wordsFor({ what, name, weekday, number }: Clash, count: number): string {
  const reason = {
    teacher: "этот учитель уже ведёт другой урок. Выберите другое время или сначала перенесите тот урок.",
    room: `кабинет ${name} занят другим уроком. Выберите другой кабинет или другое время.`,
    class: `у ${name} уже есть урок. Выберите другое время или сначала перенесите тот урок.`,
    pupils: "у одних и тех же учеников было бы два урока. Разведите уроки или измените состав подгрупп.",
  }[what];
  const others = count > 1 ? ` Всего накладок: ${count}.` : "";
  return `Накладка, ${WEEKDAYS[weekday - 1]}, ${number}-й урок: ${reason}${others}`;
}
