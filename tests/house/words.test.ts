import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
/** Its checksums are random letters, in which any word may turn up; where packages come from does not stand in it. */
const LOCK_FILE = "package-lock.json";

// Put together here, so that this file does not contain what it looks for.
const MACHINE_PATH = new RegExp(
  `(?<![\\w.}~-])/(?:${["work", "root", "home", "Users", "mnt", "tmp"].join("|")})/\\w`,
);
const REGISTRY = new RegExp(
  ["registry", "npm\\.(?:jsr|pkg)", "(?:deb|archive)\\.(?:debian|ubuntu)", "nexus", "artifactory"]
    .map((host) => `//(?:[\\w.-]+\\.)?${host}[\\w.-]*\\.[a-z]{2,}`)
    .join("|"),
  "i",
);
const LEFT_UNDONE = /\b(?:TOD[O]|FIXM[E]|X{3})\b/;

let files: { path: string; lines: string[] }[] = [];
let noGit: string | null = null;

beforeAll(() => {
  const listed = listFiles();
  if (listed === null) noGit = "left out: this is no git clone, or git is not on PATH";
  files = (listed ?? [])
    .filter((path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile())
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }))
    .filter(({ text }) => !text.includes("\0"))
    .map(({ path, text }) => ({ path, lines: text.split("\n") }));
});

/** What git keeps and what it would keep, not what it ignores; null: nobody can tell. */
function listFiles(): string[] | null {
  const command = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  try {
    const listed = execFileSync("git", command, { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] });
    return listed.toString().split("\0").filter(Boolean);
  } catch {
    return null;
  }
}

function linesWith(words: RegExp, except: string[] = []): string[] {
  return files
    .filter(({ path }) => !except.includes(path))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, at) => {
        const found = words.exec(line)?.[0];
        return found ? [`${path}:${at + 1} says "${found}"`] : [];
      }),
    );
}

test("No file names a place of somebody's machine", (context) => {
  if (noGit) return context.skip(noGit);
  expect(files.length).toBeGreaterThan(100);
  expect(
    linesWith(MACHINE_PATH).map(
      (found) => `${found}: build the path from import.meta.dirname or os.tmpdir().`,
    ),
  ).toEqual([]);
});

test("No file names the place packages come from: that is a setting of the machine", (context) => {
  if (noGit) return context.skip(noGit);
  expect(
    linesWith(REGISTRY).map((found) => `${found}: take it out; .npmrc keeps it out of the lock file.`),
  ).toEqual([]);
});

test("Nothing is left for later in a comment", (context) => {
  if (noGit) return context.skip(noGit);
  expect(
    linesWith(LEFT_UNDONE, [LOCK_FILE]).map(
      (found) => `${found}: do it now, or write it into README "Decisions".`,
    ),
  ).toEqual([]);
});
