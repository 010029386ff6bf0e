import { configDefaults, defineConfig } from 'vitest/config';

// `--mode long`: what proves nothing new and only repeats (more seeds, more kills). Whatever is proved there is proved once
// by `npm test` too.
const LONG = 'test/**/*.long.test.ts';

export default defineConfig(({ mode }) => ({
  test: {
    include: mode === 'long' ? [LONG] : ['test/**/*.test.ts'],
    exclude: mode === 'long' ? configDefaults.exclude : [...configDefaults.exclude, LONG],
    globalSetup: ['test/support/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two workers: real processes and fsyncs share the machine with the tests that time them.
    maxWorkers: 2,
    // Of tests that run beside each other in one file: each may start several processes.
    maxConcurrency: 3,
  },
}));
