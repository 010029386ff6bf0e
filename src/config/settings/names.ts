/** The names that outdial listens to in a file, and what somebody meant who wrote another one. */
import leven from 'leven';

/** What a file that nobody named may say. It names no host, no file and no folder: it can take nothing anywhere. */
export const MAY_BE_FOUND: readonly string[] = ['CARTESIA_API_KEY'];
/** Everything else that outdial would listen to. Other names are other programs'. */
export const NEEDS_NAMING: readonly string[] = [
  'CARTESIA_API_KEY_FILE',
  'CARTESIA_BASE_URL',
  'CARTESIA_VERSION',
  'DATABASE_URL',
  'DATABASE_URL_FILE',
  'DATABASE_CA_FILE',
  'REDIS_URL',
  'REDIS_URL_FILE',
  'REDIS_CA_FILE',
  'OUTDIAL_SUPPRESSION_URL',
  'OUTDIAL_SUPPRESSION_URL_FILE',
  'OUTDIAL_SUPPRESSION_CA_FILE',
  'OUTDIAL_DATA_DIR',
  'OUTDIAL_POLL_INTERVAL',
  'OUTDIAL_DEBUG',
  'OUTDIAL_LOG_LEVEL',
  'OUTDIAL_LOG_NUMBERS',
];
const KNOWN: readonly string[] = [...MAY_BE_FOUND, ...NEEDS_NAMING];

/** Further apart than this, a name of the provider's is another program's: `CARTESIA_AGENT_ID`. */
const NEAR = 3;

export type Misspelt = { readonly name: string; readonly meant: string };

/**
 * Names that outdial would pass over and that were meant for it: all that begin as its own do, those that begin as the
 * provider's do and are near one it knows, and any known one in another case or after another word (`set NAME`). To refuse
 * one too many costs a minute; to pass over the host of a rehearsal rings people.
 */
export function misspelt(names: Iterable<string>): readonly Misspelt[] {
  const found: Misspelt[] = [];
  for (const name of names) {
    if (KNOWN.includes(name)) continue;
    const bare = (/\w+$/.exec(name)?.[0] ?? '').toUpperCase();
    const { far, meant } = nearestTo(bare);
    const near = /^CARTESIA_?/.test(bare) && far <= NEAR;
    if (far === 0 || near || bare.startsWith('OUTDIAL_')) found.push({ name: shownName(name), meant });
  }
  return found;
}

/** Short and plain, or none: a value can stand where a name should. */
function shownName(name: string): string {
  return /^[\w ]{1,40}$/.test(name) && !/sk_/.test(name) ? name : 'a name that it cannot read';
}

function nearestTo(name: string): { readonly far: number; readonly meant: string } {
  let best = { far: Infinity, meant: '' };
  for (const meant of KNOWN) {
    const far = leven(name, meant);
    if (far < best.far) best = { far, meant };
  }
  return best;
}
