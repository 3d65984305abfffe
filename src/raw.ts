import pg from "pg";
import { nameStatement, Prisma, SESSION_OPTIONS } from "./db.ts";

/**
 * What written-out SQL needs: Prisma's client and its transactions have it, and so has a line of the driver's own, on which
 * the same statement costs a third of the processor. What runs for every message takes this instead of the client.
 */
export interface Raw {
  $queryRaw<Rows>(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Rows>;
  /** Returns how many rows it touched. */
  $executeRaw(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
  /** In a transaction on a line of our own: what has to be done before it counts as committed. */
  $last?(asked: Promise<unknown>): void;
}

/** A transaction's last statement, asked already: on a line of our own it travels with the commit instead of before it. */
export async function endWith(tx: Raw, asked: Promise<unknown>): Promise<void> {
  if (tx.$last) tx.$last(asked);
  else await asked;
}

export interface RawDb extends Raw {
  $transaction<Result>(run: (tx: Raw) => Promise<Result>): Promise<Result>;
}

export interface RawLines extends RawDb {
  close(): Promise<void>;
}

/** Neither a place in the pool nor an answer is waited for longer. */
const LONGEST_WAIT_MS = 30_000;

/** Opens so many lines of the driver's own to the journal's database. Values come as Prisma's raw queries give them. */
export function openLines(url: string, connections = 10): RawLines {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    keepAlive: true,
    // Statements asked for in one turn travel together and are answered in their order.
    pipeline: true,
    connectionTimeoutMillis: LONGEST_WAIT_MS,
    query_timeout: LONGEST_WAIT_MS,
    // These statements find their rows by keys and short lists: to plan them anew took longer than to run them, and what
    // was planned while a table was still empty would go on reading it from end to end when a wave has filled it.
    options: `${SESSION_OPTIONS} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off`,
    types: { getTypeParser },
  });
  // Whoever works on a broken line hears of it by the statement; one that rests has nobody to tell.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return {
    ...rawOn(pool),
    async $transaction(run) {
      const client = await pool.connect();
      let broken: Error | undefined;
      // Travels with the first statement, which fails with it.
      const begun = client.query("begin");
      begun.catch(() => {});
      let last: Promise<unknown> = begun;
      const $last = (asked: Promise<unknown>) => {
        last = Promise.all([last, asked]);
        last.catch(() => {});
      };
      try {
        const result = await run({ ...rawOn(client), $last });
        // Of a transaction in which a statement failed the commit is a rollback.
        await Promise.all([last, client.query("commit")]);
        return result;
      } catch (error) {
        await client.query("rollback").catch((reason: Error) => {
          broken = reason;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/** Ids, named or found by a query, for `= any(…)`. */
export function idArray(ids: string[] | Prisma.Sql): Prisma.Sql {
  return Array.isArray(ids) ? Prisma.sql`${ids}::uuid[]` : Prisma.sql`array(${ids})`;
}

/**
 * These rows as a table of these columns, to be joined by a key. The planner takes any list for a hundred rows and would
 * rather read a whole table beside it; of a list with a limit it expects ten, and looks each up.
 */
export function shortList(rows: object[], columns: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(${columns}) limit ${rows.length}::int)`;
}

function rawOn(line: Pick<pg.ClientBase, "query">): Raw {
  const run = (written: TemplateStringsArray | Prisma.Sql, values: unknown[]) => {
    const { text, values: args } = "raw" in written ? Prisma.sql(written, ...values) : written;
    return line.query({ name: nameStatement({ sql: text, args }), text, values: args.map(inUtc) });
  };
  return {
    $queryRaw: async <Rows>(written: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
      (await run(written, values)).rows as Rows,
    $executeRaw: async (written, ...values) => (await run(written, values)).rowCount ?? 0,
  };
}

/** The driver writes instants in the zone of this process. */
function inUtc(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.map(inUtc) : value;
}

const { builtins } = pg.types;

/** School days are midnights in UTC, and whole numbers past 32 bits stay exact, as with Prisma. */
const PARSERS: Record<number, (text: string) => unknown> = {
  [builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
  [builtins.INT8]: BigInt,
  [builtins.NUMERIC]: (text) => new Prisma.Decimal(text),
};

function getTypeParser(oid: number, format?: "text" | "binary") {
  return PARSERS[oid] ?? pg.types.getTypeParser(oid, format as "text");
}
