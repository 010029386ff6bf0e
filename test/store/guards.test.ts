/** Which change of a commit may stand: each reason alone, with the values at its edge, and which of two comes first. */
import { describe, expect, it } from 'vitest';
import type { Attempt, AttemptState } from '../../src/model/attempt.ts';
import type { Contact } from '../../src/model/contact.ts';
import type {
  AccountKey,
  AttemptId,
  CallId,
  CampaignId,
  ContactId,
  DestinationKey,
  LineId,
} from '../../src/model/ids.ts';
import { SECOND } from '../../src/model/time.ts';
import {
  attemptFits,
  slotsTaken,
  startsNear,
  talliesOf,
  type AttemptFilter,
  type CommitFacts,
  type KnownCampaign,
  type KnownContact,
} from '../../src/store/commit-facts.ts';
import { fenced, refusal } from '../../src/store/guards.ts';
import type { Change, Guards, LostBecause } from '../../src/store/port.ts';
import { NOTHING_SPENT } from '../../src/store/spent.ts';
import { ACCOUNT, CAMPAIGN, call, makeAttempt, makeContact, makeLine, NOW } from '../support/fixtures.ts';

const OTHER = 'other' as AccountKey;

/** The ledger's side: what a test says of it, and else a campaign that runs with one contact nobody has dialed. */
type Known = {
  readonly epoch?: number;
  readonly closedUntil?: number;
  readonly campaign?: Partial<KnownCampaign> | null;
  readonly suppressed?: readonly string[];
  readonly contact?: Partial<KnownContact> | null;
  readonly attemptVersion?: number;
  readonly attempts?: readonly Attempt[];
  readonly unheard?: readonly string[];
};

function factsOf(known: Known = {}): CommitFacts {
  const { attempts = [] } = known;
  const campaign = { running: true, account: ACCOUNT, lines: [makeLine({ provider: 'twilio' })], ...known.campaign };
  const { version, destination } = makeContact();
  const contact = { version, campaign: CAMPAIGN, destination, ...known.contact };
  return {
    epoch: (account) => (account === ACCOUNT ? (known.epoch ?? 1) : 0),
    closedUntil: (account) => (account === ACCOUNT ? (known.closedUntil ?? 0) : 0),
    campaign: (id) => (id === CAMPAIGN && known.campaign !== null ? campaign : undefined),
    suppressed: (destination) => (known.suppressed ?? []).includes(destination),
    contact: (id) => (id === 'c1' && known.contact !== null ? contact : undefined),
    attemptVersion: () => known.attemptVersion,
    unheard: (destination) => (known.unheard ?? []).includes(destination),
    rivalOpen: ({ id, destination }) => attempts.some((one) => one.id !== id && one.destination === destination),
    tally: (filter) => attempts.filter((one) => attemptFits(filter, one)).length,
    spent: () => NOTHING_SPENT,
    rings: () => 0,
  };
}

const GUARDS: Guards = {
  epoch: { account: ACCOUNT, epoch: 1 },
  running: true,
  unsuppressed: { at: NOW },
  slots: { account: ACCOUNT, max: 2 },
  openAt: { account: ACCOUNT, at: NOW },
  pace: { account: ACCOUNT, line: 'ap_1' as LineId, at: NOW, most: 1 },
};

/** A permit: a new attempt of a contact that was ready. */
function dial(over: Partial<Attempt> = {}, contact: Partial<Contact> = {}): Change {
  const attempt = makeAttempt(over);
  const to = makeContact({
    seq: 1,
    version: 2,
    state: { is: 'in_progress', attempt: attempt.id, dueAt: NOW + SECOND },
    ...contact,
  });
  return { contact: { from: 1, to }, attempt: { from: 'new', to: attempt }, log: [] };
}

const placed = (n: number): AttemptState => ({
  is: 'placed',
  callId: call(n),
  seen: 'created',
  startedAt: null,
  renewals: 0,
});
/** Of somebody else, on another line, long ago: in nobody's way but by its slot. */
function another(n: number, over: Partial<Attempt> = {}): Attempt {
  return makeAttempt({
    id: `a${n}` as AttemptId,
    contact: `x${n}` as ContactId,
    destination: `x${n}` as DestinationKey,
    line: 'ap_9' as LineId,
    sendAt: NOW - 60 * SECOND,
    state: placed(n),
    ...over,
  });
}
const near = (over: Partial<Attempt> = {}): Attempt => another(9, { line: 'ap_1' as LineId, sendAt: NOW, ...over });
const rival = another(8, { destination: 'd1' as DestinationKey });
const notPlaced: AttemptState = { is: 'not_placed', why: 'unsent', at: NOW, code: null };

