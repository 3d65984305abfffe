// Makes a fresh clone ready: the packages, then the generated database client. Plain Node, since nothing is installed yet.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = dirname(fileURLToPath(import.meta.url));
const OLDEST_NODE = [20, 19];
const STAMP = join(ROOT, "node_modules", ".vestnik-setup");
const LOCK = join(ROOT, ".data", "setup.lock");
const CLIENT = join(ROOT, "prisma", "client", "client.ts");
const HEARTBEAT_MS = 1_000;
const STALE_MS = 10_000;
const SHOWN_LINES = 20;

try {
  checkNode();
  const wanted = {
    packages: await hashOf("package-lock.json"),
    client: await hashOf("prisma/schema.prisma"),
  };
  if (!(await isReady(wanted))) await alone(() => prepare(wanted));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(
    `Vestnik needs Node ${OLDEST_NODE.join(".")} or newer and this is ${process.versions.node}: install it from nodejs.org.`,
  );
}

async function hashOf(...files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(await fs.readFile(join(ROOT, file)).catch(() => ""));
  return hash.digest("hex");
}

async function readStamp() {
  return JSON.parse(await fs.readFile(STAMP, "utf8").catch(() => "{}"));
}

/** The versions of Prisma are in the lock file, so a new one changes the stamp too. */
async function isReady(wanted) {
  const { packages, client } = await readStamp();
  return packages === wanted.packages && client === wanted.client && existsSync(CLIENT);
}

async function prepare(wanted) {
  if (await isReady(wanted)) return;
  const installed = await isInstalled();
  // Gone while we work, so that who is killed here, or comes meanwhile, does not take half for whole.
  await fs.rm(STAMP, { force: true });
  if (!installed) {
    say("Installing the packages (npm ci), about a minute the first time …");
    await install();
  }
  await generate();
  await fs.writeFile(STAMP, JSON.stringify(wanted));
}

/** Somebody ran npm himself, perhaps without the development packages: that is as good as ours. */
async function isInstalled() {
  const read = async (file) => JSON.parse(await fs.readFile(join(ROOT, file), "utf8")).packages;
  const present = await read("node_modules/.package-lock.json").catch(() => null);
  if (!present) return false;
  const locked = Object.entries(await read("package-lock.json")).filter(([path]) => path !== "");
  const withoutDev = !locked.some(([path, { dev }]) => dev && path in present);
  return locked.every(([path, { version, dev, optional, devOptional, peer }]) => {
    if (path in present) return present[path].version === version;
    return optional || peer || ((dev || devOptional) && withoutDev);
  });
}

async function install() {
  // npm tells its own place to what it runs; otherwise it is on the path.
  const own = process.env.npm_execpath?.endsWith("npm-cli.js") ? process.env.npm_execpath : null;
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  if (own) await run(process.execPath, [own, ...args]);
  else await run("npm", args, { shell: process.platform === "win32" });
}

async function generate() {
  const prisma = join(ROOT, "node_modules", "prisma", "build", "index.js");
  if (!existsSync(prisma)) {
    if (existsSync(CLIENT)) return;
    throw new Error(
      "The database client is not generated yet, which needs the development packages: run npm ci once.",
    );
  }
  say("Generating the database client …");
  // Nothing of the engine is used here, but without a file in its place it would be downloaded.
  const offline = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" };
  await run(process.execPath, [prisma, "generate"], { env: { ...process.env, ...offline } });
}

function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`${firstLines(output)}\nThe setup stopped: ${[command, ...args].join(" ")} failed.`),
        );
    });
  });
}

/** npm adds its whole manual to some errors. */
function firstLines(text) {
  return text.trim().split("\n").slice(0, SHOWN_LINES).join("\n");
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Two npm scripts may start at once on a fresh clone; the second waits and then finds everything done. */
async function alone(work) {
  await fs.mkdir(dirname(LOCK), { recursive: true });
  const mine = `${process.pid} ${Math.random()}`;
  while (!(await take(mine))) await pause(100);
  const heart = setInterval(() => fs.utimes(LOCK, new Date(), new Date()).catch(() => {}), HEARTBEAT_MS);
  try {
    await work();
  } finally {
    clearInterval(heart);
    if ((await fs.readFile(LOCK, "utf8").catch(() => "")) === mine) await fs.rm(LOCK, { force: true });
  }
}

async function take(mine) {
  try {
    await fs.writeFile(LOCK, mine, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const text = await fs.readFile(LOCK, "utf8").catch(() => "");
  const age = Date.now() - ((await fs.stat(LOCK).catch(() => null))?.mtimeMs ?? Date.now());
  if (age < STALE_MS) return false;
  // By renaming, so that of two who find it stale only one takes it away, and a fresh one is put back.
  const aside = `${LOCK}.${process.pid}`;
  await fs.rename(LOCK, aside).catch(() => {});
  if ((await fs.readFile(aside, "utf8").catch(() => text)) !== text)
    await fs.link(aside, LOCK).catch(() => {});
  await fs.rm(aside, { force: true });
  return false;
}
