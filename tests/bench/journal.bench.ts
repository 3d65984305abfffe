import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgres, type Postgres } from "../../prisma/postgres.ts";
import { type Db, openDb } from "../../src/db.ts";
import { buildApp } from "../../src/http/app.ts";
import { apiAs } from "../support/api.ts";
import { signInAs } from "../support/sign-in.ts";
import { testConfig } from "../support/test-config.ts";
import { median, say } from "./crew.ts";

/** Asked by the deputy head, who may open every journal. */
const PAGES = 200;
const MOST_MEDIAN_MS = 50;
/** As a page that people read and type into. */
const MOST_MEDIAN_PAGE_MS = 30;

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
      `${median(answers.map(({ cells }) => cells))} marks a page at the median; bare "select 1" ${(await bare()).toFixed(2)} ms`,
  );
  const deputyPages = await signInAs(app, db, personId);
  const rendered: number[] = [];
  for (const { classId, subjectId, from } of months) {
    const startedAt = performance.now();
    const page = await deputyPages.get(`/classes/${classId}/journal/${subjectId}?month=${from.slice(0, 7)}`);
    expect(page.statusCode).toBe(200);
    rendered.push(performance.now() - startedAt);
  }
  say(
    `journal: the same months as pages for people: median ${median(rendered.sort((a, b) => a - b)).toFixed(1)} ms ` +
      `(limit ${MOST_MEDIAN_PAGE_MS} at the median)`,
  );
  await app.close();
});

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
async function bare(): Promise<number> {
  const client = new pg.Client(url);
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
