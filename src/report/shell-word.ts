/** A word as a shell hands it over unchanged: for command lines that a person is to type. */
import { sep } from 'node:path';

/** Left for the person to fill in. */
export const BLANK = '…';

/** In double quotes, which every shell knows, unless something in it would be expanded there. */
export function shellWord(text: string, windows: boolean = sep === '\\'): string {
  const plain = windows ? /^[\p{L}\p{N}_.,:/@+=\\-]+$/u : /^[\p{L}\p{N}_.,:/@%+=-]+$/u;
  if (text === BLANK || plain.test(text)) return text;
  return !windows && /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
