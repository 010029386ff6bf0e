/** Campaigns, contacts and counts for the tests of reports. */
import type { Campaign } from '../../src/model/campaign.ts';
import type { Contact, ContactState, ContactStateName } from '../../src/model/contact.ts';
import type {
  AccountKey,
  AgentId,
  CampaignId,
  ContactId,
  ContactKey,
  DestinationKey,
  LineId,
} from '../../src/model/ids.ts';
import type { CampaignCounts } from '../../src/store/port.ts';

export function aCampaign(more: Partial<Campaign> = {}): Campaign {
  return {
    id: 'demo' as CampaignId,
    name: 'demo',
    account: 'account' as AccountKey,
    state: { is: 'running' },
    plan: {
      version: 1,
      specText: '{}',
      identity: null,
      agent: 'agent_sandbox' as AgentId,
      agentKind: 'managed',
      formerAgents: [],
      lines: [{ id: 'ap_sandbox' as LineId, number: '+14155550100', provider: 'cartesia', callsPerSecond: 1 }],
      ringingTimeoutSeconds: 30,
      maxCallDurationMinutes: 10,
      maxConcurrentCalls: 8,
      batchWindow: 250,
      batchSize: 50,
      window: null,
      startAt: null,
      endAt: null,
      retry: { maxAttempts: 3, after: { no_answer: 7_200_000, busy: 900_000 } },
      doubt: { lookUps: [5_000, 30_000, 120_000], then: 'hold' },
    },
    createdAt: 0,
    version: 1,
    ...more,
  };
}

export function aContact(state: ContactState, more: Partial<Contact> = {}): Contact {
  return {
    id: 'c1' as ContactId,
    campaign: 'demo' as CampaignId,
    key: 'key' as ContactKey,
    destination: 'destination' as DestinationKey,
    place: 'America/Denver',
    cartesiaDialable: true,
    priority: 0,
    list: 'contacts.csv',
    row: 2,
    load: 1,
    attempts: 0,
    seq: 0,
    uncounted: { unsent: 0, refused: 0, throttled: 0 },
    lastAttemptAt: null,
    disposition: null,
    rangTwice: false,
    state,
    version: 1,
    ...more,
  };
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
    dispositions: { answered: 7, no_answer: 2, busy: 1 },
    dialed: 12,
  };
}
