import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProcessOptions, startProcess } from "./processes.ts";
import { until } from "./until.ts";

/** Says its arguments and one setting, ticks, and takes leave on SIGTERM unless it is stubborn. */
const PROGRAM = `
const words: string[] = process.argv.slice(2);
process.on("SIGTERM", () => {
  if (words.includes("stubborn")) return;
  console.error("taking leave");
  process.exitCode = 0;
  clearInterval(ticking);
});
console.log("ready", words.join("+"), process.env["SETTING"] ?? "none", process.env["VITEST"] ?? "clean");
if (words.includes("fail")) process.exit(3);
const ticking = setInterval(() => console.log("tick"), 10);
`;

let folder: string;
let entry: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vestnik-processes-"));
  entry = join(folder, "program.mts");
  await writeFile(entry, PROGRAM);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (args: string[], options: ProcessOptions = {}) =>
  startProcess(args, { entry, ready: /ready .*\n/, ...options });

test("A process starts with the settings it was given and nothing of ours, and leaves when asked", async () => {
  const running = await start(["a", "b"], { env: { SETTING: "x" } });
  expect(running.stdout()).toContain("ready a+b x clean");
  expect(await running.stop()).toEqual({ code: 0, signal: null });
  expect(running.stderr()).toBe("taking leave\n");
  expect(running.output()).toContain("taking leave");
});

test("A paused process does nothing until it is resumed, and a killed one says no farewell", async () => {
  const running = await start([]);
  await until(() => running.output().includes("tick"));
  running.pause();
  // What was written before the signal may still be on its way.
  const settled = await until(async () => {
    const before = running.output();
    await new Promise((resolve) => setTimeout(resolve, 150));
    return running.output() === before && before;
  });
  running.resume();
  await until(() => running.output().length > settled.length, { what: "another tick" });
  expect(await running.kill()).toEqual({ code: null, signal: "SIGKILL" });
  expect(running.stderr()).toBe("");
});

test("One that never gets ready, ends too early or refuses to leave is a failure with its output", async () => {
  await expect(start([], { ready: /never/, readyTimeoutMs: 2_000 })).rejects.toThrow(
    /to say \/never\/[\s\S]*tick/,
  );
  await expect(start(["fail"], { ready: /never/ })).rejects.toThrow(/"code":3[\s\S]*ready fail/);
  const stubborn = await start(["stubborn"], { stopTimeoutMs: 200 });
  await expect(stubborn.stop()).rejects.toThrow(/stubborn" to stop/);
  expect(await stubborn.exited).toEqual({ code: null, signal: "SIGKILL" });
});

test("Asked to stop while paused it wakes up and leaves", async () => {
  const running = await start([]);
  running.pause();
  expect(await running.stop()).toEqual({ code: 0, signal: null });
});
