import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { leash } from "./leash.ts";
import { until } from "./until.ts";

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  readonly pid: number;
  /** Settles when it has ended, whichever way. */
  readonly exited: Promise<Exit>;
  /** stdout and stderr as they came. */
  output(): string;
  stdout(): string;
  stderr(): string;
  /** SIGKILL unless told otherwise; wait for `exited` (returned) only where the signal ends a process. */
  kill(signal?: NodeJS.Signals): Promise<Exit>;
  /** SIGTERM and wait; a process that does not leave in time is killed and is a failure. */
  stop(): Promise<Exit>;
  /** SIGSTOP: it lives and holds its connections but does nothing. */
  pause(): void;
  resume(): void;
}

export interface ProcessOptions {
  env?: Record<string, string>;
  /** Waited for in the output before the process counts as started. */
  ready?: RegExp;
  readyTimeoutMs?: number;
  stopTimeoutMs?: number;
  /** Relative to the root of the repository. */
  entry?: string;
  /** Another tree of the same house. */
  root?: string;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Settings of whoever runs the tests must not reach the program; what an operating system needs may. */
const INHERITED = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "LANG", "SystemRoot"];

const LAST_OUTPUT_MS = 500;

const NODE_FLAGS = ["--max-semi-space-size=64"];

/** One process of the house, as deploy/vestnik.service starts it; npx would stand between it and the signals. */
export async function startProcess(args: string[], options: ProcessOptions = {}): Promise<RunningProcess> {
  const { ready, readyTimeoutMs = 60_000, stopTimeoutMs = 30_000, entry = "main.ts", root = ROOT } = options;
  const child = spawn(process.execPath, [...NODE_FLAGS, "--import", "tsx", entry, ...args], {
    cwd: root,
    env: { ...inherited(), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  leash(child);

  const said = { all: "", stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      said[stream] += text;
      said.all += text;
    });
  }
  let ended: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    const settle = (code: number | null, signal: NodeJS.Signals | null) => {
      ended ??= { code, signal };
      resolve(ended);
    };
    // The last output comes between "exit" and "close"; a grandchild that kept the pipe would put "close" off for ever.
    child.once("close", settle);
    child.once("exit", (code, signal) => setTimeout(settle, LAST_OUTPUT_MS, code, signal).unref());
  });
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });

  const running: RunningProcess = {
    pid: child.pid!,
    exited,
    output: () => said.all,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    kill(signal = "SIGKILL") {
      child.kill(signal);
      return exited;
    },
    async stop() {
      // A paused process would keep the signal for later.
      child.kill("SIGCONT");
      child.kill("SIGTERM");
      return await until(() => ended, {
        timeoutMs: stopTimeoutMs,
        what: `${name(args)} to stop`,
      }).catch(async (error: unknown) => {
        await running.kill();
        throw new Error(`${String(error)}\n${said.all}`);
      });
    },
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
  };

  if (ready) {
    await until(() => ended || said.all.search(ready) >= 0, {
      timeoutMs: readyTimeoutMs,
      what: `${name(args)} to say ${ready}`,
    }).catch(async (error: unknown) => {
      await running.kill();
      throw new Error(`${String(error)}\n${said.all}`);
    });
    if (ended && said.all.search(ready) < 0) {
      throw new Error(`${name(args)} ended with ${JSON.stringify(ended)} before it was ready:\n${said.all}`);
    }
  }
  return running;
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    INHERITED.flatMap((key) => {
      const value = process.env[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function name(args: string[]): string {
  return `"${["main.ts", ...args].join(" ")}"`;
}
