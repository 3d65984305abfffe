import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/**
 * `npm run check`: everything that must hold before a change is kept. Named steps run only these
 * (`npm run check -- format lint`), `--without tests` all but those named.
 */

interface Step {
  name: string;
  /** The program and its arguments; of node_modules/.bin if it is there. */
  run: string[];
  /** Works on a database of its own, which is built in a folder that goes with the step. */
  scratch?: true;
}

const STEPS: Step[] = [
  { name: "format", run: ["biome", "check", "--linter-enabled=false", "."] },
  { name: "lint", run: ["biome", "lint", "--error-on-warnings", "."] },
  { name: "types", run: ["tsc", "--project", "."] },
  { name: "dead code", run: ["knip"] },
  { name: "tests", run: ["vitest", "run", "--project", "!house"] },
  { name: "guards", run: ["vitest", "run", "--project", "house"] },
  { name: "seed", run: ["tsx", "main.ts", "seed"], scratch: true },
];

const ROOT = join(import.meta.dirname, "../..");
const NAME_WIDTH = 10;

process.exitCode = await check(process.argv.slice(2));

async function check(args: string[]): Promise<number> {
  const without = args[0] === "--without";
  const named = without ? args.slice(1) : args;
  const known = STEPS.map(({ name }) => name);
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0 || (without && named.length === 0)) {
    say(`No such step: ${unknown.join(", ") || "(none named)"}. There are: ${known.join(", ")}.`);
    return 1;
  }
  const chosen = STEPS.filter(({ name }) => named.length === 0 || named.includes(name) !== without);
  const failed: string[] = [];
  const started = performance.now();
  for (const step of chosen) if (!(await isFine(step))) failed.push(step.name);
  const result = failed.length > 0 ? `failed: ${failed.join(", ")}` : `all ${chosen.length} ok`;
  say(`\n${result} (${seconds(started)})`);
  return failed.length > 0 ? 1 : 0;
}

/** All of the output of a step that failed, nothing of one that did not. */
async function isFine(step: Step): Promise<boolean> {
  process.stdout.write(`${step.name.padEnd(NAME_WIDTH)} `);
  const started = performance.now();
  const { code, output } = step.scratch ? await inScratch(step) : await runStep(step);
  say(`${seconds(started).padStart(8)}  ${code === 0 ? "ok" : "failed"}`);
  if (code !== 0) say(output.trimEnd());
  return code === 0;
}

async function inScratch(step: Step): ReturnType<typeof runStep> {
  const folder = await mkdtemp(join(tmpdir(), "vestnik-check-"));
  // PostgreSQL refuses to run as root; its own user must be able to enter.
  await chmod(folder, 0o755);
  const place = join(folder, "postgres");
  try {
    return await runStep(step, { DATA_DIR: folder, DATABASE_URL: "" });
  } finally {
    await rm(await realpath(place).catch(() => place), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

function runStep({ run }: Step, env: NodeJS.ProcessEnv = {}): Promise<{ code: number; output: string }> {
  const [program, ...args] = run;
  const path = `${join(ROOT, "node_modules", ".bin")}${delimiter}${process.env.PATH}`;
  const child = spawn(program!, args, {
    cwd: ROOT,
    env: { ...process.env, ...env, PATH: path },
    stdio: ["ignore", "pipe", "pipe"],
    // On Windows the programs of npm are command files.
    shell: process.platform === "win32",
  });
  return collect(child);
}

function collect(child: ChildProcess): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    let output = "";
    child.stdout!.on("data", (chunk) => (output += chunk));
    child.stderr!.on("data", (chunk) => (output += chunk));
    child.once("error", (error) => resolve({ code: 1, output: error.message }));
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
