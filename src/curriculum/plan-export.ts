import { dotted } from "../calendar/days.ts";
import type { PlanLine } from "./lesson-plans.ts";
import { PLAN_HEADINGS } from "./plan-table.ts";

/** The plan as a workbook that may be uploaded again: nothing would change. */
export async function planWorkbook(lines: PlanLine[]): Promise<Buffer> {
  // Reading a workbook's library takes longer than the web process should take to start.
  const { default: ExcelJS } = await import("exceljs");
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("КТП");
  sheet.addRow(PLAN_HEADINGS).font = { bold: true };
  sheet.addRows(
    lines.map(({ position, topic, hours, homework, plannedOn }) => [
      position,
      topic,
      hours,
      homework ?? "",
      plannedOn ? dotted(plannedOn) : "",
    ]),
  );
  sheet.columns.forEach((column, index) => {
    column.width = [6, 60, 8, 40, 14][index] ?? 14;
  });
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
