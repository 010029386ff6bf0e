/** What looking at one thing came to: is it as it should be, and else what mends it. */
import { UserError, type Problem } from '../../model/errors.ts';

export type Finding = {
  /** snake_case, stable. */
  readonly check: string;
  /** `warning`: works, but not as it should. `unknown`: could not be looked at, because something before it fails, or nobody has yet. */
  readonly is: 'ok' | 'warning' | 'fails' | 'unknown';
  readonly message: string;
  readonly mend?: string;
};

/** What fails for a user to mend, as findings; anything else is thrown on. */
export function failures(check: string, error: unknown): readonly Finding[] {
  if (!(error instanceof UserError)) throw error;
  return error.problems.map((problem) => failing(check, problem));
}

function failing(check: string, { message, hint }: Problem): Finding {
  return { check, is: 'fails', message, ...(hint === undefined ? {} : { mend: hint }) };
}
