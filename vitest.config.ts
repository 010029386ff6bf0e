import { configDefaults, defineConfig } from 'vitest/config';

// `--mode long`: what proves nothing new and only repeats (more seeds, more kills). Whatever is proved there is proved once
// by `npm test` too.
const LONG = 'test/**/*.long.test.ts';
// These replace a module, so that each needs a process of its own. All others share what two processes have loaded: a third of
// their CPU was loading the same modules again.
const ALONE = ['test/app/open-shared.test.ts', 'test/store/lockless.test.ts'];

export default defineConfig(({ mode }) => {
  const usual = mode === 'long' ? [LONG] : ['test/**/*.test.ts'];
  const never = mode === 'long' ? configDefaults.exclude : [...configDefaults.exclude, LONG];
  const shared = {
    extends: true as const,
    test: { name: 'shared', include: usual, exclude: [...never, ...ALONE], isolate: false },
  };
  const alone = { extends: true as const, test: { name: 'alone', include: ALONE, exclude: never } };
  return {
    test: {
      projects: mode === 'long' ? [shared] : [shared, alone],
      globalSetup: ['test/support/setup.ts'],
      // What takes so long hangs. How long anything takes depends on what else the machine does, and is no part of a test.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      // Two workers: real processes and fsyncs share the machine with the tests that time them.
      maxWorkers: 2,
      // Of tests that run beside each other in one file: each may start several processes.
      maxConcurrency: 3,
    },
  };
});
