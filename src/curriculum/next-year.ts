import { audit } from "../audit.ts";
import { plusDays } from "../calendar/days.ts";
import { createYear, type YearData } from "../calendar/years.ts";
import { dateOf, isoDay } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { tryOut } from "../trying.ts";
import { moveLeaders, moveSubgroups, type Years } from "./next-year-groups.ts";
import { inTurn } from "./turns.ts";

export interface NextYear {
  /** The year that runs out. */
  yearId: string;
  next: Omit<YearData, "weekDays">;
}

/** What opening makes of the school (R31); what is there already is not counted. */
export interface YearOpened {
  /** «7А → 8А» */
  classes: string[];
  moved: number;
  /** Pupils of the last classes, whose enrolment ends with the year. */
  left: number;
  subgroups: number;
  /** Pupils in those subgroups. */
  members: number;
  /** The same teacher, subject and hours in the next class or subgroup: to be looked through. */
  teachings: number;
  /** «8А: Громова Татьяна Ильинична», the class teachers who go on: to be looked through. */
  leaders: string[];
  bellSchedules: number;
}

const LAST_LEVEL = 11;

/** What openNextYear would do: it does it, and takes it back. @throws as openNextYear */
export function previewNextYear(db: Db, wanted: NextYear, by: By): Promise<YearOpened> {
  return tryOut(db, (tx) => openNextYear(tx, wanted, by));
}

/**
 * Opens the next school year from the one that runs out: classes move on with their pupils, subgroups and class teachers,
 * the last ones leave, teachings and bells are taken over. Again it changes nothing.
 * @throws NotFound no such year · BadInput the next year is not later, or its name or days are taken
 */
export function openNextYear(db: Db | Tx, wanted: NextYear, by: By): Promise<YearOpened> {
  return inTurn(db, (tx) => open(tx, wanted, by));
}

async function open(tx: Tx, { yearId, next }: NextYear, by: By): Promise<YearOpened> {
  const old = await tx.schoolYear.findUnique({ where: { id: yearId } });
  if (!old) throw new NotFound("Такого учебного года нет. Обновите список.");
  if (next.startsOn <= isoDay(old.endsOn))
    throw new BadInput("Следующий год начинается после конца текущего. Исправьте первый день.", ["startsOn"]);
  const known = await tx.schoolYear.findUnique({ where: { name: next.name } });
  const isThere = known && isoDay(known.startsOn) === next.startsOn && isoDay(known.endsOn) === next.endsOn;
  const nextId = isThere ? known.id : (await createYear(tx, { ...next, weekDays: old.weekDays }, by)).id;
  const firstDay = dateOf(next.startsOn);
  const summerEnds = dateOf(plusDays(next.startsOn, -1));
  const years = { old: yearId, next: nextId, lastDay: old.endsOn, summerEnds, firstDay };
  const classes = await moveClasses(tx, years);
  const { moved, left } = await movePupils(tx, years);
  const { subgroups, members } = await moveSubgroups(tx, years);
  const teachings = await copyTeachings(tx, years);
  const leaders = await moveLeaders(tx, years);
  const bellSchedules = isThere ? 0 : await copyBells(tx, years);
  const counts = { moved, left, subgroups, members, teachings, bellSchedules };
  await audit(tx, by, {
    action: "year.opened",
    objectId: nextId,
    details: { classes: classes.length, leaders: leaders.length, ...counts },
  });
  return { classes, leaders, ...counts };
}

async function moveClasses(tx: Tx, { old, next }: Years): Promise<string[]> {
  const rows = await tx.$queryRaw<{ level: number; letter: string }[]>`
    insert into "SchoolClass" ("yearId", level, letter, "buildingId")
    select ${next}::uuid, c.level + 1, c.letter, c."buildingId" from "SchoolClass" c
    where c."yearId" = ${old}::uuid and c.level < ${LAST_LEVEL}
    on conflict do nothing returning level, letter`;
  return rows
    .sort((a, b) => a.level - b.level || a.letter.localeCompare(b.letter, "ru"))
    .map(({ level, letter }) => `${level - 1}${letter} → ${level}${letter}`);
}

