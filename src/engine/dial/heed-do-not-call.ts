/** Hears a no that stands outside the ledger: on the list that a team shares, in a file that is being read again. */
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { DO_NOT_CALL, SHARED_LIST, type Scope } from '../../model/suppression.ts';
import type { Answer } from '../../suppression/port.ts';
import type { Permit } from '../batch.ts';
import type { Core } from '../core.ts';
import { pause } from './pause.ts';

/**
 * Written to the contact's own key, so that the guard of the commit stops it there as any other. Null: it cannot be told who
 * said no, or it was told too late for the appointment; nobody of them is dialed by this permit. Else the permit at the
 * instant that the asking has left of it: whoever dials after a crash goes by it.
 */
export async function heedDoNotCall(
  core: Core,
  campaign: Campaign,
  people: readonly { readonly contact: Contact; readonly number: string }[],
  permit: Permit,
): Promise<Permit | null> {
  const { clock, doNotCall, store } = core;
  if (campaign.plan.doNotCall === undefined || people.length === 0) return permit;
  const numbers = people.map(({ number }) => number);
  const answer = await (doNotCall?.ask(campaign, numbers, clock.now()) ?? UNASKED);
  const now = clock.now();
  switch (answer.is) {
    case 'wait':
      // Not the ledger, and waited for as long: a second, and then it is asked again.
      core.backoff.ledgerBusy(answer.note, now);
      core.notices.note('dialing', answer.note);
      return null;
    case 'stop':
      if (await pause(core, campaign.id, { why: 'rule', message: answer.message })) {
        core.notices.say(`Paused ${campaign.name}: ${answer.message}`);
      }
      return null;
    case 'heard': {
      const said = people.flatMap(({ contact, number }) => {
        const entry = answer.refused.get(number);
        if (entry === undefined) return [];
        // One of the campaign's own scopes: others are no answer to this question.
        const scope = entry.scope as Scope;
        const { destination } = contact;
        return [{ destination, scope, reason: DO_NOT_CALL, source: SHARED_LIST, at: now, until: entry.until }];
      });
      if (said.length > 0) await store.suppress(said);
      if (now > permit.sendBy) return null;
      // Never later than it may be used: the hours were asked for until then. A worker's appointment is its leader's.
      return core.worker ? permit : { ...permit, sendAt: Math.max(permit.sendAt, Math.ceil(now)) };
    }
  }
}

const UNASKED: Answer = {
  is: 'stop',
  message: 'nobody is dialed while it cannot be told who is not to be called: nothing here reads the lists of its plan',
};
