import { createHash } from "node:crypto";
import pg from "pg";

/** Table → its rows in PostgreSQL's own text, hashed; and where the sequences stand. */
export async function readAll(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    const parts = rows.map(
      ({ name }) =>
        `select '${name}' as name, string_agg(x::text, E'\\n' order by x::text) as text from "${name}" x`,
    );
    const all = await client.query(
      `${parts.join(" union all ")} union all select 'worker_number', last_value::text from worker_number order by 1`,
    );
    return Object.fromEntries(
      all.rows.map(({ name, text }) => [
        name,
        createHash("sha256")
          .update(text ?? "")
          .digest("hex"),
      ]),
    );
  } finally {
    await client.end();
  }
}

/** Everything the schema says: columns, constraints, indexes, views. */
export async function readShape(url: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query(
      `select table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
       from information_schema.columns where table_schema = 'public'
       union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
       union all select indexdef from pg_indexes where schemaname = 'public'
       union all select viewname || definition from pg_views where schemaname = 'public' order by 1`,
    );
    return rows.map(({ line }) => line);
  } finally {
    await client.end();
  }
}
