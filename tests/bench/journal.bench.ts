import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgres, type Postgres } from "../../prisma/postgres.ts";
import { setClock } from "../../src/clock.ts";
import { type Db, openDb } from "../../src/db.ts";
import { buildApp } from "../../src/http/app.ts";
import { apiAs } from "../support/api.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { signInAs } from "../support/sign-in.ts";
import { testConfig } from "../support/test-config.ts";
import { median, say } from "./crew.ts";

/** Asked by the deputy head, who may open every journal. */
const PAGES = 200;
const MOST_MEDIAN_MS = 50;
/** As a page that people read and type into. */
const MOST_MEDIAN_PAGE_MS = 30;
const PUPILS = 30;
const LESSONS = 25;
/** Pages before the measurement: statements are prepared, templates compiled. */
const WARM = 20;
const MONTH = new Date("2026-11-26T03:00:00Z");

let postgres: Postgres;
let db: Db;
let url: string;

beforeAll(async () => {
  const dataDir = process.env.DATA_DIR ?? fileURLToPath(new URL("../../.data", import.meta.url));
  postgres = await openPostgres({ dataDir });
  url = postgres.url("vestnik_crowd");
  db = openDb(url);
});
afterAll(async () => {
  await db?.$disconnect();
  await postgres?.close();
});

interface Month {
  classId: string;
  subjectId: string;
  /** Its first and last day. */
  from: string;
  to: string;
}

test("any class-month page of the crowd's year over the API", async () => {
  const months = await readMonths();
  if (months.length === 0) return say("journal: left out, no crowd: npm run seed -- --pupils 1000 --year");
  const app = await buildApp({ db, config: testConfig() });
  const { personId } = await db.roleGrant.findFirstOrThrow({ where: { role: "deputyHead" } });
  const deputy = await apiAs(app, db, personId);
  const ask = async ({ classId, subjectId, from, to }: Month) => {
    const startedAt = performance.now();
    const page = await deputy.get(`/classes/${classId}/subjects/${subjectId}/journal?from=${from}&to=${to}`);
    expect(page.status).toBe(200);
    return { ms: performance.now() - startedAt, cells: page.body.marks.length };
  };
  await ask(months[0]!);
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  for (const month of months) answers.push(await ask(month));
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const counts = await db.mark.count();
  say(
    `journal: ${times.length} class-month pages of a school with ${counts} marks: median ${median(times).toFixed(1)} ms, ` +
      `slowest ${times.at(-1)!.toFixed(1)} ms (limit ${MOST_MEDIAN_MS} at the median); ` +
      `${median(answers.map(({ cells }) => cells))} marks a page at the median; bare "select 1" ${(await bare(url)).toFixed(2)} ms`,
  );
  await app.close();
});

test("the class-month page of 30 pupils and 25 lessons, as people open it", async () => {
  const school = await castSchool({ now: MONTH });
  setClock(MONTH);
  await fillMonth(school);
  const { classes, subjects, voronina } = school.cast;
  const app = await buildApp({ db: school.db, config: testConfig() });
  const deputy = await signInAs(app, school.db, voronina.id);
  const times: number[] = [];
  for (let run = -WARM; run < PAGES; run++) {
    const startedAt = performance.now();
    const page = await deputy.get(
      `/classes/${classes.sevenA.id}/journal/${subjects.biology.id}?month=2026-11`,
    );
    if (run >= 0) times.push(performance.now() - startedAt);
    expect(page.body.match(/<tr data-pupil/g)).toHaveLength(PUPILS);
  }
  times.sort((a, b) => a - b);
  say(
    `journal: the page of ${PUPILS} pupils and ${LESSONS} lessons with a mark in every cell: median ${median(times).toFixed(1)} ms, ` +
      `slowest ${times.at(-1)!.toFixed(1)} ms (limit ${MOST_MEDIAN_PAGE_MS} at the median); bare "select 1" ${(await bare(school.url)).toFixed(2)} ms`,
  );
  setClock(null);
  await app.close();
  await school.close();
});

/** 7А with five newcomers, 25 lessons of biology in November, and a mark of everybody in each. */
async function fillMonth({ db, cast }: TestSchool): Promise<void> {
  const classId = cast.classes.sevenA.id;
  const known = await db.enrolment.findMany({ where: { classId } });
  const newcomers = Array.from({ length: PUPILS - known.length }, (_, at) => ({
    id: randomUUID(),
    ...{ surname: `Новиков${at}`, givenName: "Пётр" },
  }));
  await db.person.createMany({ data: newcomers });
  await db.enrolment.createMany({
    data: newcomers.map(({ id }) => ({ pupilId: id, classId, from: cast.year.startsOn })),
  });
  const pupilIds = [...known.map(({ pupilId }) => pupilId), ...newcomers.map(({ id }) => id)];
  const lessons = Array.from({ length: LESSONS }, (_, at) => {
    const date = new Date(Date.UTC(2026, 10, 1 + at));
    const startsAt = new Date(date.getTime() + 2 * 3_600_000);
    return {
      ...{ id: randomUUID(), classId, subjectId: cast.subjects.biology.id, teacherId: cast.drozdova.id },
      ...{ date, number: 6, startsAt, endsAt: startsAt, topic: "Клетка", rollTakenAt: startsAt },
    };
  });
  await db.lesson.createMany({ data: lessons });
  const works = lessons.map(({ id, startsAt }) => ({ id: randomUUID(), lessonId: id, startsAt }));
  await db.work.createMany({ data: works.map(({ id, lessonId }) => ({ id, lessonId, kindCode: "answer" })) });
  const values = [cast.values["5"], cast.values["4"], cast.values["3"]];
  const marks = works.flatMap(({ id: workId, startsAt }, lesson) =>
    pupilIds.map((pupilId, pupil) => ({
      ...{ id: randomUUID(), workId, pupilId, setAt: startsAt },
      valueId: values[(lesson + pupil) % values.length]!,
      enteredOn: lessons[lesson]!.date,
    })),
  );
  await db.mark.createMany({ data: marks });
  await db.markVersion.createMany({
    data: marks.map(({ id: markId, valueId, setAt: at }) => ({
      ...{ markId, valueId, at, version: 1, source: "seed" as const },
    })),
  });
  await db.$executeRaw`analyze`;
}

/** Classes, subjects and months that have lessons, spread evenly. */
function readMonths(): Promise<Month[]> {
  return db.$queryRaw<Month[]>`
    with months as (select distinct lc."classId", l."subjectId", date_trunc('month', l.date) as month
      from "Lesson" l join lesson_class lc on lc."lessonId" = l.id)
    select "classId", "subjectId", to_char(month, 'YYYY-MM-DD') as "from",
      to_char(month + interval '1 month - 1 day', 'YYYY-MM-DD') as "to"
    from months order by md5("classId"::text || "subjectId" || month) limit ${PAGES}`;
}

/** The limit beside it: one empty round trip to the same database. */
async function bare(server: string): Promise<number> {
  const client = new pg.Client(server);
  await client.connect();
  const times: number[] = [];
  for (let run = 0; run < PAGES; run++) {
    const startedAt = performance.now();
    await client.query("select 1");
    times.push(performance.now() - startedAt);
  }
  await client.end();
  return median(times);
}
