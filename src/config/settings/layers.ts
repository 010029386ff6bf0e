/** Asks the places that settings come from, the strongest first, and remembers which of them answered. */
import type { ErrorCode } from '../../model/error-codes.ts';
import { userError, type UserError } from '../../model/errors.ts';
import { shownPath } from '../../model/secrets.ts';
import { mayGo, originWords, type Origin, type OriginKind } from './origin.ts';

export type Layer = {
  readonly kind: OriginKind;
  readonly values: ReadonlyMap<string, string>;
  readonly file?: string;
};

export type Said = { readonly value: string; readonly origin: Origin };

export type ReadText = (path: string) => string | undefined;

export type Layers = {
  /** The strongest that says something else than nothing. */
  said(name: string): Said | null;
  /**
   * `NAME`, or what is in the file that `NAME_FILE` names: so a secret need not stand in an environment that others can list.
   * `to`: where it will be sent. Throws where it is said, but only by what is too strong to be sent there.
   */
  secret(name: string, to?: Origin): Said | null;
  /** The content of the file that `name` names. */
  content(name: string): Said | null;
};

export function layersOf(layers: readonly Layer[], readText: ReadText): Layers {
  const said = (name: string): Said | null => {
    for (const layer of layers) {
      const value = valueIn(layer, name);
      if (value !== null) return { value, origin: originOf(layer, name) };
    }
    return null;
  };
  const contentOf = ({ value, origin }: Said): Said => ({ value: contentAt(origin.name, value, readText), origin });
  return {
    said,
    secret: (name, to) => {
      let astray: Origin | null = null;
      for (const layer of layers) {
        const [value, path] = [valueIn(layer, name), valueIn(layer, `${name}_FILE`)];
        if (value !== null && path !== null) {
          throw userError('set_twice', `${name} and ${name}_FILE are both set.`, 'Unset one of them.');
        }
        if (value === null && path === null) continue;
        const origin = originOf(layer, value === null ? `${name}_FILE` : name);
        if (to !== undefined && !mayGo(origin, to)) astray ??= origin;
        else return value === null ? contentOf({ value: path ?? '', origin }) : { value, origin };
      }
      if (astray !== null && to !== undefined) throw strays(name, astray, to);
      return null;
    },
    content: (name) => {
      const path = said(name);
      return path === null ? null : contentOf(path);
    },
  };
}

/** The key of one's own would go wherever a file says that was copied from somebody. */
function strays(name: string, secret: Origin, to: Origin): UserError {
  const message = `${originWords(secret)} is not sent where ${originWords(to)} points: a file does not decide where a key goes that is not in it.`;
  return userError('key_astray', message, `Put ${name} into the same file, or ${to.name} into the environment.`);
}

function valueIn({ values }: Layer, name: string): string | null {
  const trimmed = values.get(name)?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

const FLAGS: ReadonlyMap<string, string> = new Map([['OUTDIAL_DATA_DIR', '--data-dir']]);

function originOf({ kind, file }: Layer, name: string): Origin {
  const said = kind === 'flag' ? (FLAGS.get(name) ?? name) : name;
  return { kind, name: said, ...(file === undefined ? {} : { file }) };
}

function contentAt(name: string, path: string, readText: ReadText): string {
  let text: string | undefined;
  try {
    text = readText(path);
  } catch (error) {
    const hint = 'Name a file that this user may read and that holds nothing else.';
    throw fileProblem('file_unreadable', name, path, `cannot be read: ${reasonOf(error)}`, hint);
  }
  const value = text?.trim() ?? '';
  if (value !== '') return value;
  const what = text === undefined ? 'does not exist' : 'is empty';
  throw fileProblem('file_empty', name, path, what, 'Put the value in it, or unset the variable.');
}

/** The secret itself is put where its file should be named more often than one would think: it is not repeated. */
function fileProblem(code: ErrorCode, name: string, path: string, what: string, hint: string): UserError {
  const shown = shownPath(path);
  if (shown === path) return userError(code, `${name}: ${path} ${what}.`, hint);
  const itself = name.replace(/_FILE$/, '');
  const instead = /CA_FILE$/.test(name) ? '' : ` The value itself goes into ${itself}.`;
  return userError(code, `${name}: ${shown} ${what}.`, `It must be the path of a file (/run/secrets/…).${instead}`);
}

/** `EACCES`, or words of our own: Node's words repeat the path. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
