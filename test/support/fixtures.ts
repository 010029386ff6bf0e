/** Lines, plans, campaigns, contacts and attempts for tests: whole, valid, and as plain as can be; the one place that names every field. */
import type { Attempt, AttemptState } from '../../src/model/attempt.ts';
import type { Campaign, Line, Plan } from '../../src/model/campaign.ts';
import type { Contact } from '../../src/model/contact.ts';
import type {
  AccountKey,
  AgentId,
  AttemptId,
  CallId,
  CampaignId,
  ContactId,
  ContactKey,
  DestinationKey,
  LineId,
} from '../../src/model/ids.ts';
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts';

export const NOW = 1_790_000_000_000;
export const ACCOUNT = 'acct' as AccountKey;
export const CAMPAIGN = 'demo' as CampaignId;
export const call = (n: number | string): CallId => `ac_${n}` as CallId;

export function makeLine(over: Partial<Line> = {}): Line {
  return { id: 'ap_1' as LineId, number: '+14155550100', provider: 'cartesia', callsPerSecond: 1, ...over };
}

export function makePlan(over: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    specText: '{}',
    identity: null,
    agent: 'agent_1' as AgentId,
    agentKind: 'managed',
    formerAgents: [],
    lines: [makeLine()],
    ringingTimeoutSeconds: 30,
    maxCallDurationMinutes: 10,
    maxConcurrentCalls: 8,
    batchWindow: 250,
    batchSize: 50,
    weight: 1,
    window: null,
    startAt: null,
    endAt: null,
    retry: { maxAttempts: 3, after: { no_answer: 2 * HOUR, busy: 15 * MINUTE } },
    doubt: { lookUps: [5 * SECOND, 30 * SECOND, 2 * MINUTE], then: 'hold' },
    ...over,
  };
}

export function makeCampaign(over: Partial<Campaign> = {}): Campaign {
  return {
    id: CAMPAIGN,
    name: 'demo',
    account: ACCOUNT,
    state: { is: 'running' },
    plan: makePlan(),
    createdAt: NOW,
    version: 1,
    ...over,
  };
}

export function makeContact(over: Partial<Contact> = {}): Contact {
  return {
    id: 'c1' as ContactId,
    campaign: CAMPAIGN,
    key: 'k1' as ContactKey,
    destination: 'd1' as DestinationKey,
    place: '',
    cartesiaDialable: true,
    priority: 0,
    list: 'list.csv',
    row: 2,
    load: 1,
    attempts: 0,
    seq: 0,
    uncounted: { unsent: 0, refused: 0, throttled: 0 },
    lastAttemptAt: null,
    disposition: null,
    rangTwice: false,
    state: { is: 'ready', dueAt: NOW },
    version: 1,
    ...over,
  };
}

export function makeAttempt(over: Partial<Attempt> = {}): Attempt {
  return {
    id: 'od1.L.demo.c1.1' as AttemptId,
    contact: 'c1' as ContactId,
    campaign: CAMPAIGN,
    account: ACCOUNT,
    line: 'ap_1' as LineId,
    agent: 'agent_1' as AgentId,
    destination: 'd1' as DestinationKey,
    seq: 1,
    planVersion: 1,
    epoch: 1,
    batch: 'b1',
    sendAt: NOW,
    sendBy: NOW + SECOND,
    limits: { ringing: 30 * SECOND, talking: 10 * MINUTE },
    longestEnd: NOW + 12 * MINUTE,
    reserved: null,
    state: { is: 'placing' },
    version: 1,
    ...over,
  };
}

/** A contact held by its first attempt, which is in the given state. */
export function held(state: AttemptState): { contact: Contact; attempt: Attempt } {
  const attempt = makeAttempt({ state });
  const doubt = state.is === 'in_doubt';
  const contact = makeContact({
    attempts: 1,
    seq: 1,
    lastAttemptAt: NOW,
    state: doubt
      ? { is: 'in_doubt', attempt: attempt.id, dueAt: NOW, lookUps: 0 }
      : { is: 'in_progress', attempt: attempt.id, dueAt: NOW + MINUTE },
  });
  return { contact, attempt };
}
