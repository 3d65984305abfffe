import ExcelJS from "exceljs";

type Cell = string | number | Date | null;

/** A workbook of one sheet with these rows. */
export async function workbookOf(rows: Cell[][]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("Лист1").addRows(rows);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The payload of a form with this file, and its headers. */
export function formWith(bytes: Buffer | string): { payload: Buffer; headers: Record<string, string> } {
  const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="table"\r\n\r\n';
  return {
    payload: Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from("\r\n--x--\r\n")]),
    headers: { "content-type": "multipart/form-data; boundary=x" },
  };
}
