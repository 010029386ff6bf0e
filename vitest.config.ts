import { configDefaults, defineConfig } from 'vitest/config';

// `--mode long`: what proves nothing new and only repeats (more seeds, more kills). Whatever is proved there is proved once
// by `npm test` too.
const LONG = 'test/**/*.long.test.ts';
// Each of these says which of its tests are for which run (test/support/long.ts).
const BOTH = ['fleet-kills', 'fleet-limits', 'fleet-servers', 'firings', 'freeze', 'power', 'second'].map(
  (name) => `test/real/${name}.test.ts`,
);
// These replace a module, or would have one replaced, so that each needs a process of its own. All others share what four processes have loaded: a third of
// their CPU was loading the same modules again.
const ALONE = ['test/app/open-shared.test.ts', 'test/app/planted-logs.test.ts', 'test/store/lockless.test.ts'];

export default defineConfig(({ mode }) => {
  const usual = mode === 'long' ? [LONG, ...BOTH] : ['test/**/*.test.ts'];
  const never = mode === 'long' ? configDefaults.exclude : [...configDefaults.exclude, LONG];
  const shared = {
    extends: true as const,
    test: { name: 'shared', include: usual, exclude: [...never, ...ALONE], isolate: false, env: { TEST_MODE: mode } },
  };
  const alone = { extends: true as const, test: { name: 'alone', include: ALONE, exclude: never } };
  return {
    test: {
      projects: mode === 'long' ? [shared] : [shared, alone],
      globalSetup: ['test/support/setup.ts'],
      // What takes so long hangs. How long anything takes depends on what else the machine does, and is no part of a test.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      // Twice the usual two cores: much of a test is waiting, for a process, a server or a clock.
      maxWorkers: 4,
      // Of tests that run beside each other in one file: each may start several processes.
      maxConcurrency: 3,
    },
  };
});
