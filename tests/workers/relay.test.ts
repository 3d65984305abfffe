import { afterAll, beforeAll, expect, test } from "vitest";
import { routeEvents } from "../../src/deliveries/notices.ts";
import { writeMarks } from "../../src/marks/marks.ts";
import { getSettings } from "../../src/settings.ts";
import { openQueues, type Queues } from "../../workers/queues.ts";
import { relayOnce } from "../../workers/relay.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

let school: TestSchool;
let queues: Queues;

beforeAll(async () => {
  school = await castSchool();
  queues = await openQueues({ databaseUrl: school.url, redisUrl: undefined });
});
afterAll(async () => {
  await queues.close();
  await school.close();
});

const marks = (value: string) =>
  writeMarks(
    school.db,
    school.today.algebra.works.test,
    (["anna", "egor", "ilya"] as const).map((pupil) => ({ pupilId: school.cast[pupil].id, value })),
    { actorId: school.cast.smirnova.id, source: "web", silent: false },
  );
const unrouted = async () =>
  (await school.db.event.findMany({ where: { routedAt: null } })).map(({ id }) => id);

test("an event is relayed once, and again only when it was lost on its way", async () => {
  await marks("4");
  expect(await relayOnce(school.db, queues)).toBe(3);
  expect(await relayOnce(school.db, queues)).toBe(0);
  await school.db.event.updateMany({ data: { queuedUntil: new Date() } });
  expect(await relayOnce(school.db, queues)).toBe(3);
});

test("the router waits for events that the relay is just taking once more, and skips none", async () => {
  await marks("5");
  const ids = await unrouted();
  const settings = await getSettings(school.db);
  let routing: Promise<number> | undefined;
  await school.db.$transaction(async (tx) => {
    await tx.event.updateMany({ where: { id: { in: ids } }, data: { queuedUntil: new Date() } });
    routing = routeEvents(school.db, ids, settings);
    // Long enough for the router to reach the rows: whoever waits shows among the sessions.
    for (let waiting = 0; waiting === 0; ) {
      const [row] = await school.db.$queryRaw<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      waiting = row!.count;
    }
  });
  expect(await routing).toBe(ids.length);
  expect(await unrouted()).toEqual([]);
});

test("silent events are born settled: there is nothing to relay", async () => {
  await writeMarks(
    school.db,
    school.today.algebra.works.answer,
    [{ pupilId: school.cast.anna.id, value: "3" }],
    { actorId: null, source: "seed", silent: true },
  );
  expect(await relayOnce(school.db, queues)).toBe(0);
  expect(await unrouted()).toEqual([]);
});
