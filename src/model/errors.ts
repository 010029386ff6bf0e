/** Errors that are a user's to mend: printed as they are, never with a stack trace. */

import type { ErrorCode } from './error-codes.ts';
import { hideSecrets } from './secrets.ts';

export type Place = { readonly file?: string; readonly line?: number; readonly column?: number };

/** One thing that is wrong: where, which value, and how to mend it. */
export type Problem = Place & {
  readonly code: ErrorCode;
  /** The field (`retry.max_attempts`) or column it is about. */
  readonly at?: string;
  readonly message: string;
  readonly hint?: string;
};

/** Cannot run: exit code 2. Carries every problem found, not the first. */
export class UserError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[] | Problem) {
    const given = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    const all = given.map(withoutSecrets);
    super(all.map(formatProblem).join('\n'));
    this.name = 'UserError';
    this.problems = all;
  }
}

/** Here, so that it holds for the screen, for `--json` and for logs alike, whoever made the sentence. */
function withoutSecrets(problem: Problem): Problem {
  const { file, at, message, hint } = problem;
  return {
    ...problem,
    message: hideSecrets(message),
    ...(file === undefined ? {} : { file: hideSecrets(file) }),
    ...(at === undefined ? {} : { at: hideSecrets(at) }),
    ...(hint === undefined ? {} : { hint: hideSecrets(hint) }),
  };
}

export function userError(code: ErrorCode, message: string, hint?: string, place: Place = {}): UserError {
  return new UserError({ code, message, ...(hint === undefined ? {} : { hint }), ...place });
}

export function formatProblem(problem: Problem): string {
  const where = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  const at = problem.at === undefined ? '' : `${problem.at}: `;
  return `${where === '' ? '' : `${where}: `}${at}${problem.message}${problem.hint === undefined ? '' : ` ${problem.hint}`}`;
}

/** For the default branch of an exhaustive switch: a new state without a case does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case ${JSON.stringify(value)}`);
}
