/** Says what is wrong with the queue's server, without its password. */
import { systemCodeOf, UserError, userError } from '../../model/errors.ts';

/** What a server says of a wrong password or user; waiting does not mend it. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/^(28|3D|42501$)/.test(systemCodeOf(error) ?? '')) return true;
  return /WRONGPASS|NOAUTH|NOPERM|invalid (username|password)|DB index is out of range|certificate|self-signed/i.test(
    error.message,
  );
}

/** `place`: without user and password. */
export function cannotOpen(variable: string, place: string, cause: unknown): UserError {
  // What our own reading of the settings says, and says better.
  if (cause instanceof UserError) return cause;
  const why = words(cause).replace(/\.$/, '');
  if (isRefusal(cause)) {
    const message = `${variable}: ${place} does not let outdial in: ${why}.`;
    return userError('queue_refused', message, `Mend the user, password, database or certificate of ${variable}.`);
  }
  const message = `${variable}: ${place} cannot be reached: ${why}.`;
  return userError('queue_away', message, `Start the server, or mend ${variable}.`);
}

/** Node's error for a name with several addresses has a code and no words. */
function words(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message === '' ? (systemCodeOf(cause) ?? cause.name) : cause.message;
}
