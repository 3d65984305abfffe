import { defineConfig } from "vitest/config";

// Pictures, not tests: taken on purpose and looked at by people (`npm run screenshots`).
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["tests/screenshots/**/*.shots.ts"],
    globalSetup: ["tests/support/global.ts"],
    pool: "forks",
    maxConcurrency: 3,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    env: { LOG_LEVEL: "silent" },
  },
});
