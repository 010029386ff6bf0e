/** The provider's words with whatever may be somebody's taken out: what is left may be logged, and tells equal refusals. */
import type { PlaceItem } from '../port.ts';
import { short } from './fields.ts';

const QUOTED = /"[^"]*"|“[^”]*”|‘[^’]*’|`[^`]*`|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu;
/** A field's name is nobody's; a person's has no underscore in it. */
const FIELD = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/;
/** Numbers, ids with a digit in them, addresses. */
const WITH_DIGITS = /[\p{L}\p{N}_@.+-]*[\p{N}@][\p{L}\p{N}_@+-]*(?:\.[\p{L}\p{N}]+)*/gu;
/** Shorter values are in every word. */
const SHORTEST_VALUE = 2;

/** Of a message about these destinations; what was sent for them is taken out wherever it stands in it. */
export function maskedWords(message: string, items: readonly PlaceItem[]): string {
  let text = short(message);
  for (const value of valuesOf(items)) text = text.replace(wholeWords(value), '…');
  return text
    .replace(QUOTED, (quoted) => (FIELD.test(quoted.slice(1, -1)) ? quoted : '"…"'))
    .replace(WITH_DIGITS, '#')
    .replace(/#(?:[ ().-]+#)+/g, '#');
}

function valuesOf(items: readonly PlaceItem[]): readonly string[] {
  const values = items.flatMap(({ variables }) => Object.values(variables)).map((value) => short(String(value)));
  const words = values.flatMap((value) => [value, ...value.split(/\s+/)]);
  // The longest first, so that no part of a name stays behind.
  return [...new Set(words)].filter(({ length }) => length >= SHORTEST_VALUE).sort((a, b) => b.length - a.length);
}

function wholeWords(value: string): RegExp {
  const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'giu');
}
