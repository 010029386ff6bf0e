/** What is said of a team's do-not-call file that cannot be read or written: which it is, and how to mend it. */
import { UserError } from '../../model/errors.ts';
import { SharedListFailure } from '../port.ts';

export function unreadable(path: string, what: string): SharedListFailure {
  const hint = 'Mend it, or name the right one in "suppression": {"shared"} of outdial.json.';
  return new SharedListFailure('unreadable', `The shared do-not-call list ${path} ${what}.`, hint);
}

/** `away`: of a folder on another machine that may come back by itself. */
export function failureOf(error: unknown, path: string): unknown {
  if (error instanceof SharedListFailure || error instanceof UserError) return error;
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const hint = 'Is its folder there? Where there is no list yet, outdial suppress add begins it.';
    return new SharedListFailure('away', `The shared do-not-call list ${path} is not there.`, hint);
  }
  const hint = 'Let this user read it and write to it; on a network folder, see that it is mounted.';
  return new SharedListFailure('away', `The shared do-not-call list ${path} cannot be used (${code}).`, hint);
}
