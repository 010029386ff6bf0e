/** Whoever waits and whose consent is not there, or has grown too old by now, leaves: nobody of them is dialed, and nobody waits behind them. */
import type { Plan } from '../../model/campaign.ts';
import { standingWithout, withoutCallback } from '../../model/callback.ts';
import type { Contact } from '../../model/contact.ts';
import type { Instant } from '../../model/time.ts';
import { consentMissing, type ConsentCode } from '../../policy/consent.ts';
import type { Hours } from '../../policy/hours.ts';
import type { Change, Store } from '../../store/port.ts';
import { waitingLine } from './log-line.ts';

type Terms = Pick<Plan, 'rules' | 'zoneOverrides' | 'consent'>;

/** What of it is missing at this moment, where the contact waits; null: nothing that is demanded is. */
export function lackOfConsent(contact: Contact, plan: Terms, hours: Hours, now: Instant): ConsentCode | null {
  if (contact.state.is !== 'ready') return null;
  const demanded = hours.demands(plan, contact.place, now).consent;
  return consentMissing(contact.consent, plan.consent, demanded, now)?.code ?? null;
}

/** Of these contacts, as they were read: whoever has moved since is looked at again by whoever finds them next. */
export async function leaveUnconsented(
  store: Pick<Store, 'commit'>,
  contacts: readonly Contact[],
  plan: Terms,
  hours: Hours,
  now: Instant,
): Promise<void> {
  const changes = contacts.flatMap((contact): Change[] => {
    const reason = lackOfConsent(contact, plan, hours, now);
    if (reason === null) return [];
    const state = standingWithout(contact, { is: 'skipped', reason });
    const to: Contact = { ...withoutCallback(contact), state, version: contact.version + 1 };
    return [{ contact: { from: contact.version, to }, log: [waitingLine(contact, to, reason, now)] }];
  });
  if (changes.length > 0) await store.commit(changes, {});
}
