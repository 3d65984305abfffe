import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../src/clock.ts";
import { type Db, openDb, type Role } from "../../src/db.ts";
import { testDatabase } from "../support/database.ts";
import { castSchool } from "../support/school.ts";
import { type Reached, WALKERS, type Walker, walkPages } from "../support/walk.ts";

/**
 * What a school sees before there is anything to see. Where a list is empty a sentence stands in its place, and it says
 * what will come there by itself or what to do.
 */

const MORNING = new Date("2026-11-26T04:00:00Z");
const LONG = { timeout: 120_000 };
const ROLES: Partial<Record<Walker, Role>> = {
  maltsev: "administrator",
  zakharov: "head",
  voronina: "deputyHead",
  popova: "secretary",
  gromova: "teacher",
  smirnova: "teacher",
};
/** Who belongs to whom; everything else is still to be entered. */
const KEPT = [
  ...["Person", "RoleGrant", "Setting", "SchoolYear", "SchoolClass", "Enrolment", "ClassLeadership"],
  ...["Guardianship", "Subject", "Teaching", "Scale", "ScaleValue", "WorkKind", "Gate", "_prisma_migrations"],
];

beforeAll(() => setClock(MORNING));
afterAll(() => setClock(null));

describe.each([
  { school: "A school in which there are only people, each with a role", walk: walkFirstDay },
  { school: "A school with its classes and teachers, before the first lesson", walk: walkBeforeLessons },
])("$school", ({ walk }) => {
  let pages: Reached[];

  beforeAll(async () => {
    pages = (await walk()).filter(({ type }) => type === "text/html");
  }, LONG.timeout);

  test("opens every page that a link leads to", () => {
    const broken = pages.filter(({ status }) => status !== 200);
    expect(broken.map(({ who, url, status }) => `${who}: ${url} answers ${status}`)).toEqual([]);
  });

  test("finds a sentence where a list is empty", () => {
    const silent = pages.flatMap(({ route, body }) =>
      emptyLists(body)
        .filter(({ around }) => !/class="(?:empty|say)\b/.test(around))
        .map(({ list }) => `${route}: ${list} stands alone: put an Empty beside it`),
    );
    expect([...new Set(silent)]).toEqual([]);
  });

  test("is told there what comes or what to do, not only that there is nothing", () => {
    const bare = pages.flatMap(({ route, body }) =>
      [...body.matchAll(/<div class="empty">([\s\S]*?)<\/div>/g)]
        .map(([, inside]) => inside!)
        .filter((inside) => !/<(?:a|button)\b/.test(inside) && sentencesOf(inside) < 2)
        .map((inside) => `${route}: «${plain(inside)}» says no way on`),
    );
    expect([...new Set(bare)]).toEqual([]);
  });
});

/** Lists, tables and choices without a row, each with the part of the page it stands in. */
function emptyLists(body: string): { list: string; around: string }[] {
  const main = /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? "";
  return [...main.matchAll(/<(ul|ol|dl|tbody|select)\b(?![^>]*aria-live)[^>]*><\/\1>/g)].map((found) => {
    const from = main.lastIndexOf('<section class="part"', found.index);
    const end = from === -1 ? -1 : main.indexOf("</section>", from);
    return { list: found[0], around: end > found.index ? main.slice(from, end) : main };
  });
}

function plain(html: string): string {
  return html.replace(/<[^>]*>/g, " ").trim();
}

function sentencesOf(html: string): number {
  return plain(html).split(/(?<=[.!?])\s+/).length;
}

async function walkFirstDay(): Promise<Reached[]> {
  const { url, drop } = await testDatabase();
  const db = openDb(url);
  try {
    const people = await Promise.all(WALKERS.map(async (who) => [who, await addPerson(db, who)] as const));
    return await walkPages(db, Object.fromEntries(people) as Record<Walker, { id: string }>);
  } finally {
    await db.$disconnect();
    await drop();
  }
}

async function addPerson(db: Db, who: Walker): Promise<{ id: string }> {
  const id = randomUUID();
  await db.person.create({ data: { id, surname: who, givenName: "Имя" } });
  const role = ROLES[who];
  if (role) await db.roleGrant.create({ data: { personId: id, role, from: new Date("2026-09-01") } });
  return { id };
}

async function walkBeforeLessons(): Promise<Reached[]> {
  const school = await castSchool({ now: MORNING });
  try {
    await keepPeople(school.db);
    return await walkPages(school.db, school.cast);
  } finally {
    await school.close();
  }
}

async function keepPeople(db: Db): Promise<void> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  await db.$transaction(async (tx) => {
    // Whatever hangs on a row goes with it in the same breath.
    await tx.$executeRaw`set local session_replication_role = replica`;
    for (const { name } of tables)
      if (!KEPT.includes(name)) await tx.$executeRawUnsafe(`delete from "${name}"`);
  });
}
