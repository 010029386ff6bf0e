/** An agent's first words as the first person called will hear them. Pure. */
import { own } from '../model/own.ts';
import type { Variables } from '../voice/port.ts';

/** Whose variables fill it: a row of the list, by its number. */
export type FirstRow = { readonly row: number; readonly variables: Variables };

/** Filled by the platform; no list brings them. */
const GIVEN = /^(?:system__|secret__)/;
/** A first sentence is heard in ten seconds; a page of text would push everything else off the screen. */
const LONGEST = 300;

/**
 * `row` null: nobody is to be seen in a log, so the names stand there as the agent's file has them. `attemptVariable`: what
 * outdial itself sends. An escaped brace, a filter or a default is the agent's own business and stays as it is written.
 */
export function openingWords(opening: string, row: FirstRow | null, attemptVariable: string | null): string {
  const filled = opening.replace(/(\\?)\{\{\s*([A-Za-z_]\w*)\s*\}\}/g, (whole, escape: string, name: string) => {
    if (escape !== '' || row === null || GIVEN.test(name)) return whole;
    if (name === attemptVariable) return '‹the id of the call›';
    const value = own(row.variables, name);
    return value === undefined || value === '' ? `‹${name}: nothing›` : String(value);
  });
  const line = filled.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
