import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { BadInput } from "../errors.ts";
import { applyPlan } from "./apply.ts";
import { compare, type Difference } from "./compare.ts";
import { readTable, type Table } from "./csv.ts";
import type { Mapping } from "./mapping.ts";
import { columnsOf, ignoredColumns } from "./mapping-columns.ts";
import { type Plan, planRows } from "./plan.ts";
import { type Counts, changesOf, countChanges } from "./tally.ts";
import type { Progress } from "./write.ts";
import { sayAllWrong } from "./wrong.ts";

export { type Mapping, readMapping } from "./mapping.ts";
export { plural } from "./plural.ts";
export { type Counts, countChanges, THINGS, type Thing } from "./tally.ts";

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
  return applyPlan(db, planned.plan, {
    by: { actorId: null, source: "import" },
    describe: (difference) => detailsOf(planned, difference),
    onProgress,
  });
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
  return { source: mapping.source.name, file, checksum, rows, counts: changesOf(counts) };
}
