import { afterAll, beforeAll, expect, test } from "vitest";
import { readCalendar } from "../../../src/calendar/calendar.ts";
import type { Db } from "../../../src/db.ts";
import { type DigestWanted, readDigests } from "../../../src/digests/read.ts";
import { getSettings } from "../../../src/settings.ts";
import { at, type TermSchool, termSchool, WEEK } from "../../support/term-school.ts";

let school: TermSchool;

beforeAll(async () => {
  school = await termSchool();
});
afterAll(() => school.close());

test("Two hundred digests cost as many queries as one.", async () => {
  const { db, classes } = school;
  await db.$executeRaw`
    with pupils as (insert into "Person" (surname, "givenName") select 'Проверочный', 'Ученик'
      from generate_series(1, 200) returning id)
    insert into "Enrolment" ("pupilId", "classId", "from")
    select id, ${classes.sevenA}::uuid, '2027-09-01' from pupils`;
  await school.setHomework("algebra", WEEK.friday, "§ 23");
  const pupils = await db.person.findMany({ where: { surname: "Проверочный" } });
  const wanted = pupils.map(({ id }): DigestWanted => {
    const window = { from: at(WEEK.lastFriday, 18), until: at(WEEK.friday, 18) };
    return { key: id, pupilId: id, frequency: "weekly", ...window, changed: [], withHomework: true };
  });
  const one = await readCounted(db, wanted.slice(0, 1));
  const all = await readCounted(db, wanted);
  expect([one.told, all.told]).toEqual([1, 200]);
  expect(all.queries).toBe(one.queries);
  expect(one.queries).toBeLessThan(20);
});

async function readCounted(db: Db, wanted: DigestWanted[]): Promise<{ told: number; queries: number }> {
  let queries = 0;
  const counting = db.$extends({
    query: {
      $allOperations({ args, query }) {
        queries += 1;
        return query(args);
      },
    },
  });
  const settings = await getSettings(db);
  const digests = await counting.$transaction((tx) =>
    readDigests(tx, wanted, { settings, calendarOf: (yearId) => readCalendar(db, yearId) }),
  );
  return { told: [...digests.values()].filter((digest) => digest !== null).length, queries };
}
