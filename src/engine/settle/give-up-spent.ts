/** Whoever waits and has no try left by the plan as it is now leaves: a plan may allow fewer than when they were put back. */
import type { Plan } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import type { Instant } from '../../model/time.ts';
import { mayTry } from '../../model/tries.ts';
import type { Change, Store } from '../../store/port.ts';
import { waitingLine } from './log-line.ts';

export function isSpent(contact: Contact, { retry }: Pick<Plan, 'retry'>): boolean {
  return contact.state.is === 'ready' && !mayTry(contact, retry);
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
