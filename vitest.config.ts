import { configDefaults, defineConfig } from 'vitest/config';

// `--mode long`: what proves nothing new and only repeats (more seeds, more kills). Whatever is proved there is proved once
// by `npm test` too.
const LONG = 'test/**/*.long.test.ts';

export default defineConfig(({ mode }) => ({
  test: {
    include: mode === 'long' ? [LONG] : ['test/**/*.test.ts'],
    exclude: mode === 'long' ? configDefaults.exclude : [...configDefaults.exclude, LONG],
    globalSetup: ['test/support/setup.ts'],
    // What takes so long hangs. How long anything takes depends on what else the machine does, and is no part of a test.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two workers: real processes and fsyncs share the machine with the tests that time them.
    maxWorkers: 2,
    // Of tests that run beside each other in one file: each may start several processes.
    maxConcurrency: 3,
  },
}));
