// What the compiler cannot see: promises nobody waits for (an un-awaited commit is a double dial), switches with a case
// missing, and files that have grown too long. Which room may import which, and who may read the clock, is in test/house.test.ts.
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';
import { outsideKeys } from './scripts/outside-keys.mjs';

export default tseslint.config(
  // The examples import the package by its name: test/real/pack.test.ts compiles them against the packed one.
  {
    ignores: [
      'dist/',
      'examples/',
      'src/load/number/data/',
      'src/policy/rules/data/',
      'src/model/data/',
      'scripts/',
      '*.config.*',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_$' }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: false }],
      'no-control-regex': 'off',
      'no-constant-condition': ['error', { checkLoops: false }],
      eqeqeq: ['error', 'smart'],
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    files: ['src/**'],
    plugins: { outdial: { rules: { 'outside-keys': outsideKeys } } },
    rules: { 'outdial/outside-keys': 'error' },
  },
  { files: ['test/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': 'off' } },
);
