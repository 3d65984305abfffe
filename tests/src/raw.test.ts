import { afterAll, beforeAll, expect, test } from "vitest";
import { Prisma } from "../../src/db.ts";
import { openLines, type Raw, type RawLines } from "../../src/raw.ts";
import { type FrailLine, layFrailLine } from "../support/frail-line.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

let school: TestSchool;
let line: FrailLine;
let lines: RawLines;
beforeAll(async () => {
  school = await castSchool();
  line = await layFrailLine(school.url);
  lines = openLines(line.url, 1);
});
afterAll(async () => {
  await lines.close();
  await line.close();
  await school.close();
});

const pupilNamed = (db: Raw, name: string) =>
  db.$queryRaw<{ id: string }[]>`select id from "Person" where surname = ${name}`;

test("The driver's own line says the same as the client, whatever is asked", async () => {
  const at = new Date("2026-11-26T10:00:00.123Z");
  const ids = [school.cast.anna.id, school.cast.egor.id];
  const ask = (db: Raw) => db.$queryRaw`
    select p.id, p.surname, p."birthDate", ${at}::timestamptz as at, ${at}::timestamptz::text as written, 7 as small,
      9007199254740993::int8 as large, 2.50::numeric as exact, 0.1::float8 as rough, true as yes, null::text as nothing,
      ${JSON.stringify({ a: [1] })}::jsonb as told, array['а', 'б']::text[] as letters, 'now'::"Urgency" as urgency,
      (${[at, at]}::timestamptz[])[2] as second
    from "Person" p where p.id = any(${ids}::uuid[]) order by p.surname`;
  const asked = await ask(lines);
  expect(asked).toHaveLength(2);
  expect(asked).toEqual(await ask(school.db));
});

test("A written part fits into a statement, and what was touched is counted", async () => {
  const ofAnna = Prisma.sql`id = ${school.cast.anna.id}::uuid`;
  expect(await lines.$executeRaw`update "Person" set surname = surname where ${ofAnna}`).toBe(1);
});

test("What is done together is undone together", async () => {
  const renaming = lines.$transaction(async (tx) => {
    await tx.$executeRaw`update "Person" set surname = 'Никто' where id = ${school.cast.anna.id}::uuid`;
    expect(await pupilNamed(tx, "Никто")).toHaveLength(1);
    await tx.$executeRaw`select 1 / 0`;
  });
  await expect(renaming).rejects.toThrow("division by zero");
  expect(await pupilNamed(lines, "Никто")).toEqual([]);
});

test("A line that breaks in the middle is told to whoever works on it, and the next one takes its place", async () => {
  line.loseAnswerTo("Оборвано");
  const writing = lines.$transaction((tx) => pupilNamed(tx, "Оборвано"));
  await expect(writing).rejects.toThrow();
  expect(await pupilNamed(lines, "Оборвано")).toEqual([]);
});
