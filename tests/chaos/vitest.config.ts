import { defineConfig } from "vitest/config";

// Hours of bad luck in minutes: run on purpose, one play after the other (`npm run chaos`).
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["tests/chaos/**/*.chaos.ts"],
    globalSetup: ["tests/support/global.ts"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
  },
});
