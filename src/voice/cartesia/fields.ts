/** Fields of a reply whose shape nobody vouches for: each read as what it should be, or as nothing. */
import { canBeId } from '../../model/ids.ts';
import { whole } from '../../model/without-numbers.ts';

export type Json = Readonly<Record<string, unknown>>;

const LONGEST = 300;
/** Nothing of the API is deeper. What is would end the stack of whoever walks it or writes it again, and all beside it with it. */
const DEEPEST = 64;

/** Undefined (which no JSON text means) for text that is not JSON. What is too deep in it is null. */
export function parseJson(text: string): unknown {
  try {
    return cutDeep(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function cutDeep(root: unknown): unknown {
  const left: { readonly node: object; readonly depth: number }[] = [];
  if (typeof root === 'object' && root !== null) left.push({ node: root, depth: 1 });
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { node, depth } = next;
    for (const [key, value] of Object.entries(node) as [string, unknown][]) {
      if (typeof value !== 'object' || value === null) continue;
      // Not by assignment: of `__proto__` that would be no field.
      if (depth >= DEEPEST) Object.defineProperty(node, key, { value: null, enumerable: true });
      else left.push({ node: value, depth: depth + 1 });
    }
  }
  return root;
}

export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

export function asList(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? (value as readonly unknown[]) : undefined;
}

/** Text that says something; null otherwise. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** An id of the provider's; null for what cannot be one. */
export function asId(value: unknown): string | null {
  return canBeId(value) ? value : null;
}

/** One line a terminal and a table can hold: no control characters (a reply is untrusted), at most 300 characters. */
export function short(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ').trim();
  return whole(line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line);
}

/** Null when nothing is left. `sip:+14155550101@host` is its user part. */
export function digitsOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const digits = (value.split('@')[0] ?? '').replace(/\D/g, '');
  return digits === '' ? null : digits;
}
