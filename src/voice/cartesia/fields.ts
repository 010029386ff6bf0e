/** Fields of a reply whose shape nobody vouches for: each read as what it should be, or as nothing. */
import { canBeId } from '../../model/ids.ts';
import { whole } from '../../model/without-numbers.ts';

export type Json = Readonly<Record<string, unknown>>;

const LONGEST = 300;

/** Undefined (which no JSON text means) for text that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
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
