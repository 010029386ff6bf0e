import { defineConfig } from 'vitest/config';

const TESTS = [
  'test/model/**/*.test.ts',
  'test/policy/**/*.test.ts',
  'test/engine/**/*.test.ts',
  'test/store/guards.test.ts',
  'test/sim/{engine,order,clock,replies,past}.test.ts',
];

/**
 * The tests that mutants are held against: unit tests of the rules and the quick simulations; nothing real, nothing built.
 * `MUTANT_TESTS` names others, so that a file can be held against its own tests alone, which takes seconds a mutant less.
 */
export default defineConfig({
  test: {
    include: process.env.MUTANT_TESTS?.split(' ') ?? TESTS,
    testTimeout: 60_000,
  },
});