/** Who is in a class on the last day. Movers belong to the old class through the summer, so that nobody is without one. */
async function movePupils(
  tx: Tx,
  { old, next, lastDay, summerEnds, firstDay }: Years,
): Promise<{ moved: number; left: number }> {
  const moved = await tx.$executeRaw`
    insert into "Enrolment" ("pupilId", "classId", "from")
    select e."pupilId", n.id, ${firstDay}::date
    from "Enrolment" e join "SchoolClass" c on c.id = e."classId"
    join "SchoolClass" n on n."yearId" = ${next}::uuid and n.level = c.level + 1 and n.letter = c.letter
    where c."yearId" = ${old}::uuid and e."from" <= ${lastDay}::date and e."to" is null
      and not exists (select 1 from "Enrolment" o join "SchoolClass" x on x.id = o."classId"
        where o."pupilId" = e."pupilId" and x."yearId" = ${next}::uuid)`;
  const left = await tx.$executeRaw`
    update "Enrolment" e set "to" = ${lastDay}::date, version = e.version + 1 from "SchoolClass" c
    where c.id = e."classId" and c."yearId" = ${old}::uuid and c.level >= ${LAST_LEVEL} and e."to" is null`;
  await tx.$executeRaw`
    update "Enrolment" e set "to" = ${summerEnds}::date, version = e.version + 1 from "SchoolClass" c
    where c.id = e."classId" and c."yearId" = ${old}::uuid and c.level < ${LAST_LEVEL} and e."to" is null`;
  return { moved, left };
}

async function copyTeachings(tx: Tx, { old, next, lastDay, firstDay }: Years): Promise<number> {
  const ofSubgroups = await tx.$executeRaw`
    insert into "Teaching" ("teacherId", "subjectId", "subgroupId", "hoursAWeek", "from")
    select t."teacherId", t."subjectId", n.id, t."hoursAWeek", ${firstDay}::date
    from "Teaching" t join "Subgroup" g on g.id = t."subgroupId"
    join "Subgroup" n on n."yearId" = ${next}::uuid and n."subjectId" = g."subjectId" and n.name = g.name
    where g."yearId" = ${old}::uuid and (t."to" is null or t."to" >= ${lastDay}::date)
      and not exists (select 1 from "Teaching" o where o."subgroupId" = n.id)`;
  const ofClasses = await tx.$executeRaw`
    insert into "Teaching" ("teacherId", "subjectId", "classId", "hoursAWeek", "from")
    select t."teacherId", t."subjectId", n.id, t."hoursAWeek", ${firstDay}::date
    from "Teaching" t join "SchoolClass" c on c.id = t."classId"
    join "SchoolClass" n on n."yearId" = ${next}::uuid and n.level = c.level + 1 and n.letter = c.letter
    where c."yearId" = ${old}::uuid and (t."to" is null or t."to" >= ${lastDay}::date)
      and not exists (select 1 from "Teaching" o where o."classId" = n.id)`;
  return ofClasses + ofSubgroups;
}

async function copyBells(tx: Tx, { old, next }: Years): Promise<number> {
  const copied = await tx.$executeRaw`
    insert into "BellSchedule" ("yearId", name, weekdays, "levelFrom", "levelTo")
    select ${next}::uuid, name, weekdays, "levelFrom", "levelTo" from "BellSchedule"
    where "yearId" = ${old}::uuid and date is null`;
  await tx.$executeRaw`
    insert into "Bell" ("scheduleId", number, "startsAt", "endsAt")
    select n.id, b.number, b."startsAt", b."endsAt" from "Bell" b
    join "BellSchedule" s on s.id = b."scheduleId" and s."yearId" = ${old}::uuid and s.date is null
    join "BellSchedule" n on n."yearId" = ${next}::uuid and n.name = s.name`;
  return copied;
}