describe('a new attempt', () => {
  const because = (known: Known, change = dial(), guards = GUARDS): LostBecause | undefined =>
    refusal(change, guards, factsOf(known));

  it('stands where nothing speaks against it', () => {
    expect(because({})).toBeUndefined();
    expect(because({}, dial(), {})).toBeUndefined();
  });

  it.each<[LostBecause, string, Known, Change]>([
    ['not_running', 'a campaign that is paused', { campaign: { running: false } }, dial()],
    ['not_running', 'a campaign that is gone', { campaign: null }, dial()],
    ['suppressed', 'somebody who asked not to be called', { suppressed: ['d1'] }, dial()],
    ['moved', 'a contact that has moved', { contact: { version: 2 } }, dial()],
    ['moved', 'a contact that is gone', { contact: null }, dial()],
    ['moved', 'an attempt that is there', { attemptVersion: 1 }, dial()],
    ['unrelated', 'another campaign’s contact', { contact: { campaign: 'theirs' as CampaignId } }, dial()],
    ['unrelated', 'a contact with another number', { contact: { destination: 'd2' as DestinationKey } }, dial()],
    ['unrelated', 'another contact’s attempt', {}, dial({ contact: 'c2' as ContactId })],
    ['unrelated', 'another campaign’s attempt', {}, dial({ campaign: 'theirs' as CampaignId })],
    ['unrelated', 'an attempt at another number', {}, dial({ destination: 'd2' as DestinationKey })],
    ['unrelated', 'a line that is not the campaign’s', {}, dial({ line: 'ap_9' as LineId })],
    ['unrelated', 'another account’s attempt', {}, dial({ account: OTHER })],
    ['closed', 'an account that is closed', { closedUntil: NOW + 1 }, dial()],
    ['paced', 'a line that has just started', { attempts: [near()] }, dial()],
    ['destination_open', 'a number that rings', { attempts: [rival] }, dial()],
    ['unheard', 'a number on which something was said that nobody has heard', { unheard: ['d1'] }, dial()],
    ['slots', 'an account that is full', { attempts: [another(1), another(2)] }, dial()],
  ])('is lost as %s: %s', (reason, _, known, change) => {
    expect(because(known, change)).toBe(reason);
  });

  it('on a Cartesia number calls whom such a number may call', () => {
    const known = { campaign: { lines: [makeLine()] } };
    expect(because(known)).toBeUndefined();
    expect(because(known, dial({}, { cartesiaDialable: false }))).toBe('unrelated');
    expect(because({}, dial({}, { cartesiaDialable: false }))).toBeUndefined();
  });

  it('names its contact’s campaign, even where another one would take it, and one that is there', () => {
    const known = factsOf();
    const facts = { ...known, campaign: () => known.campaign(CAMPAIGN) };
    expect(refusal(dial({ campaign: 'theirs' as CampaignId }), GUARDS, facts)).toBe('unrelated');
    expect(because({ campaign: null }, dial(), {})).toBe('unrelated');
  });

  it('is judged at the edge of each number', () => {
    expect(because({ closedUntil: NOW })).toBeUndefined();
    expect(because({ attempts: [another(1)] })).toBeUndefined();
    for (const sendAt of [NOW - SECOND, NOW + SECOND])
      expect(because({ attempts: [near({ sendAt })] })).toBeUndefined();
    for (const sendAt of [NOW - SECOND + 1, NOW + SECOND - 1]) {
      expect(because({ attempts: [near({ sendAt })] })).toBe('paced');
    }
    const two = { ...GUARDS, pace: { account: ACCOUNT, line: 'ap_1' as LineId, at: NOW, most: 2 } };
    expect(because({ attempts: [near()] }, dial(), two)).toBeUndefined();
  });

  it('a request that rang nobody does not slow its line; one that is over does, and has no slot', () => {
    expect(because({ attempts: [near({ state: notPlaced })] })).toBeUndefined();
    const state: AttemptState = {
      is: 'ended',
      callId: 'ac' as CallId,
      disposition: 'busy',
      startedAt: null,
      endedAt: NOW,
      endReason: null,
    };
    expect(because({ attempts: [near({ state })] })).toBe('paced');
    expect(because({ attempts: [another(1, { state }), another(2)] })).toBeUndefined();
  });

  it('counts what is its own account’s and its own line’s', () => {
    const theirs = [another(1, { account: OTHER }), another(2, { account: OTHER })];
    expect(because({ attempts: theirs })).toBeUndefined();
    expect(because({ attempts: [near({ account: OTHER })] })).toBeUndefined();
    const guards = { ...GUARDS, slots: { account: OTHER, max: 0 } };
    expect(because({}, dial(), guards)).toBeUndefined();
  });

  it('asks only what it is guarded against', () => {
    const all: Known = {
      closedUntil: NOW + 1,
      suppressed: ['d1'],
      campaign: { running: false },
      attempts: [near(), another(1)],
    };
    expect(because(all, dial(), {})).toBeUndefined();
    expect(because(all, dial(), { running: false })).toBeUndefined();
  });

  it('that is over when it is written takes nothing, and is in nobody’s way', () => {
    const state = notPlaced;
    const known = { closedUntil: NOW + 1, attempts: [near(), rival, another(1)] };
    expect(because(known, dial({ state }))).toBeUndefined();
    expect(because(known, dial({ state, line: 'ap_9' as LineId }))).toBeUndefined();
  });

  it('is lost for the first of several reasons', () => {
    const order: readonly (readonly [LostBecause, Known])[] = [
      ['not_running', { campaign: { running: false, lines: [] } }],
      ['suppressed', { suppressed: ['d1'] }],
      ['moved', { contact: { version: 7, campaign: 'theirs' as CampaignId } }],
      ['unrelated', { contact: { campaign: 'theirs' as CampaignId } }],
      ['moved', { attemptVersion: 1 }],
      ['unrelated', { campaign: { lines: [] } }],
      ['closed', { closedUntil: NOW + 1 }],
      ['paced', { attempts: [near(), rival, another(1)] }],
      ['destination_open', { attempts: [rival, another(1)] }],
      ['unheard', { unheard: ['d1'] }],
      ['slots', { attempts: [another(1), another(2)] }],
    ];
    order.forEach(([reason], first) => {
      // Those that come later are all true as well; what is nearer the front overrides them.
      const known = order
        .slice(first)
        .map(([, one]) => one)
        .reduceRight<Known>((all, one) => ({ ...all, ...one }), {});
      expect(because(known)).toBe(reason);
    });
  });
});

