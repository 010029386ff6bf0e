// Mutation tests, by hand (`npm run test:mutants`): does any test see when a line of the rules says something else?
// One file or a few: `npm run test:mutants -- --mutate src/model/transitions.ts`.
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate: [
    'src/model/**/*.ts',
    'src/policy/**/*.ts',
    'src/engine/state/**/*.ts',
    'src/engine/dial/dispatcher.ts',
    'src/engine/dial/choose-contacts.ts',
    'src/store/guards.ts',
    'src/store/commit-facts.ts',
  ],
  vitest: { configFile: 'vitest.mutants.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // What runs when a file is loaded is run by every test: such a mutant costs the whole suite each time.
  ignoreStatic: true,
  concurrency: 2,
  incremental: true,
  incrementalFile: 'node_modules/.cache/stryker.json',
  tempDirName: 'node_modules/.cache/stryker-tmp',
  ignorePatterns: ['dist', 'campaigns', 'docs', 'test/fixtures'],
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 90, low: 90, break: null },
};
