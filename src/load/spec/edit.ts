/** Changes single values in the text of a campaign file: everything else of it stays byte for byte. Pure. */
import { applyEdits, modify, type FormattingOptions } from 'jsonc-parser';
import { own } from '../../model/own.ts';
import type { Path } from './source-text.ts';

/** `undefined` takes the key out. The text must be JSON. */
export function editedText(text: string, path: Path, value: unknown): string {
  // To lay out what is new, its neighbours are laid out too: what goes, and what stands in one line, leaves them as they are.
  const format = value === undefined || !text.trim().includes('\n') ? {} : { formattingOptions: formatOf(text) };
  return applyEdits(text, modify(text, [...path], value, format));
}

/** As the file is written: by its first indented line. */
function formatOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.startsWith('\t') ? 4 : indent.length, eol };
}

type Keys = Readonly<Record<string, unknown>>;

/** The same of the value; `undefined` takes the key out. */
export function withValue(of: Keys, path: readonly string[], value: unknown): Keys {
  const [key, ...rest] = path;
  if (key === undefined) return of;
  const others = Object.entries(of).filter(([name]) => name !== key);
  if (rest.length > 0) return { ...of, [key]: withValue(groupOf(own(of, key)), rest, value) };
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}

/** Undefined where it does not say it. */
export function valueAt(of: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => own(groupOf(at), key), of);
}

function groupOf(value: unknown): Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Keys) : {};
}
