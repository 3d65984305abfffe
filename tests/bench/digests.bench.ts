import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setClock } from "../../src/clock.ts";
import type { Db } from "../../src/db.ts";
import { planSeries } from "../../src/deliveries/series.ts";
import { readDigests } from "../../src/digests/read.ts";
import { getSettings } from "../../src/settings.ts";
import { renderMessage } from "../../templates/messages/messages.ts";
import { at, type TermSchool, termSchool, WEEK } from "../support/term-school.ts";
import { say } from "./crew.ts";

const SIZES = [2_000, 10_000, 20_000];
/** As many as a claim takes at once under load. */
const BATCH = 100;
const CLASS_SIZE = 25;
const WARM_UP = 1_000;
const MOST_GROWTH_MB = 100;
const MB = 1024 * 1024;

let school: TermSchool;

beforeAll(async () => {
  school = await termSchool();
  await fillTerm(school.db, school.yearId, Math.max(...SIZES));
}, 600_000);
afterAll(() => school?.close());

test("plans, reads and renders the digests of a Friday evening", { timeout: 1_800_000 }, async () => {
  const { db } = school;
  const perDigest: number[] = [];
  await tellDigests(db, WARM_UP);
  const usualMb = await keptMb();
  for (const size of SIZES) {
    await db.$executeRaw`delete from "Delivery"`;
    await db.$executeRaw`delete from "Series"`;
    const planMs = await planFor(db, size);
    const { ms, readMs, mostMb, told } = await tellDigests(db, size);
    const growthMb = (await keptMb()) - usualMb;
    expect(told).toBe(size);
    expect(growthMb).toBeLessThan(MOST_GROWTH_MB);
    perDigest.push(ms / size);
    say(
      `digests: ${size} weekly letters: planned in ${(planMs / 1000).toFixed(1)} s, read and rendered in ` +
        `${(ms / 1000).toFixed(1)} s (${(ms / size).toFixed(2)} ms each, ${(readMs / size).toFixed(2)} of them read), RSS grew by ${growthMb.toFixed(0)} MB (limit ${MOST_GROWTH_MB}), ${mostMb.toFixed(0)} MB at most`,
    );
  }
  expect(Math.max(...perDigest)).toBeLessThan(2 * Math.min(...perDigest));
});

/** Weekly series of so many families, and nobody else's, become deliveries. */
async function planFor(db: Db, size: number): Promise<number> {
  setClock(at(WEEK.friday, 18));
  await db.$executeRaw`
    insert into "Series" ("personId", "pupilId", frequency, "nextDueAt")
    select g."guardianId", g."pupilId", f.frequency::"SeriesFrequency",
      case when f.frequency = 'weekly' and row_number() over (partition by f.frequency order by p."externalId") <= ${size}::int
        then ${at(WEEK.friday, 18)}::timestamptz else ${at("2027-12-31", 18)}::timestamptz end
    from "Guardianship" g join "Person" p on p.id = g."pupilId" and p."externalId" like 'crowd:%'
    cross join (values ('daily'), ('weekly')) as f(frequency)`;
  const startedAt = performance.now();
  while ((await planSeries(db)) > 0);
  return performance.now() - startedAt;
}

/** What the process keeps when the garbage is gone; between two collections it takes what V8 lets it take. */
async function keptMb(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  await new Promise(setImmediate);
  collect();
  return process.memoryUsage.rss() / MB;
}

interface Told {
  ms: number;
  readMs: number;
  /** The largest RSS on the way. */
  mostMb: number;
  told: number;
}

async function tellDigests(db: Db, size: number): Promise<Told> {
  const settings = await getSettings(db);
  const pupils = await db.person.findMany({
    where: { externalId: { startsWith: "crowd:" }, givenName: "Ученик" },
    select: { id: true },
    take: size,
  });
  const window = {
    from: at(WEEK.lastFriday, 18),
    until: at(WEEK.friday, 18),
    changed: [],
    withHomework: true,
  };
  let most = 0;
  let told = 0;
  let readMs = 0;
  const startedAt = performance.now();
  for (let start = 0; start < pupils.length; start += BATCH) {
    const wanted = pupils.slice(start, start + BATCH).map(({ id }) => {
      return { key: id, pupilId: id, frequency: "weekly" as const, ...window };
    });
    const readAt = performance.now();
    const digests = await db.$transaction((tx) => readDigests(tx, wanted, settings));
    readMs += performance.now() - readAt;
    for (const [deliveryId, digest] of digests) {
      if (!digest) continue;
      const links = {
        open: `https://dnevnik.example/o/${deliveryId}`,
        unsubscribe: "https://dnevnik.example/s",
      };
      const of = {
        language: "ru",
        school: { name: "Школа № 214", city: "Красноярск" },
        suspended: null,
      } as const;
      renderMessage("email", "full", { ...of, deliveryId, pupils: [], links, digest });
      told += 1;
      // As in the post office, where every letter is a turn of the loop: only between two does a picture give its memory back.
      await new Promise(setImmediate);
    }
    most = Math.max(most, process.memoryUsage.rss());
  }
  return { ms: performance.now() - startedAt, readMs, mostMb: most / MB, told };
}

