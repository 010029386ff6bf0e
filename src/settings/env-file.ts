/** Reads the two kinds of `.env`: the one that the operator names, and the one that merely lies in the working folder. */
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { userError } from '../model/errors.ts';
import { shownFile } from '../model/secrets.ts';
import { reasonOf, type Layer } from './layers.ts';
import type { How } from './small-file.ts';

export type ReadEnv = (path: string, how: How) => string | undefined;

/** What a file that nobody named may say. It names no host, no file and no folder: it can take nothing anywhere. */
const MAY_BE_FOUND: readonly string[] = ['CARTESIA_API_KEY'];
/** Everything else that outdial would listen to. Other names are other programs'. */
const NEEDS_NAMING: readonly string[] = [
  'CARTESIA_API_KEY_FILE',
  'CARTESIA_BASE_URL',
  'CARTESIA_VERSION',
  'DATABASE_URL',
  'DATABASE_URL_FILE',
  'DATABASE_CA_FILE',
  'REDIS_URL',
  'REDIS_URL_FILE',
  'REDIS_CA_FILE',
  'OUTDIAL_DATA_DIR',
  'OUTDIAL_POLL_INTERVAL',
  'OUTDIAL_DEBUG',
  'OUTDIAL_LOG_LEVEL',
  'OUTDIAL_LOG_NUMBERS',
];

/** `typed`: as after `--env-file`. */
export function namedEnv(typed: string, cwd: string, readText: ReadEnv): Layer {
  const shown = shownFile(typed);
  const hint = 'Name a file with lines such as CARTESIA_BASE_URL=https://….';
  let text: string | undefined;
  try {
    text = readText(resolve(cwd, typed), 'named');
  } catch (error) {
    throw userError('env_unreadable', `--env-file: ${shown} cannot be read: ${reasonOf(error)}.`, hint);
  }
  if (text === undefined) throw userError('env_unreadable', `--env-file: ${shown} does not exist.`, hint);
  return { kind: 'named', values: parsed(text), file: typed };
}

/** `above`: the stronger layers. Null when there is none. */
export function foundEnv(path: string, above: readonly Layer[], readText: ReadEnv): Layer | null {
  let text: string | undefined;
  try {
    text = readText(path, 'found');
  } catch (error) {
    const message = `The .env in this folder is not used: ${reasonOf(error)}.`;
    throw userError(
      'env_unreadable',
      message,
      'Mend or remove it; --env-file FILE names another, --no-env-file reads none.',
    );
  }
  if (text === undefined) return null;
  const values = parsed(text);
  refuseNames(values, above);
  return { kind: 'found', values: new Map([...values].filter(([name]) => MAY_BE_FOUND.includes(name))), file: path };
}

/**
 * Refused and not passed over: whoever wrote a rehearsal's host into a `.env` would otherwise ring people, and whoever wrote
 * the ledger there would ring them again.
 */
function refuseNames(values: ReadonlyMap<string, string>, above: readonly Layer[]): void {
  const isSaid = (name: string): boolean => above.some((layer) => (layer.values.get(name) ?? '').trim() !== '');
  const matters = (name: string): boolean => {
    const plain = name.replace(/_FILE$/, '');
    return (values.get(name) ?? '').trim() !== '' && !isSaid(name) && !isSaid(plain) && !isSaid(`${plain}_FILE`);
  };
  const names = NEEDS_NAMING.filter(matters);
  if (names.length === 0) return;
  const message = `The .env in this folder sets ${names.join(', ')}. From a file that nobody named outdial takes CARTESIA_API_KEY alone.`;
  // A key of the environment does not go to a host that a file names, be it named or found.
  const keyAbove = isSaid('CARTESIA_API_KEY') || isSaid('CARTESIA_API_KEY_FILE');
  const stranded =
    names.includes('CARTESIA_BASE_URL') &&
    keyAbove &&
    !values.has('CARTESIA_API_KEY') &&
    !values.has('CARTESIA_API_KEY_FILE');
  const yours = stranded
    ? 'If it is yours, set CARTESIA_BASE_URL in the environment, where the key is'
    : 'If it is yours: --env-file .env';
  throw userError('env_found', message, `${yours}. If it belongs to another program: --no-env-file.`);
}

function parsed(text: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(parseEnv(text)).map(([name, value]) => [name, value ?? '']));
}
