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

/**
 * Remembers the database as it is now, by a count and a sum of hashes of each table, and whole beside it. Triggers note which
 * tables were written to: only these are compared, for hashing all of them took longer than the requests themselves.
 */
export async function fingerprint(client: pg.Client, side: Side): Promise<Fingerprints> {
  const tables = await readTables(client);
  const names = [...tables.keys()];
  await client.query(
    `create schema kept; ${names.map((name) => `create table kept."${name}" as table public."${name}"`).join("; ")}`,
  );
  await noteWrites(client, names);
  const all = await watch(client, new Map(names.map((name) => [name, rowsOf(name)])));
  const ofSide = await watch(
    client,
    new Map(
      [...tables].flatMap(([name, columns]) => {
        const ways = Object.keys(side).filter((column) => columns.includes(column));
        const conditions = ways.map((column) => `"${column}" in ('${side[column]!.join("', '")}')`);
        return ways.length > 0 ? [[name, `${rowsOf(name)} and (${conditions.join(" or ")})`]] : [];
      }),
    ),
  );
  return {
    changed: async () => (await all()).filter((name) => !IGNORED_TABLES.includes(name)),
    changedOfSide: ofSide,
    restore: async () => {
      const back = (await all()).map(
        (name) => `delete from "${name}"; insert into "${name}" select * from kept."${name}"`,
      );
      // Past the foreign keys and the triggers: the tables come back one after another.
      await client.query(
        `begin; set local session_replication_role = replica; ${[...back, "delete from kept.written", "commit"].join("; ")}`,
      );
    },
  };
}

/** Every statement that writes leaves the name of its table, with its transaction or not at all. */
async function noteWrites(client: pg.Client, names: string[]): Promise<void> {
  await client.query(
    `create table kept.written (name text not null);
     create function kept.note() returns trigger language plpgsql as
       'begin insert into kept.written values (tg_table_name); return null; end';
     ${names
       .map(
         (name) =>
           `create trigger "noteWrites" after insert or update or delete or truncate on "${name}" execute function kept.note()`,
       )
       .join("; ")}`,
  );
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

/** Tells of which parts (rows by the table they are in) the rows are not what they were when it was made. */
async function watch(client: pg.Client, parts: Map<string, string>): Promise<() => Promise<string[]>> {
  const read = async (names: string[]) => {
    const hashes = names.map(
      (name) => `select '${name}' as name, ${hashOf(name)} as hash from ${parts.get(name)}`,
    );
    const { rows } = hashes.length > 0 ? await client.query(hashes.join(" union all ")) : { rows: [] };
    return new Map<string, string>(rows.map(({ name, hash }) => [name, hash]));
  };
  const was = await read([...parts.keys()]);
  return async () => {
    const { rows } = await client.query("select distinct name from kept.written");
    const is = await read(rows.map(({ name }) => name).filter((name) => parts.has(name)));
    return [...is.keys()].filter((part) => is.get(part) !== was.get(part));
  };
}

function hashOf(table: string): string {
  const ignored = IGNORED_COLUMNS[table];
  const row = ignored ? `to_jsonb(x) - array['${ignored.join("', '")}']` : "x";
  return `count(*) || ' ' || coalesce(sum(hashtextextended((${row})::text, 0)), 0)`;
}