/** A school of so many pupils and families in 7th classes: ten lessons a week of six subjects, four weeks, six marks in each. */
async function fillTerm(db: Db, yearId: string, pupils: number): Promise<void> {
  await db.$executeRaw`
    insert into "SchoolClass" (id, "yearId", level, letter)
    select md5('crowd class ' || n)::uuid, ${yearId}::uuid, 7, 'Ю' || n from generate_series(0, ${pupils / CLASS_SIZE - 1}::int) n`;
  await db.$executeRaw`
    insert into "Person" (id, surname, "givenName", "externalId")
    select md5('crowd pupil ' || n)::uuid, 'Проверочный', 'Ученик', 'crowd:' || lpad(n::text, 6, '0')
    from generate_series(0, ${pupils - 1}::int) n
    union all select md5('crowd guardian ' || n)::uuid, 'Проверочный', 'Родитель', 'crowd guardian:' || n
    from generate_series(0, ${pupils - 1}::int) n`;
  await db.$executeRaw`
    insert into "Enrolment" ("pupilId", "classId", "from")
    select md5('crowd pupil ' || n)::uuid, md5('crowd class ' || n / ${CLASS_SIZE}::int)::uuid, '2027-09-01'
    from generate_series(0, ${pupils - 1}::int) n`;
  await db.$executeRaw`
    insert into "Guardianship" ("guardianId", "pupilId", kinship, "from")
    select md5('crowd guardian ' || n)::uuid, md5('crowd pupil ' || n)::uuid, 'mother', '2027-09-01'
    from generate_series(0, ${pupils - 1}::int) n`;
  await db.$executeRaw`
    insert into "Consent" ("personId", purpose, "givenAt", source)
    select md5('crowd guardian ' || n)::uuid, 'messages', '2027-09-01', 'test' from generate_series(0, ${pupils - 1}::int) n`;
  await db.$executeRaw`
    insert into "Contact" ("personId", channel, address, state, origin)
    select md5('crowd guardian ' || n)::uuid, 'email', 'family-' || n || '@crowd.invalid', 'confirmed', 'statement'
    from generate_series(0, ${pupils - 1}::int) n`;
  await db.$executeRaw`
    with taught as (
      insert into "Teaching" (id, "teacherId", "subjectId", "classId", "hoursAWeek", "from")
      select md5(c.id::text || s.id)::uuid, (select "teacherId" from "Teaching" limit 1), s.id, c.id, 3, '2027-09-01'
      from "SchoolClass" c cross join "Subject" s where c.letter like 'Ю%' returning id)
    insert into "TimetableEntry" ("teachingId", weekday, number, "from")
    select t.id, 1 + (n + t.place) % 5, 1 + t.place / 2 % 6, '2027-09-01'
    from (select id, row_number() over (order by id)::int as place from taught) t cross join generate_series(0, 2) n`;
  await db.$executeRaw`
    insert into "Lesson" (id, "classId", "subjectId", "teacherId", date, number, "startsAt", "endsAt", homework)
    select md5(t.id::text || d.day)::uuid, t."classId", t."subjectId", t."teacherId", d.day, t.number, d.day + time '01:00',
      d.day + time '01:40', '§ ' || extract(day from d.day)
    from (select t.*, row_number() over (partition by t."classId" order by t.id)::int as number from "Teaching" t
      join "SchoolClass" c on c.id = t."classId" and c.letter like 'Ю%') t
    cross join lateral (select day::date from generate_series('2027-09-01'::timestamp, '2027-09-24', '4 days') day) d`;
  await db.$executeRaw`
    insert into "Work" (id, "lessonId", "kindCode")
    select md5('work ' || l.id)::uuid, l.id, 'answer' from "Lesson" l join "SchoolClass" c on c.id = l."classId" and c.letter like 'Ю%'`;
  await db.$executeRaw`
    with marks as (
      insert into "Mark" (id, "workId", "pupilId", "valueId", "setAt", "enteredOn")
      select md5(k.id::text || e."pupilId")::uuid, k.id, e."pupilId", v.id, l."endsAt", l.date
      from "Work" k join "Lesson" l on l.id = k."lessonId" join "SchoolClass" c on c.id = l."classId" and c.letter like 'Ю%'
      join "Enrolment" e on e."classId" = c.id
      join "ScaleValue" v on v.code = (3 + (hashtext(k.id::text || e."pupilId") & 1) + (hashtext(e."pupilId"::text) & 1))::text
      returning id, "valueId", "setAt")
    insert into "MarkVersion" ("markId", version, "valueId", at, source) select id, 1, "valueId", "setAt", 'web' from marks`;
  await db.$executeRawUnsafe("analyze");
}
