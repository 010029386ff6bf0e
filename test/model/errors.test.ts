/** An error says where, which, what and how to mend it, and all that is wrong at once. */
import { expect, it } from 'vitest';
import {
  assertNever,
  formatProblem,
  systemCodeOf,
  UserError,
  userError,
  type Problem,
} from '../../src/model/errors.ts';

const CODE = 'bad_field';

it.each<[Omit<Problem, 'code'>, string]>([
  [{ message: 'It is empty.' }, 'It is empty.'],
  [{ message: 'It is empty.', hint: 'Fill it.' }, 'It is empty. Fill it.'],
  [{ message: 'It is empty.', at: 'retry' }, 'retry: It is empty.'],
  [{ message: 'It is empty.', file: 'a.json' }, 'a.json: It is empty.'],
  [{ message: 'It is empty.', file: 'a.json', line: 3 }, 'a.json:3: It is empty.'],
  [
    { message: 'It is empty.', file: 'a.json', line: 3, column: 7, at: 'retry', hint: 'Fill it.' },
    'a.json:3:7: retry: It is empty. Fill it.',
  ],
])('%o', (problem, text) => {
  expect(formatProblem({ code: CODE, ...problem })).toBe(text);
  expect(userError(CODE, problem.message, problem.hint, problem).message).toBe(text);
});

it('every problem is said, one a line, and each is there for programs', () => {
  const problems = [
    { code: CODE, message: 'One.' },
    { code: CODE, message: 'Two.', at: 'x' },
  ] as const;
  const error = new UserError(problems);
  expect(error.message).toBe('One.\nx: Two.');
  expect(error.name).toBe('UserError');
  expect(error.problems).toStrictEqual(problems);
  expect(new UserError(problems[0]).problems).toStrictEqual([problems[0]]);
});

it('what is not said is not there, rather than empty', () => {
  const [problem] = userError(CODE, 'One.').problems;
  expect(problem).toStrictEqual({ code: CODE, message: 'One.' });
  const [whole] = userError(CODE, 'One.', 'Mend it.', { file: 'a', line: 1, column: 2 }).problems;
  expect(whole).toStrictEqual({ code: CODE, message: 'One.', hint: 'Mend it.', file: 'a', line: 1, column: 2 });
});

it('no part of it repeats a secret', () => {
  const url = 'postgres://u:hunter2xyz@h/d';
  const [problem] = new UserError({ code: CODE, message: url, at: url, hint: url, file: url }).problems;
  const hidden = 'postgres://u:•••@h/d';
  expect(problem).toStrictEqual({ code: CODE, message: hidden, at: hidden, hint: hidden, file: hidden });
});

it('a case that cannot be is named', () => {
  expect(() => assertNever('x' as never)).toThrow('unhandled case "x"');
});

it('a code of the system is told from one of our own', () => {
  expect(systemCodeOf(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).toBe('ENOENT');
  expect(systemCodeOf(userError('file_not_found', 'There is no such file.'))).toBeUndefined();
  expect(systemCodeOf(new Error('plain'))).toBeUndefined();
  expect(systemCodeOf(Object.assign(new Error('a number'), { code: 5 }))).toBeUndefined();
  for (const value of [null, undefined, 'ENOENT', { code: 'ENOENT' }]) expect(systemCodeOf(value)).toBeUndefined();
});
