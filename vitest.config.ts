import { defineConfig } from "vitest/config";

const ofProject = {
  pool: "forks",
  testTimeout: 30_000,
  hookTimeout: 60_000,
  restoreMocks: true,
  // What the program logs while it is being provoked would bury what the tests say.
  env: { LOG_LEVEL: process.env.LOG_LEVEL ?? "silent" },
} as const;

export default defineConfig({
  test: {
    globalSetup: ["tests/support/global.ts"],
    reporters: ["default", "./tests/support/summary-reporter.ts"],
    // Each file has a database of its own and works it hard; more at once would only wait for the disk.
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...ofProject,
          name: "rooms",
          // Loading the house anew for each file took longer than its tests; no room keeps state that another file could see.
          isolate: false,
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: ["tests/journey/**", "tests/house/**"],
        },
      },
      { test: { ...ofProject, name: "house", include: ["tests/house/**/*.test.ts"] } },
      {
        test: {
          ...ofProject,
          name: "journey",
          include: ["tests/journey/**/*.test.ts"],
          // These start several processes and measure time: each has the machine to itself.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
