/**
 * What a list that is loaded again changes of somebody who is known: exactly one class a row. Pure.
 *
 * | state of the contact                                  | nothing differs  | variables, or the number's spelling | the number (whatever else)          |
 * |-------------------------------------------------------|------------------|-------------------------------------|-------------------------------------|
 * | ready, never dialed                                   | unchanged        | changed: taken                      | corrected_unreached: taken          |
 * | ready, waits for another try                          | called_already   | changed: taken                      | corrected_unreached: taken, anew    |
 * | exhausted                                             | called_already   | changed: taken                      | corrected_unreached: taken, anew    |
 * | in progress, in doubt, needs review                   | called_already   | changed: not now                    | corrected_unreached: not now        |
 * | completed                                             | called_already   | changed: not taken                  | corrected_reached: not taken        |
 * | skipped (suppressed, forgotten, …), canceled          | as far as dialed | changed: not taken                  | corrected_reached: not taken        |
 * | skipped because it had vanished from its list         | returned: taken  | returned: taken                     | returned: taken, anew               |
 * | skipped because a consent was missing, or too old     | as far as dialed | returned: taken                     | returned: taken, anew               |
 * | ready, and the new number was called under another key that the list does not hold any more: corrected_called: left out        |
 * | any whose old number asked not to be called           | as far as dialed | as above                            | corrected_reached: not taken        |
 *
 * `taken`: the next call goes to the new number with the new data. `anew`: with a fresh budget of tries, at once. `not now`:
 * a call may be open, and two at once is the worse failure; the digest of before stays, so that the next load sees the same
 * difference and takes it once the call has ended without reaching them. A no is a person's and not their number's: it holds
 * for the number that a list gives them afterwards, too.
 */
import type { Contact } from './contact.ts';

export const ROW_CHANGES = [
  'unchanged',
  'changed',
  'corrected_unreached',
  'corrected_reached',
  'called_already',
  'returned',
  'corrected_called',
] as const;
export type RowChange = (typeof ROW_CHANGES)[number];

/** What a row may not change although it could: the rest of the list was asked for (`--only`). */
export type Kept = 'new' | 'changed' | 'corrected';

/**
 * What their key begins with that stays beside somebody for the numbers in it: their data of before a load, and what a list
 * has given them since that was not taken.
 */
export const FORMER = 'former/';

/** Why somebody was left out whose row had gone from the list. */
export const VANISHED = 'vanished';

type Known = Pick<Contact, 'state' | 'seq'>;
export type Differs = {
  /** Any of what would be dialed with. */
  readonly data: boolean;
  /** It is another phone; another spelling of the same one is data. */
  readonly number: boolean;
};

/** `refused`: the number known so far asked not to be called. */
export function rowChange(known: Known, { data, number }: Differs, refused: boolean): RowChange {
  if (hasVanished(known) || (data && lacksConsent(known))) return number && refused ? 'corrected_reached' : 'returned';
  if (number) return mayYetBeReached(known) && !refused ? 'corrected_unreached' : 'corrected_reached';
  if (data) return 'changed';
  return known.seq > 0 ? 'called_already' : 'unchanged';
}

/** Whether it is taken now. To be asked again when it is done: the engine goes on while a list is read. */
export function isTaken(known: Known, change: RowChange, kept: readonly Kept[] = []): boolean {
  switch (change) {
    case 'returned':
      return !kept.includes('new');
    case 'changed':
      return waits(known) && !kept.includes('changed');
    case 'corrected_unreached':
      return waits(known) && !kept.includes('corrected');
    case 'unchanged':
    case 'called_already':
    case 'corrected_reached':
    case 'corrected_called':
      return false;
  }
}

export function hasVanished({ state }: Pick<Contact, 'state'>): boolean {
  return state.is === 'skipped' && state.reason === VANISHED;
}

const LACKS_CONSENT: ReadonlySet<string> = new Set(['no_consent', 'consent_too_old']);

/** A list that says more of it has them wait again. */
function lacksConsent({ state }: Pick<Contact, 'state'>): boolean {
  return state.is === 'skipped' && LACKS_CONSENT.has(state.reason);
}

/** No hour opened any more in which they could be rung: a list that is taken has been asked about that again. */
export const NEVER_OPEN = 'never_open';

/** They wait again once a list that names them is taken. */
export function mayReturn(known: Pick<Contact, 'state'>): boolean {
  const closed = known.state.is === 'skipped' && known.state.reason === NEVER_OPEN;
  return closed || hasVanished(known) || lacksConsent(known);
}

/** No call of theirs is open, and none has reached them. */
function waits({ state }: Known): boolean {
  return state.is === 'ready' || state.is === 'exhausted';
}

function mayYetBeReached(known: Known): boolean {
  const { is } = known.state;
  return waits(known) || is === 'in_progress' || is === 'in_doubt' || is === 'needs_review';
}
