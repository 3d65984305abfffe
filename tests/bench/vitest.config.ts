import { defineConfig } from "vitest/config";

// Figures, not tests: run on purpose, one after the other, on a quiet machine (`npm run bench`).
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["tests/bench/**/*.bench.ts"],
    globalSetup: ["tests/support/global.ts"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
