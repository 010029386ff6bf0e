/** Turns what PostgreSQL, its driver or the network say into what the caller can act on. */
import { systemCodeOf, UserError, userError } from '../../model/errors.ts';
import { otherSchema, StoreFailure } from '../failure.ts';

/** `commit`: the end of a transaction was asked for, so that nobody knows whether it happened. */
export type During = 'commit' | 'work';

const ROLLED_BACK = new Set([
  '55P03', // lock_not_available: our lock_timeout
  '40P01', // deadlock_detected
  '40001', // serialization_failure
  '57014', // query_canceled: our statement_timeout
]);
const FULL = '53100';
const CORRUPT = new Set(['XX001', 'XX002']);
/** undefined_column, undefined_table */
const MOVED = new Set(['42703', '42P01']);
const UNSUPPORTED = '0A000';
/** Said of every statement after the one that failed. */
const ABORTED = '25P02';
const STANDBY = '25006';
const CERTIFICATE = /^(CERT_|ERR_TLS|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/;

/** Of a call to the driver only: an error of our own code must stay what it is. `place`: without the password. */
export function failureOf(error: unknown, place: string, during: During = 'work'): unknown {
  if (error instanceof UserError) return error;
  const code = codeOf(error);
  const said = error instanceof Error && error.message !== '' ? error.message : code;
  if (ROLLED_BACK.has(code)) {
    if (during === 'commit') return away(place, said);
    return new StoreFailure('busy', `The ledger at ${place} is being written by another outdial.`, 'Try again soon.');
  }
  if (code === FULL) {
    return new StoreFailure(
      'full',
      `PostgreSQL at ${place} has no room left (${said}).`,
      'Free some space on its disk and run again; what was recorded is safe.',
    );
  }
  if (MOVED.has(code) || (code === UNSUPPORTED && /cached plan/.test(said))) return otherSchema(`at ${place}`, said);
  if (CORRUPT.has(code)) {
    const hint = 'Stop dialing, look into the log of the server, and restore a backup.';
    return new StoreFailure('corrupt', `PostgreSQL at ${place} found its data damaged (${said}).`, hint);
  }
  if (/^58...$/.test(code)) {
    return new StoreFailure('io', `PostgreSQL at ${place} cannot use its disk (${said}).`, 'Look into its log.');
  }
  if (code === STANDBY) {
    return new StoreFailure(
      'away',
      `PostgreSQL at ${place} answers, but may only be read: it is a standby, or was made read-only.`,
      'Promote it, or let the URL name the server that is written to (and unset default_transaction_read_only).',
    );
  }
  return accessOf(code, said, place) ?? (isSql(code) && !isGone(code) ? error : away(place, said));
}

/** May the same transaction be tried again at once? It was the victim of others, and is gone entirely. */
export function isVictim(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40P01' || code === '40001';
}

/** Does it only say that another statement of the transaction failed? */
export function isAftermath(error: unknown): boolean {
  return codeOf(error) === ABORTED;
}

/** Did nothing come back in time? The driver tells by its words only. */
export function isSilence(error: unknown): boolean {
  return (
    codeOf(error) === 'ETIMEDOUT' ||
    (codeOf(error) === '' && error instanceof Error && /time(d )?out/.test(error.message))
  );
}

function away(place: string, said: string): StoreFailure {
  return new StoreFailure(
    'away',
    `PostgreSQL at ${place} cannot be reached (${said}).`,
    'Start it, or look at the network between.',
  );
}

/** What a person must mend before it can work at all. */
function accessOf(code: string, said: string, place: string): UserError | undefined {
  if (code === '28P01' || code === '28000') {
    const hint = "Put the right user and password into the ledger's URL, or allow the host in pg_hba.conf.";
    return userError('postgres_denied', `PostgreSQL at ${place} does not let us in: ${said}.`, hint);
  }
  if (code === '3D000') {
    const name = place.slice(place.indexOf('/') + 1);
    const hint = `Create it: createdb ${name}`;
    return userError('postgres_no_database', `PostgreSQL at ${place} has no database of that name.`, hint);
  }
  if (code === '42501') {
    const hint =
      'Run outdial as the role that owns the schema outdial; where there is none yet, GRANT CREATE ON DATABASE … to that role.';
    return userError('postgres_forbidden', `PostgreSQL at ${place} forbids what outdial needs: ${said}.`, hint);
  }
  if (CERTIFICATE.test(code)) {
    const hint =
      'Name the file of the authority that signed it in DATABASE_CA_FILE, and in DATABASE_URL the host name that is in it.';
    return userError(
      'postgres_certificate',
      `The certificate of PostgreSQL at ${place} is not trusted: ${said}.`,
      hint,
    );
  }
  if (/does not support SSL/.test(said)) {
    const hint = 'Turn on ssl in postgresql.conf; on a machine of its own, sslmode=disable in the URL does without.';
    return userError('postgres_no_tls', `PostgreSQL at ${place} does not speak TLS.`, hint);
  }
  return undefined;
}

function isSql(code: string): boolean {
  // The network's own codes (EPIPE) look like it and begin with an E, which no class of PostgreSQL's does.
  return /^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code);
}

/** Connection exceptions, a server that shuts down or has no room for another session, a session that it ended. */
function isGone(code: string): boolean {
  return code.startsWith('08') || code.startsWith('57P') || code.startsWith('53') || code === '25P03';
}

function codeOf(error: unknown): string {
  return systemCodeOf(error) ?? '';
}
