import type pg from "pg";
import { POLICY } from "../../src/access/policy.ts";

/** What a refused request may leave behind: that it was read, that a password was tried, that somebody is signed in. */
const IGNORED_TABLES = ["Session", "IdempotencyKey"];
const IGNORED_COLUMNS: Record<string, string[]> = {
  Account: ["failedTries", "lockedUntil"],
  ApiToken: ["lastUsedAt"],
};
const IGNORED_ACTIONS = [...Object.keys(POLICY), "account.locked"];

/** Ids by the columns that name them: the rows with one of these are of one side of the school. */
export type Side = Record<string, string[]>;

export interface Fingerprints {
  /** Tables whose rows are not what they were when this was made. */
  changed(): Promise<string[]>;
  /** Tables whose rows of that side are not. */
  changedOfSide(): Promise<string[]>;
  /** Puts every row back that has changed, whatever hangs on it. */
  restore(): Promise<void>;
}

/** Remembers the database as it is now, by a count and a sum of hashes of each table, and whole beside it. */
export async function fingerprint(client: pg.Client, side: Side): Promise<Fingerprints> {
  const tables = await readTables(client);
  const names = [...tables.keys()];
  await client.query(
    `create schema kept; ${names.map((name) => `create table kept."${name}" as table public."${name}"`).join("; ")}`,
  );
  const all = await watch(client, {
    name: "fingerprint",
    parts: names.map((name) => ({ name, rows: rowsOf(name) })),
  });
  const ofSide = await watch(client, {
    name: "fingerprintOfSide",
    parts: [...tables].flatMap(([name, columns]) => {
      const ways = Object.keys(side).filter((column) => columns.includes(column));
      const conditions = ways.map((column) => `"${column}" in ('${side[column]!.join("', '")}')`);
      return ways.length > 0 ? [{ name, rows: `${rowsOf(name)} and (${conditions.join(" or ")})` }] : [];
    }),
  });
  return {
    changed: async () => (await all()).filter((name) => !IGNORED_TABLES.includes(name)),
    changedOfSide: ofSide,
    restore: async () => {
      const back = (await all()).map(
        (name) => `delete from "${name}"; insert into "${name}" select * from kept."${name}"`,
      );
      // Past the foreign keys: the tables come back one after another.
      await client.query(
        `begin; set local session_replication_role = replica; ${[...back, "commit"].join("; ")}`,
      );
    },
  };
}

async function readTables(client: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await client.query(
    `select t.table_name as name, array_agg(c.column_name::text) as columns
     from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' group by 1 order by 1`,
  );
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}

function rowsOf(name: string): string {
  const actions = IGNORED_ACTIONS.map((action) => `'${action}'`).join(", ");
  return `"${name}" x where ${name === "AuditEntry" ? `action not in (${actions})` : "true"}`;
}

/** Tells of which parts the rows are not what they were when it was made. */
async function watch(
  client: pg.Client,
  { name, parts }: { name: string; parts: { name: string; rows: string }[] },
): Promise<() => Promise<string[]>> {
  const text = parts.map(
    ({ name, rows }) => `select '${name}' as name, ${hashOf(name)} as hash from ${rows}`,
  );
  const read = async () => {
    const { rows } = await client.query({ name, text: text.join(" union all ") });
    return new Map<string, string>(rows.map(({ name, hash }) => [name, hash]));
  };
  const was = await read();
  return async () => {
    const is = await read();
    return [...was.keys()].filter((part) => is.get(part) !== was.get(part));
  };
}

function hashOf(table: string): string {
  const ignored = IGNORED_COLUMNS[table];
  const row = ignored ? `to_jsonb(x) - array['${ignored.join("', '")}']` : "x";
  return `count(*) || ' ' || coalesce(sum(hashtextextended((${row})::text, 0)), 0)`;
}