describe('evidence of a call that rings', () => {
  const change: Change = {
    contact: { from: 1, to: makeContact({ version: 2 }) },
    attempt: { from: 3, to: makeAttempt({ state: placed(1), version: 4, line: 'ap_9' as LineId, account: OTHER }) },
    log: [],
  };

  it('is never dropped for a slot, its number, its line or a closed account', () => {
    const attempts = [near(), rival, another(1), another(2)];
    const known = { attemptVersion: 3, closedUntil: NOW + 1, attempts, unheard: ['d1'] };
    expect(refusal(change, GUARDS, factsOf(known))).toBeUndefined();
  });

  it('is lost where the attempt has moved, or is not there', () => {
    expect(refusal(change, {}, factsOf({ attemptVersion: 4 }))).toBe('moved');
    expect(refusal(change, {}, factsOf())).toBe('moved');
  });

  it('a change of the contact alone asks nothing of attempts', () => {
    const { contact, log } = change;
    const known = { attemptVersion: 3, closedUntil: NOW + 1, attempts: [near(), rival, another(1)] };
    expect(refusal({ contact, log }, GUARDS, factsOf(known))).toBeUndefined();
    expect(refusal({ contact, log }, GUARDS, factsOf({ contact: { version: 2 } }))).toBe('moved');
  });
});

it('a change that does not raise the version is a mistake of the program', () => {
  for (const version of [0, 1]) {
    const change = { contact: { from: 1, to: makeContact({ version }) }, log: [] };
    expect(() => refusal(change, {}, factsOf())).toThrow('contact c1: a change must raise its version');
  }
});

it('an older engine, or one of a newer epoch than the ledger knows, is fenced; without an epoch nobody is', () => {
  const at = (epoch: number): boolean => fenced({ epoch: { account: ACCOUNT, epoch } }, factsOf({ epoch: 2 }));
  expect([1, 2, 3].map(at)).toEqual([true, false, true]);
  expect(fenced({}, factsOf({ epoch: 2 }))).toBe(false);
  expect(fenced({ epoch: { account: OTHER, epoch: 0 } }, factsOf())).toBe(false);
});

it('what is counted is what the guards name', () => {
  const pace = { account: ACCOUNT, line: 'ap_1' as LineId, at: NOW, most: 1 };
  expect(talliesOf({})).toEqual([]);
  expect(talliesOf({ slots: { account: ACCOUNT, max: 1 } })).toEqual([{ account: ACCOUNT, which: 'open' }]);
  expect(talliesOf({ pace, slots: { account: OTHER, max: 1 } })).toEqual([slotsTaken(OTHER), startsNear(pace)]);
  expect(startsNear(pace)).toEqual({
    account: ACCOUNT,
    line: 'ap_1',
    which: 'may_have_rung',
    after: NOW - SECOND,
    before: NOW + SECOND,
  });
});

it('a filter asks for what it names, each field alone', () => {
  const one = makeAttempt({ sendAt: NOW });
  const fits = (filter: Omit<AttemptFilter, 'which'>): boolean => attemptFits({ which: 'open', ...filter }, one);
  const { account, line, campaign, destination, contact } = one;
  expect(fits({})).toBe(true);
  for (const same of [{ account }, { line }, { campaign }, { destination }, { contact }]) {
    expect(fits(same)).toBe(true);
    expect(fits(Object.fromEntries(Object.keys(same).map((name) => [name, 'other'])))).toBe(false);
  }
  expect([fits({ after: NOW - 1 }), fits({ before: NOW + 1 })]).toEqual([true, true]);
  expect([fits({ after: NOW }), fits({ before: NOW })]).toEqual([false, false]);
});
