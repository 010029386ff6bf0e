/** How many calls of the campaign's own somebody has left: as many as it allows, and a further budget where a person gave one. */
import type { Contact } from './contact.ts';
import type { RetryPolicy } from './dial-options.ts';

/** Whoever gives whatever budgets: nobody is tried more often than a campaign file may say at once. */
export const MOST_TRIES = 20;

type Tried = Pick<Contact, 'attempts' | 'spentBefore'>;

/** Never below 0. A callback that was asked for is besides it. */
export function triesLeft(
  { attempts, spentBefore = 0 }: Tried,
  { maxAttempts }: Pick<RetryPolicy, 'maxAttempts'>,
): number {
  return Math.max(0, Math.min(maxAttempts - (attempts - spentBefore), MOST_TRIES - attempts));
}

/** How many calls somebody is yet to have at most: whoever asked to be called back has one. */
export function callsLeft(
  contact: Tried & { readonly callback?: unknown },
  retry: Pick<RetryPolicy, 'maxAttempts'>,
): number {
  const asked = contact.callback !== undefined && contact.callback !== false;
  return Math.max(triesLeft(contact, retry), asked ? 1 : 0);
}

/** As many more as the campaign allows anybody, from here on. */
export function withFurtherBudget(contact: Contact): Contact {
  if (contact.attempts === 0) return contact;
  const { ends: _, ...others } = contact;
  return { ...others, spentBefore: contact.attempts };
}

/** May it be dialed as far as tries go? Somebody who asked to be called back is owed that one call. */
export function mayTry(contact: Tried & Pick<Contact, 'callback'>, retry: Pick<RetryPolicy, 'maxAttempts'>): boolean {
  return contact.callback !== undefined || triesLeft(contact, retry) > 0;
}
