/** Reads the two kinds of `.env`: the one that the operator names, and the one that merely lies in the working folder. */
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { userError } from '../../model/errors.ts';
import { shownFile } from '../../model/secrets.ts';
import { reasonOf, type Layer } from './layers.ts';
import { MAY_BE_FOUND, misspelt, NEEDS_NAMING } from './names.ts';
import type { How } from './small-file.ts';

export type ReadEnv = (path: string, how: How) => string | undefined;

/** `typed`: as after `flag`, which is `--settings` or its other spelling. `text`: for what else has to be known of it. */
export function namedEnv(
  typed: string,
  flag: string,
  cwd: string,
  readText: ReadEnv,
): { readonly layer: Layer; readonly text: string } {
  const shown = shownFile(typed);
  // Of a pipe Node leaves nothing for us.
  const instead = flag === '--settings' ? '' : ' Write --settings instead: Node reads --env-file too.';
  const hint = `Name a file with lines such as CARTESIA_BASE_URL=https://….${instead}`;
  let text: string | undefined;
  try {
    text = readText(resolve(cwd, typed), flag === '--settings' ? 'named' : 'by-node');
  } catch (error) {
    throw userError('env_unreadable', `${flag}: ${shown} cannot be read: ${reasonOf(error)}.`, hint);
  }
  if (text === undefined) throw userError('env_unreadable', `${flag}: ${shown} does not exist.`, hint);
  const values = parsed(text);
  refuseMisspelt(values, `${flag}: ${shown}`, 'Write it so, or take it out.');
  const sets = (name: string): boolean => (values.get(name) ?? '').trim() !== '';
  // Drained by somebody else, empty, or of another format: whoever names one counts on what it says.
  if (![...MAY_BE_FOUND, ...NEEDS_NAMING].some(sets)) {
    throw userError('env_empty', `${flag}: ${shown} sets nothing that outdial knows.`, hint);
  }
  return { layer: { kind: 'named', values, file: typed }, text };
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
      'Mend or remove it; --settings FILE names another, --no-env-file reads none.',
    );
  }
  if (text === undefined) return null;
  const values = parsed(text);
  refuseNames(values, above);
  refuseMisspelt(values, 'The .env in this folder', 'Mend it, or pass it over: --no-env-file.');
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
    : 'If it is yours: --settings .env';
  throw userError('env_found', message, `${yours}. If it belongs to another program: --no-env-file.`);
}

function refuseMisspelt(values: ReadonlyMap<string, string>, where: string, hint: string): void {
  const names = [...values].filter(([, value]) => value.trim() !== '').map(([name]) => name);
  const wrong = misspelt(names).map(({ name, meant }) => `${name} (did you mean ${meant}?)`);
  if (wrong.length === 0) return;
  throw userError('env_unknown', `${where} sets what outdial does not know: ${wrong.join(', ')}.`, hint);
}

function parsed(text: string): ReadonlyMap<string, string> {
  // A line may end in a carriage return alone: the whole file would be one line, and its first name all that it says.
  // Without one at its end Node takes a last comment for a setting.
  return pairs(`${text.replace(/\r\n?/g, '\n')}\n`);
}

/** As Node reads it, line ends and all. */
export function pairs(text: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(parseEnv(text)).map(([name, value]) => [name, value ?? '']));
}
