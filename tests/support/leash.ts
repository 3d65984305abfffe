import type { ChildProcess } from "node:child_process";

const children = new Set<ChildProcess>();
const endings = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** The child does not outlive this process, whichever way it ends; the test runner ends its workers with SIGTERM. */
export function leash(child: ChildProcess): void {
  if (children.size === 0) listen();
  children.add(child);
  child.once("exit", () => {
    children.delete(child);
    if (children.size === 0) unlisten();
  });
}

function listen(): void {
  process.on("exit", killAll);
  for (const signal of endings) process.on(signal, end);
}

function unlisten(): void {
  process.off("exit", killAll);
  for (const signal of endings) process.off(signal, end);
}

function killAll(): void {
  for (const child of children) child.kill("SIGKILL");
}

function end(signal: NodeJS.Signals): void {
  killAll();
  unlisten();
  process.kill(process.pid, signal);
}
