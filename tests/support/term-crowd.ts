import type { Db } from "../../src/db.ts";

const CLASS_SIZE = 25;

/**
 * Gives the pupils of a crowd's school 7th classes and the lessons of four weeks up to today: six subjects every fourth day, a
 * work with a mark for everybody in each lesson, homework, and a timetable for the days ahead. What a week's digest tells of.
 */
export async function fillTerm(db: Db): Promise<void> {
  await db.$executeRaw`
    insert into "Term" ("yearId", kind, number, "levelFrom", "levelTo", "startsOn", "endsOn")
    select id, 'quarter', 1, 1, 11, "startsOn", "endsOn" from "SchoolYear"`;
  await db.$executeRaw`
    insert into "WorkKind" (code, name, weight, "checkingDays") values ('answer', 'ответ', 1, 0) on conflict do nothing`;
  await db.$executeRaw`
    insert into "ScaleValue" ("scaleId", code, name, rank, points, passes)
    select s.id, x.code, x.code, x.points, x.points, true from "Scale" s cross join (values ('3', 3), ('5', 5)) as x(code, points)`;
  await db.$executeRaw`insert into "Subject" (name) select 'Предмет ' || n from generate_series(2, 6) n`;
  await db.$executeRaw`
    with pupil as (
      select id, (row_number() over (order by "externalId") - 1) / ${CLASS_SIZE}::int as class
      from "Person" where "externalId" like 'crowd:%' and "givenName" = 'Ученик'
    ), class as (
      insert into "SchoolClass" (id, "yearId", level, letter)
      select md5('crowd class ' || class)::uuid, y.id, 7, 'Ю' || class from pupil, "SchoolYear" y group by class, y.id)
    insert into "Enrolment" ("pupilId", "classId", "from")
    select id, md5('crowd class ' || class)::uuid, current_date - 60 from pupil`;
  await db.$executeRaw`
    with teacher as (insert into "Person" (surname, "givenName") values ('Проверочный', 'Учитель') returning id)
    insert into "Teaching" ("teacherId", "subjectId", "classId", "hoursAWeek", "from")
    select t.id, s.id, c.id, 3, current_date - 60 from "SchoolClass" c cross join "Subject" s cross join teacher t`;
  await db.$executeRaw`
    insert into "TimetableEntry" ("teachingId", weekday, number, "from")
    select t.id, 1 + (n + t.place) % 5, 1 + t.place / 2 % 6, current_date - 60
    from (select id, row_number() over (order by id)::int as place from "Teaching") t cross join generate_series(0, 2) n`;
  await db.$executeRaw`
    insert into "Lesson" ("classId", "subjectId", "teacherId", date, number, "startsAt", "endsAt", homework)
    select t."classId", t."subjectId", t."teacherId", d.day, t.number, d.day + time '01:00', d.day + time '01:40',
      '§ ' || extract(day from d.day)
    from (select t.*, row_number() over (partition by t."classId" order by t.id)::int as number from "Teaching" t) t
    cross join lateral (select day::date from generate_series(current_date - 24, current_date, interval '4 days') day) d`;
  await db.$executeRaw`insert into "Work" ("lessonId", "kindCode") select id, 'answer' from "Lesson"`;
  await db.$executeRaw`
    with marks as (
      insert into "Mark" ("workId", "pupilId", "valueId", "setAt", "enteredOn")
      select k.id, e."pupilId", v.id, l."endsAt", l.date
      from "Work" k join "Lesson" l on l.id = k."lessonId" join "Enrolment" e on e."classId" = l."classId"
      join "ScaleValue" v on v.code = (3 + (hashtext(k.id::text || e."pupilId") & 1) + (hashtext(e."pupilId"::text) & 1))::text
      returning id, "valueId", "setAt")
    insert into "MarkVersion" ("markId", version, "valueId", at, source) select id, 1, "valueId", "setAt", 'web' from marks`;
  await db.$executeRawUnsafe("analyze");
}

/** A digest of the week for so many families, due now. */
export async function digestsDue(db: Db, families: number): Promise<void> {
  await db.$executeRaw`
    insert into "Series" ("personId", "pupilId", frequency, "nextDueAt")
    select "guardianId", "pupilId", 'weekly', now() from "Guardianship" order by "guardianId" limit ${families}::int
    on conflict ("personId", "pupilId", frequency) do update set "nextDueAt" = now()`;
}
