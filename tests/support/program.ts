import { startProcess } from "./processes.ts";

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  /** From its start to its end, the start of Node included. */
  seconds: number;
}

/** A command of main.ts as a person runs it: a process of its own, waited for. */
export async function runProgram(args: string[], env: Record<string, string>): Promise<Ran> {
  const startedAt = performance.now();
  const program = await startProcess(args, { env });
  const { code } = await program.exited;
  const seconds = (performance.now() - startedAt) / 1000;
  return { code, stdout: program.stdout(), stderr: program.stderr(), seconds };
}
