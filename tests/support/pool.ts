import fc from "fast-check";
import type pg from "pg";
import type { IdsFor } from "./hostile.ts";
import type { Things } from "./things.ts";

const MOST_IDS = 40;

/** Real ids of every table, by what a field or a part of an address is called: own things mostly, others too. */
export async function readPool(
  client: pg.Client,
  { own, foreign }: { own: Things; foreign: Things },
): Promise<IdsFor> {
  const { rows: columns } = await client.query(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = 'public' and data_type = 'uuid' and column_name in ('id', 'personId')
       and table_name in (select table_name from information_schema.tables where table_type = 'BASE TABLE')`,
  );
  const pool = new Map<string, string[]>();
  for (const { table, column } of columns) {
    const { rows } = await client.query(`select "${column}" as id from "${table}" limit ${MOST_IDS}`);
    const words = column === "id" ? table : `${table}Person`;
    if (rows.length > 0)
      pool.set(
        words.toLowerCase(),
        rows.map(({ id }) => id),
      );
  }
  const all = [...pool.values()].flat();
  return (name) => {
    const word = singular(name);
    const named = [...pool].filter(([table]) => table.includes(word)).flatMap(([, ids]) => ids);
    const key = (word in own ? word : `${word}Id`) as keyof Things;
    const thing = own[key];
    if (!thing) return fc.constantFrom(...(named.length > 0 ? named : all));
    return fc.oneof(
      { weight: 8, arbitrary: fc.constant(thing) },
      { weight: 1, arbitrary: fc.constant(foreign[key]) },
      { weight: 1, arbitrary: fc.constantFrom(...(named.length > 0 ? named : all)) },
    );
  };
}

/** People are called by what they do. */
const PEOPLE = ["people", "teacher", "substitute", "guardian", "staff"];

/** `moved-days` is movedday, `classes` and `classId` are class. */
function singular(name: string): string {
  const words = name
    .replace(/Ids?$/, "")
    .split("-")
    .map((word) =>
      word
        .replace(/sses$/, "ss")
        .replace(/ies$/, "y")
        .replace(/([^s])s$/, "$1"),
    );
  const word = words.join("").toLowerCase();
  return PEOPLE.includes(word) ? "person" : word;
}
