/** What `compliance.preset` names: a rule pack that outdial brings, a file of the user's own, or none. */
import { resolve } from 'node:path';
import { PACK_NAMES, type PackName } from '../../model/pack-names.ts';
import { nearest } from '../row/headers.ts';

export type Preset =
  | { readonly is: 'none' }
  | { readonly is: 'built_in'; readonly name: PackName }
  /** Absolute. */
  | { readonly is: 'file'; readonly path: string };

const KNOWN: readonly string[] = [...PACK_NAMES, 'none'];

/** Null: it names one. `hint` says which was probably meant. */
export function presetProblem(text: string): { readonly message: string; readonly hint: string } | null {
  if (KNOWN.includes(text) || isPath(text)) return null;
  const message = `must be the name of a rule pack, the path of your own, or "none", not ${JSON.stringify(text)}.`;
  const [name = '', version] = text.split('@');
  if (version !== undefined && KNOWN.includes(name)) {
    const hint = `A pack that outdial brings has one version, its newest: write "${name}". To keep another one, keep it as a file of your own.`;
    return { message, hint };
  }
  // "us_safe_2025" and "us_safe-v2": a version of a pack that is known.
  const near = nearest(text, KNOWN) ?? KNOWN.find((known) => text.startsWith(known));
  const hint =
    near === undefined
      ? `There are ${KNOWN.join(', ')}. A path has a "/" in it, or ends in ".json".`
      : `Did you mean "${near}"?`;
  return { message, hint };
}

/** `dir`: where relative paths start. */
export function presetOf(text: string | undefined, dir: string): Preset | null {
  if (text === undefined) return null;
  if (text === 'none') return { is: 'none' };
  const name = PACK_NAMES.find((known) => known === text);
  return name === undefined ? { is: 'file', path: resolve(dir, text) } : { is: 'built_in', name };
}

function isPath(text: string): boolean {
  return /[/\\]/.test(text) || text.toLowerCase().endsWith('.json');
}
