/** Which list a team shares: `outdial.json` says it, or the setting that may hold a password; both must mean the same. */
import { postgresAddress } from '../config/servers/postgres.ts';
import type { Account } from '../load/spec/account.ts';
import { isServer } from '../load/spec/is-server.ts';
import { UserError, userError } from '../model/errors.ts';

const SETTING = 'OUTDIAL_SUPPRESSION_URL';

/** As a plan keeps it: an absolute path, or the address of a server without its password; null: there is none. */
export function sharedPlace(account: Account, suppressionUrl: string | null): string | null {
  const { sharedSuppression: said, file } = account;
  if (said !== null && isServer(said)) checkAddress(said, file);
  if (suppressionUrl === null) return said;
  const url = withoutUser(suppressionUrl);
  if (said === null) return url;
  if (isServer(said) && sharedPlaceOf(said) === sharedPlaceOf(suppressionUrl)) return said;
  const other = isServer(said) ? sharedPlaceOf(said) : said;
  throw userError(
    'suppression_twice',
    `${SETTING} names ${sharedPlaceOf(suppressionUrl)}, and "suppression": {"shared"} of ${file ?? 'the account'} names ${other}: a team has one do-not-call list.`,
    'Let both name the same server, or unset one of them.',
  );
}

/** Its own messages name the setting. */
function checkAddress(said: string, file: string | null): void {
  try {
    postgresAddress(said, undefined, SETTING);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const where = `"suppression": {"shared"} of ${file ?? 'the account'}`;
    const named = (text: string): string => text.replaceAll(SETTING, where);
    throw new UserError(error.problems.map((problem) => ({ ...problem, message: named(problem.message) })));
  }
}

/** For people, and to tell two servers apart: `host:port/database`. */
export function sharedPlaceOf(url: string): string {
  return postgresAddress(url, undefined, SETTING).place;
}

/** A plan is read by whoever reads the ledger: no name and no password in it. */
function withoutUser(text: string): string {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href;
}
