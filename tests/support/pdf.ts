import { execFileSync } from "node:child_process";

/** Tests that read a PDF back are left out, with the reason in their name, where poppler is not installed. */
export const noPdfText = !has("pdftotext");
export const leftOut = noPdfText
  ? " (left out: no pdftotext on PATH, Debian: apt-get install poppler-utils)"
  : "";

/** What a PDF says, laid out as on its pages; a form feed ends each of them. */
export function textOf(pdf: Uint8Array): string {
  return pdfToText(pdf, ["-layout"]);
}

/** The same by any options of pdftotext. */
export function pdfToText(pdf: Uint8Array, options: string[]): string {
  return execFileSync("pdftotext", [...options, "-", "-"], {
    input: pdf,
    maxBuffer: 1e8,
    encoding: "utf8",
  });
}

function has(program: string): boolean {
  try {
    execFileSync(program, ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
