/** The log's hash chain: each line is sealed with the one before it, so that a missing or altered line shows. */
import { createHash } from 'node:crypto';
import type { LoggedLine, StoredLine } from './port.ts';

/** Stands for the hash before the first line. */
export const CHAIN_START = '';

/** SHA-256, in hex, of the hash before and the line as JSON with its keys in alphabetical order. */
export function sealOf(previous: string, line: StoredLine): string {
  return createHash('sha256').update(previous).update(canonical(line)).digest('hex');
}

/** The first line whose seal does not fit, or null when the chain holds. `previous`: the hash before `lines[0]`. */
export function brokenAt(lines: readonly LoggedLine[], previous: string = CHAIN_START): LoggedLine | null {
  let last = previous;
  for (const line of lines) {
    if (sealOf(last, line) !== line.hash) return line;
    last = line.hash;
  }
  return null;
}

// The fields are named one by one: a field a later version adds must not change the seal of the lines before it.
function canonical({ actor, at, attempt, campaign, cause, contact, event, evidence, from, to }: StoredLine): string {
  const sorted =
    evidence === null ? null : Object.fromEntries(Object.entries(evidence).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ actor, at, attempt, campaign, cause, contact, event, evidence: sorted, from, to });
}
