import { defineConfig } from 'vitest/config';
import levels from './scripts/levels.json' with { type: 'json' };

/**
 * One project for each level of tests, run one after the other. Where a test kills what it started, or
 * shows a whole plant in a browser, its file has the machine to itself.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    // A busy machine is late; what never comes is named shortly before the test's own limit.
    expect: { poll: { timeout: 55_000 } },
    // Of a file's tests that say that they may run at the same time.
    maxConcurrency: 2,
    projects: levels.map(({ name, filesAtOnce, timeoutMs, retries }, order) => ({
      extends: true,
      test: {
        name,
        include: [`test/${name}/**/*.test.{ts,tsx}`],
        testTimeout: timeoutMs,
        hookTimeout: timeoutMs,
        retry: retries ?? 0,
        maxWorkers: filesAtOnce,
        fileParallelism: filesAtOnce > 1,
        sequence: { groupOrder: order },
      },
    })),
  },
});
