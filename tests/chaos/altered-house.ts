import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const PARTS = ["main.ts", "package.json", "tsconfig.json", "src", "workers", "templates", "bots", "prisma"];

export interface Alteration {
  file: string;
  /** What the house is to do without, wherever it stands in the file, and what stands there instead. */
  from: string;
  to: string;
}

export interface AlteredHouse {
  root: string;
  remove(): void;
}

/** A copy of the house that lacks something. @throws where that is not in the source any more: a control must control. */
export function alterHouse(alterations: Alteration[]): AlteredHouse {
  const root = mkdtempSync(join(tmpdir(), "vestnik-altered-"));
  for (const part of PARTS) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"), "junction");
  for (const { file, from, to } of alterations) {
    const path = join(root, file);
    const source = readFileSync(path, "utf8");
    if (!source.includes(from))
      throw new Error(`${file} has no «${from}» any more: say anew what to take out.`);
    writeFileSync(path, source.replaceAll(from, to));
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
