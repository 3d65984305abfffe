import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { BadInput } from "../errors.ts";
import { compare, type Difference } from "./compare.ts";
import { readTable, type Table } from "./csv.ts";
import type { Mapping } from "./mapping.ts";
import { columnsOf, ignoredColumns } from "./mapping-columns.ts";
import { type Plan, planRows } from "./plan.ts";
import { type Counts, countChanges } from "./tally.ts";
import { type Progress, writeDifference } from "./write.ts";
import { sayAllWrong } from "./wrong.ts";

export { type Mapping, readMapping } from "./mapping.ts";
export { plural } from "./plural.ts";
export { type Counts, countChanges, THINGS, type Thing } from "./tally.ts";

// A big school on a slow disk; the client's own 30 s are for people who wait for a page.
const TRANSACTION_MS = 10 * 60_000;
/** One import at a time: a second one waits and then finds everything the same. */
const IMPORT_LOCK = 1_986_359_930;

export interface PlannedImport {
  file: string;
  checksum: string;
  rows: number;
  columns: number;
  mapping: Mapping;
  plan: Plan;
  counts: Counts;
  /** What the reader should know beside the counts, a sentence each. */
  notes: string[];
}

/**
 * Reads a file by its description and compares it with the journal; changes nothing.
 * @throws BadInput the file as a whole is wrong, or a sentence for each wrong cell (the first twenty)
 */
export async function planImport(db: Db, file: string, mapping: Mapping): Promise<PlannedImport> {
  const table = await readTable(file, {
    ...mapping.source,
    mapped: columnsOf(mapping),
    ignored: ignoredColumns(mapping),
  });
  const { plan, wrong } = planRows(table, mapping);
  if (wrong.length > 0) throw new BadInput(sayAllWrong(wrong).join("\n"));
  const { counts, notes } = await compare(db, plan, now());
  return { ...describe(table), mapping, plan, counts, notes: [...notes, ...warnOfOrder(mapping, counts)] };
}

/**
 * Writes what is planned, as the journal is now, in one transaction: all or nothing. The same again writes nothing.
 * Returns what was new and what changed.
 */
export async function applyImport(
  db: Db,
  planned: PlannedImport,
  onProgress: Progress = () => {},
): Promise<Counts> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(${IMPORT_LOCK}::bigint)`;
      const at = now();
      const difference = await compare(tx, planned.plan, at);
      if (countChanges(difference.counts) === 0) return difference.counts;
      await writeDifference(tx, difference, at, onProgress);
      await tx.auditEntry.create({
        data: { at, via: "import", action: "import.applied", details: detailsOf(planned, difference) },
      });
      return difference.counts;
    },
    { timeout: TRANSACTION_MS, maxWait: TRANSACTION_MS },
  );
}

function describe({ name, checksum, rows, columns }: Table) {
  return { file: name, checksum, rows: rows.length, columns: columns.length };
}

/** Where rows are known by their place alone, a file sorted anew would hand everybody the neighbour's marks. */
function warnOfOrder({ key }: Mapping, counts: Counts): string[] {
  if (!key.row || counts.pupils.fresh > 0 || countChanges(counts) === 0) return [];
  return [
    "Ученики узнаются по номеру строки. Если строки в файле переставлены или удалены, изменения попадут не к тем: проверьте их число.",
  ];
}

function detailsOf({ file, checksum, mapping, rows }: PlannedImport, { counts }: Difference) {
  const changed = Object.entries(counts).filter(([, { fresh, changed }]) => fresh + changed > 0);
  return {
    source: mapping.source.name,
    file,
    checksum,
    rows,
    counts: Object.fromEntries(changed.map(([thing, { fresh, changed }]) => [thing, { fresh, changed }])),
  };
}
