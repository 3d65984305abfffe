import { readFileSync, writeFileSync } from "node:fs";

/**
 * `npm run lock`: adds to package-lock.json the optional packages of other systems that a registry did not serve, because
 * `npm ci` refuses a lock that leaves them out. To be run after every change of dependencies; it says what it added.
 */

interface Entry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const FILE = new URL("../../package-lock.json", import.meta.url);
const SYSTEMS = [
  "android",
  "darwin",
  "win32",
  "freebsd",
  "openbsd",
  "netbsd",
  "sunos",
  "openharmony",
  "linux",
  "aix",
];
const PROCESSORS = ["arm64", "x64", "ia32", "arm", "ppc64", "riscv64", "s390x", "loong64", "mips64el"];

const lock = JSON.parse(readFileSync(FILE, "utf8")) as { packages: Record<string, Entry> };
const added: string[] = [];
// A range cannot be answered without the registry; platform packages are pinned to a version.
for (const [path, entry] of Object.entries({ ...lock.packages }))
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {}))
    if (/^\d/.test(version) && !isThere(path, name)) {
      lock.packages[`node_modules/${name}`] = entryOf(name, version, entry.dev);
      added.push(name);
    }
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
lock.packages = Object.fromEntries(sorted);
if (added.length > 0) writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(added.length > 0 ? `Added: ${added.join(", ")}\n` : "The lock file is complete.\n");

/** Looks where Node would: beside the package, then further and further up. */
function isThere(path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

function entryOf(name: string, version: string, dev: boolean | undefined): Entry {
  const parts = name.split("/").at(-1)!.split(/[-.]/);
  const os = SYSTEMS.find((system) => parts.includes(system));
  const cpu = PROCESSORS.find((processor) => parts.includes(processor));
  const libc = parts.some((part) => part.startsWith("musl")) ? "musl" : undefined;
  return {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(dev ? { dev } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}
