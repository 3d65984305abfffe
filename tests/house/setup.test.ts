import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";

const exec = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const SCHEMA = `generator client {\n  provider = "prisma-client"\n  output   = "./client"\n}
datasource db {\n  provider = "postgresql"\n}\nmodel Pupil {\n  id Int @id\n}\n`;

// A clone whose only package leads to the Prisma that is installed here: npm ci then needs no network.
// The tests walk through its life; each begins by making it ready, which takes nothing where it is.
let clone: string;
beforeAll(async () => {
  clone = await fs.mkdtemp(join(tmpdir(), "vestnik-clone-"));
  const prisma = join(root, "node_modules", "prisma");
  const { version } = JSON.parse(await fs.readFile(join(prisma, "package.json"), "utf8"));
  const project = { name: "clone", version: "1.0.0", devDependencies: { prisma: "file:prisma-package" } };
  const packages = {
    "": project,
    "prisma-package": { name: "prisma", version, dev: true },
    "node_modules/prisma": { resolved: "prisma-package", link: true, dev: true },
  };
  await fs.cp(join(root, "setup.mjs"), join(clone, "setup.mjs"));
  await fs.mkdir(join(clone, "prisma-package"));
  await fs.symlink(join(prisma, "build"), join(clone, "prisma-package", "build"), "junction");
  await writeJson("prisma-package/package.json", { name: "prisma", version });
  await writeJson("package.json", project);
  await writeJson("package-lock.json", { ...project, lockfileVersion: 3, requires: true, packages });
  await fs.mkdir(join(clone, "prisma"));
  await fs.writeFile(join(clone, "prisma", "schema.prisma"), SCHEMA);
  return () => fs.rm(clone, { recursive: true, force: true });
});

test("A fresh clone is made ready with a line for each step, and then there is nothing to say.", async () => {
  expect(lines(await setup())).toEqual([
    expect.stringMatching(/^Installing the packages/),
    expect.stringMatching(/^Generating the database client/),
  ]);
  expect(await exists("prisma/client/client.ts")).toBe(true);
  expect(lines(await setup())).toEqual([]);
});

test("Two scripts at once on a fresh clone install once.", async () => {
  await fs.rm(join(clone, "node_modules"), { recursive: true });
  const both = await Promise.all([setup(), setup()]);
  expect(both.flatMap(lines)).toHaveLength(2);
  expect(await exists(".data/setup.lock")).toBe(false);
});

test("A changed schema generates the client again; a broken one stops with Prisma's words, and again the next time.", async () => {
  await setup();
  await fs.appendFile(join(clone, "prisma", "schema.prisma"), "model Teacher {\n  id Int @id\n}\n");
  expect(lines(await setup())).toEqual([expect.stringMatching(/^Generating/)]);
  expect(await exists("prisma/client/models/Teacher.ts")).toBe(true);

  await fs.appendFile(join(clone, "prisma", "schema.prisma"), "model Broken {\n");
  for (let time = 0; time < 2; time++) {
    await expect(setup()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/schema\.prisma[\s\S]*The setup stopped/),
    });
  }
  await fs.writeFile(join(clone, "prisma", "schema.prisma"), SCHEMA);
});

test("A setup that was killed leaves a lock that the next one takes over.", async () => {
  await setup();
  await fs.rm(join(clone, "node_modules", ".vestnik-setup"));
  const lock = join(clone, ".data", "setup.lock");
  await fs.writeFile(lock, "1 0.5");
  await fs.utimes(lock, new Date(0), new Date(0));
  expect(lines(await setup())).toEqual([expect.stringMatching(/^Generating/)]);
});

test("An installation without development packages starts as it is.", async () => {
  await setup();
  await fs.rm(join(clone, "node_modules", ".vestnik-setup"));
  await fs.rm(join(clone, "node_modules", "prisma"));
  await writeJson("node_modules/.package-lock.json", { lockfileVersion: 3, packages: {} });
  expect(lines(await setup())).toEqual([]);
});

test("An old Node is refused in one sentence.", async () => {
  const old = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.20.1"}})`;
  await expect(setup("--import", old)).rejects.toMatchObject({
    stderr: "Vestnik needs Node 20.19 or newer and this is 18.20.1: install it from nodejs.org.\n",
  });
});

async function setup(...flags: string[]): Promise<{ stderr: string }> {
  return await exec(process.execPath, [...flags, join(clone, "setup.mjs")], { cwd: tmpdir() });
}

function lines({ stderr }: { stderr: string }): string[] {
  return stderr.split("\n").filter(Boolean);
}

function exists(path: string): Promise<boolean> {
  return fs.stat(join(clone, path)).then(
    () => true,
    () => false,
  );
}

function writeJson(path: string, value: unknown): Promise<void> {
  return fs.writeFile(join(clone, path), JSON.stringify(value));
}
