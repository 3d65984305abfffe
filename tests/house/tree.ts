import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

export interface SourceFile {
  /** From the root of the repository, with slashes: `src/marks/marks.ts`. */
  path: string;
  text: string;
}

/** Every file under these folders with one of these endings; what is generated is not ours. */
export function filesUnder(folders: string[], endings: string[]): SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
        .map((entry) => posix.relative(ROOT, join(entry.parentPath, entry.name).replaceAll("\\", "/"))),
    )
    .filter((path) => !path.startsWith("prisma/client/"))
    .sort()
    .map(readSource);
}

export function readSource(path: string): SourceFile {
  return { path, text: readFileSync(join(ROOT, path), "utf8") };
}

export interface Import {
  from: string;
  /** A path of the repository, or a package as it is written. */
  to: string;
  typeOnly: boolean;
}

const STATIC = /^(?:import|export)\s+(type\s+)?(?:[\w$*{},\s]+?\sfrom\s+)?"([^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"([^"]+)"/g;

/** Imports and re-exports, with and without types, and `import("…")`. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const resolve = (written: string) =>
    written.startsWith(".") ? posix.join(dirname(path), written) : written;
  return [
    ...[...text.matchAll(STATIC)].map(([, type, to]) => ({ to: to!, typeOnly: type !== undefined })),
    ...[...text.matchAll(DYNAMIC)].map(([, to]) => ({ to: to!, typeOnly: false })),
  ].map(({ to, typeOnly }) => ({ from: path, to: resolve(to), typeOnly }));
}
