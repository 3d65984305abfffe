import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite, Vitest } from "vitest/node";

/** What a title says of its own absence: "… (left out: no redis-server on PATH)". */
const SAID_IN_TITLE = /(\(?)\b(?:left out|skipped): (.+)$/;

/**
 * Ends `npm test` with a line for each reason why something was left out; "nothing was left out" is good news too.
 * With TEST_SUMMARY=file the numbers are written there as JSON, for the program that runs the tests unattended.
 */
export default class SummaryReporter implements Reporter {
  private isPart = false;

  onInit({ config }: Vitest): void {
    this.isPart = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const left = tests.filter((test) => test.result().state === "skipped");
    const counts = new Map<string, number>();
    for (const test of left) counts.set(reasonOf(test), (counts.get(reasonOf(test)) ?? 0) + 1);
    const lines = [...counts].map(([reason, count]) => `  ${count} × ${reason}\n`);
    if (!this.isPart)
      process.stdout.write(lines.length > 0 ? `Left out:\n${lines.join("")}\n` : "Nothing was left out.\n\n");

    const file = process.env.TEST_SUMMARY;
    if (!file) return;
    const broken = modules.filter(
      (module) => module.state() === "failed" && ![...module.children.allTests()].some(isFailed),
    );
    const failed = tests.filter(isFailed).length + broken.length + errors.length;
    const passed = tests.filter((test) => test.result().state === "passed").length;
    writeFileSync(file, JSON.stringify({ passed, failed, skipped: left.length }));
  }
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === "skipped" ? result.note : undefined;
  const said = [note ?? "", ...namesOf(test)].map(saidIn).find((reason) => reason !== null);
  return said ?? note ?? `no reason given: ${test.fullName}`;
}

/** The test's own and those of what it stands in. */
function namesOf(entity: TestCase | TestSuite): string[] {
  return entity.parent.type === "module" ? [entity.name] : [entity.name, ...namesOf(entity.parent)];
}

function saidIn(title: string): string | null {
  const [, bracket, reason] = SAID_IN_TITLE.exec(title) ?? [];
  if (!reason) return null;
  return bracket ? reason.replace(/\)$/, "") : reason;
}

function isFailed(test: TestCase): boolean {
  return test.result().state === "failed";
}
