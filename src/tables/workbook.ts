import { Worker } from "node:worker_threads";
import { BadInput } from "../errors.ts";
import { checkUnpacked } from "./zip.ts";

/** One row as a spreadsheet counts it, its cells as text; days are `2026-09-01`. */
export interface Line {
  row: number;
  cells: string[];
}

export const MOST_ROWS = 5_000;
export const MOST_COLUMNS = 60;
/** More than any cell may hold; what is cut here is refused as too long by whoever reads it. */
export const MOST_IN_CELL = 5_000;
const MOST_IN_ALL = 5_000_000;
const LONGEST_MS = 15_000;
const MOST_MEMORY_MB = 256;

/** The first sheet of a workbook. @throws BadInput it cannot be read within the bounds of a school's table */
export async function readWorkbook(bytes: Buffer): Promise<Line[]> {
  await checkUnpacked(bytes);
  const worker = new Worker(new URL("./workbook.mjs", import.meta.url), {
    workerData: {
      bytes,
      mostRows: MOST_ROWS,
      mostColumns: MOST_COLUMNS,
      mostInCell: MOST_IN_CELL,
      mostInAll: MOST_IN_ALL,
    },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    execArgv: [],
  });
  try {
    const answer = await answerOf(worker);
    if (answer.rows) return answer.rows;
  } finally {
    await worker.terminate();
  }
  throw new BadInput(
    `В книге Excel больше ${MOST_ROWS} строк или ${MOST_COLUMNS} столбцов. Оставьте на первом листе одну таблицу.`,
  );
}

function answerOf(worker: Worker): Promise<{ rows?: Line[] }> {
  const unreadable = new BadInput("Книга Excel не читается. Сохраните таблицу заново, как xlsx или CSV.");
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => reject(unreadable), LONGEST_MS);
    worker.once("message", resolve);
    worker.once("error", () => reject(unreadable));
    worker.once("exit", () => {
      clearTimeout(tooLong);
      reject(unreadable);
    });
  });
}
