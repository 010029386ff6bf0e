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

/** Every error that outdial throws on purpose; anything else that it throws is a mistake of outdial's own. */
export class OutdialError extends Error {
  /** Every problem found, not the first alone; at least one. */
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[] | Problem, options?: ErrorOptions) {
    const given = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    const all = given.map(withoutSecrets);
    super(all.map(formatProblem).join('\n'), options);
    this.name = 'OutdialError';
    this.problems = all;
  }
  /** Of the first problem: what programs compare (docs/codes.md). */
  get code(): ErrorCode {
    return this.#first.code;
  }
  /** What mends the first problem, in a sentence; undefined where nothing is known to. */
  get hint(): string | undefined {
    return this.#first.hint;
  }
  get #first(): Problem {
    const [first] = this.problems;
    if (first === undefined) throw new Error('an error without a problem');
    return first;
  }
}

/**
 * The word by which the system or a driver names what it refused (`ENOENT`, `ECONNRESET`, `40P01`); undefined of our own
 * errors, whose codes are of our catalogue: a message of ours that was taken for the system's would lose its sentence.
 */
export function systemCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof OutdialError || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What whoever asks can mend: an option, a file, a setting, a moment. A command ends with exit code 2. */
export class UserError extends OutdialError {
  constructor(problems: readonly Problem[] | Problem, options?: ErrorOptions) {
    super(problems, options);
    this.name = 'UserError';
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
