/** Campaigns, contacts and counts for the tests of reports. */
import type { Campaign } from '../../src/model/campaign.ts';
import type { Contact, ContactState, ContactStateName } from '../../src/model/contact.ts';
import type { AgentId, LineId } from '../../src/model/ids.ts';
import type { CampaignCounts } from '../../src/store/port.ts';
import { makeCampaign, makeContact, makeLine, makePlan } from '../support/fixtures.ts';

export function aCampaign(more: Partial<Campaign> = {}): Campaign {
  const lines = [makeLine({ id: 'ap_sandbox' as LineId })];
  return makeCampaign({ plan: makePlan({ agent: 'agent_sandbox' as AgentId, lines }), createdAt: 0, ...more });
}

export function aContact(state: ContactState, more: Partial<Contact> = {}): Contact {
  return makeContact({ place: 'America/Denver', list: 'contacts.csv', state, ...more });
}

export function someCounts(states: Partial<Record<ContactStateName, number>> = {}): CampaignCounts {
  const all = {
    ready: 4,
    in_progress: 5,
    in_doubt: 1,
    needs_review: 0,
    completed: 7,
    exhausted: 3,
    skipped: 0,
    canceled: 0,
    ...states,
  };
  return {
    rows: Object.values(all).reduce((sum, n) => sum + n, 0) + 7,
    states: all,
    rejected: 4,
    skippedRows: 3,
    codes: { missing_country_code: 3, toll_free: 1, duplicate: 2, suppressed: 1 },
    leftOut: all.skipped === 0 ? {} : { suppressed: all.skipped },
    dispositions: { answered: 7, no_answer: 2, busy: 1 },
    dialed: 12,
  };
}
