import { defineConfig } from 'vitest/config';

const project = (name: string, testTimeout: number, extra = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    testTimeout,
    hookTimeout: testTimeout * 2,
    ...extra,
  },
});

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      project('unit', 10_000),
      project('integration', 60_000),
      // One window at a time: they share the display and pcscd.
      project('e2e', 120_000, { fileParallelism: false }),
    ],
  },
});
