/** Whoever waits and has no try left by the plan as it is now leaves: a plan may allow fewer than when they were put back. */
import { withinBounds } from '../../model/bounds.ts';
import { standingWithout, withoutCallback } from '../../model/callback.ts';
import type { Plan } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import type { Instant } from '../../model/time.ts';
import { mayTry } from '../../model/tries.ts';
import type { Change, Store } from '../../store/port.ts';
import { waitingLine } from './log-line.ts';

export function isSpent(contact: Contact, { retry }: Pick<Plan, 'retry'>): boolean {
  return contact.state.is === 'ready' && !mayTry(contact, retry);
}

/** It should not have been looked at yet, or its last instant has passed: whoever put it back did not ask. */
export function isOutOfBounds({ state, notBefore = 0, notAfter = Infinity }: Contact, now: Instant): boolean {
  return state.is === 'ready' && (now < notBefore || now >= notAfter);
}

/** Each look moves the alarm or ends the contact: to its own first instant, or for good. */
export async function heedBounds(
  store: Pick<Store, 'commit'>,
  contacts: readonly Contact[],
  now: Instant,
): Promise<void> {
  const changes = contacts
    .filter((contact) => isOutOfBounds(contact, now))
    .map((contact): Change => {
      const state = withinBounds(contact, { is: 'ready', dueAt: now });
      const waits: Contact = { ...contact, state, version: contact.version + 1 };
      const to = state.is === 'ready' ? waits : { ...withoutCallback(waits), state: standingWithout(contact, state) };
      const cause = state.is === 'ready' ? 'not_before' : state.reason;
      return { contact: { from: contact.version, to }, log: [waitingLine(contact, to, cause, now)] };
    });
  if (changes.length > 0) await store.commit(changes, {});
}

/** Of these contacts, as they were read: whoever has moved since is looked at again by whoever finds them next. */
export async function giveUpSpent(
  store: Pick<Store, 'commit'>,
  contacts: readonly Contact[],
  plan: Pick<Plan, 'retry'>,
  now: Instant,
): Promise<void> {
  const changes = contacts
    .filter((contact) => isSpent(contact, plan))
    .map((contact): Change => {
      const state = { is: 'exhausted', reason: 'attempts_spent' } as const;
      const to: Contact = { ...contact, state, version: contact.version + 1 };
      return { contact: { from: contact.version, to }, log: [waitingLine(contact, to, state.reason, now)] };
    });
  if (changes.length > 0) await store.commit(changes, {});
}
