/** What somebody has agreed to, and when: as a row of the list says it, and as it was stated once for a whole list. */
import { ifThere, number, oneOf, orNull, within, type Fields } from './stored-fields.ts';
import type { Instant } from './time.ts';

/** The weakest first: each is worth what those before it are. */
export const CONSENT_LEVELS = ['none', 'express', 'written'] as const;
export type ConsentLevel = (typeof CONSENT_LEVELS)[number];

/** What the columns of a list say. Absent: the list has no such column, so that what was stated for the list holds. */
export type RowConsent = {
  readonly level?: ConsentLevel;
  /** Null: the cell is empty. */
  readonly at?: Instant | null;
};

/** Said by the user for everybody of a list. Who said it and on what ground stands in the campaign file, which is kept. */
export type StatedConsent = {
  readonly level: Exclude<ConsentLevel, 'none'>;
  /** Null: no day was named. */
  readonly at: Instant | null;
};

export type Consent = { readonly level: ConsentLevel; readonly at: Instant | null };

/** A column outweighs the statement, an empty cell too: whoever keeps it person by person knows better than whoever sums up. */
export function consentOf(row: RowConsent | undefined, stated: StatedConsent | undefined): Consent {
  const at = row?.at === undefined ? (stated?.at ?? null) : row.at;
  return { level: row?.level ?? stated?.level ?? 'none', at };
}

export function isEnough(level: ConsentLevel, needs: ConsentLevel): boolean {
  return CONSENT_LEVELS.indexOf(level) >= CONSENT_LEVELS.indexOf(needs);
}

export function readRowConsent(of: Fields, name: string): RowConsent {
  const consent = within(of, name);
  return {
    ...ifThere((from, key) => oneOf(CONSENT_LEVELS, from, key), consent, 'level'),
    ...ifThere((from, key) => orNull(number, from, key), consent, 'at'),
  };
}

export function readStatedConsent(of: Fields, name: string): StatedConsent {
  const consent = within(of, name);
  return { level: oneOf(['express', 'written'], consent, 'level'), at: orNull(number, consent, 'at') };
}
