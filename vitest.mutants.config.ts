import { defineConfig } from 'vitest/config';

/** The tests that mutants are held against: unit tests of the rules and the quick simulations; nothing real, nothing built. */
export default defineConfig({
  test: {
    include: [
      'test/model/**/*.test.ts',
      'test/policy/**/*.test.ts',
      'test/engine/**/*.test.ts',
      'test/store/guards.test.ts',
      'test/sim/{engine,order,clock,replies,past}.test.ts',
    ],
    testTimeout: 60_000,
  },
});
