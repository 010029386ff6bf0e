/** What is known of each campaign while it runs: slots that were promised, refusals and conflicts in a row, the limit. */
import { describe, expect, it } from 'vitest';
import { Campaigns } from '../../../src/engine/state/campaigns.ts';
import type { AttemptId, CampaignId, DestinationKey } from '../../../src/model/ids.ts';
import { CAMPAIGN, makeCampaign, makePlan, NOW } from '../../support/fixtures.ts';

const OTHER = 'other' as CampaignId;
const of = (slots: number, over: Parameters<typeof makeCampaign>[0] = {}): ReturnType<typeof makeCampaign> =>
  makeCampaign({ plan: makePlan({ maxConcurrentCalls: slots }), ...over });
const who = (n: number): { id: AttemptId; destination: DestinationKey } => ({
  id: `a${n}` as AttemptId,
  destination: `d${n % 3}` as DestinationKey,
});

describe('the campaigns', () => {
  it('promise the most slots of those that run, and keep the promise while none does', () => {
    const campaigns = new Campaigns();
    expect(campaigns.promisedSlots).toBe(1);
    campaigns.take([of(4), of(9, { id: OTHER }), of(20, { id: 'x' as CampaignId, state: { is: 'scheduled' } })]);
    expect(campaigns.promisedSlots).toBe(9);
    expect([...campaigns.all.keys()]).toEqual([CAMPAIGN, OTHER, 'x']);
    campaigns.take([of(4, { state: { is: 'finished', at: NOW } })]);
    expect(campaigns.promisedSlots).toBe(9);
    expect([...campaigns.all.keys()]).toEqual([CAMPAIGN]);
    campaigns.take([of(2)]);
    expect(campaigns.promisedSlots).toBe(2);
    campaigns.take([of(0)]);
    expect(campaigns.promisedSlots).toBe(1);
  });

  it('take one that was just written, and who looked before still sees what they saw', () => {
    const campaigns = new Campaigns();
    campaigns.take([of(4)]);
    const before = campaigns.all;
    campaigns.put(of(4, { state: { is: 'finished', at: NOW }, version: 2 }));
    expect(campaigns.all.get(CAMPAIGN)?.state.is).toBe('finished');
    expect(before.get(CAMPAIGN)?.state.is).toBe('running');
  });
});

describe('the limit of a run', () => {
  it('is spent by what is dialed; without one nothing is spent', () => {
    const campaigns = new Campaigns(5);
    campaigns.spend(0);
    campaigns.spend(3);
    campaigns.spend(2);
    expect(campaigns.limitLeft).toBe(0);
    const free = new Campaigns();
    free.spend(3);
    expect(free.limitLeft).toBeNull();
  });
});

describe('refusals', () => {
  it('are counted by campaign and by words, a destination once', () => {
    const campaigns = new Campaigns();
    campaigns.refused(CAMPAIGN, 'no', [who(0), who(3)]);
    const group = campaigns.refused(CAMPAIGN, 'no', [who(1)]);
    expect([...group.destinations]).toEqual(['d0', 'd1']);
    expect([...group.attempts]).toEqual(['a0', 'a3', 'a1']);
    expect(campaigns.refused(CAMPAIGN, 'else', [who(2)]).attempts.size).toBe(1);
    expect(campaigns.refused(OTHER, 'no', [who(2)]).attempts.size).toBe(1);
    campaigns.forgetRefused(CAMPAIGN, 'no');
    expect(campaigns.refused(CAMPAIGN, 'no', []).attempts.size).toBe(0);
    expect(campaigns.refused(CAMPAIGN, 'else', []).attempts.size).toBe(1);
    campaigns.forgetRefused(CAMPAIGN);
    expect(campaigns.refused(CAMPAIGN, 'else', []).attempts.size).toBe(0);
    expect(campaigns.refused(OTHER, 'no', []).attempts.size).toBe(1);
  });

  it('of a campaign without any are forgotten without a word', () => {
    const campaigns = new Campaigns();
    campaigns.forgetRefused(CAMPAIGN, 'no');
    campaigns.forgetRefused(CAMPAIGN);
    expect(campaigns.refused(CAMPAIGN, 'no', []).attempts.size).toBe(0);
  });

  it('in a hundred different words are remembered, and the oldest is forgotten for the next', () => {
    const campaigns = new Campaigns();
    for (let n = 0; n < 100; n++) campaigns.refused(CAMPAIGN, `w${n}`, [who(n)]);
    expect(campaigns.refused(CAMPAIGN, 'w0', []).attempts.size).toBe(1);
    campaigns.refused(CAMPAIGN, 'w100', [who(100)]);
    expect(campaigns.refused(CAMPAIGN, 'w1', []).attempts.size).toBe(1);
    expect(campaigns.refused(CAMPAIGN, 'w0', []).attempts.size).toBe(0);
  });
});

describe('answers 409', () => {
  it('count in a row, by campaign', () => {
    const campaigns = new Campaigns();
    expect(campaigns.conflict(CAMPAIGN, 'again')).toBe(1);
    expect(campaigns.conflict(OTHER, 'again')).toBe(1);
    expect(campaigns.conflict(CAMPAIGN, 'again')).toBe(2);
    expect(campaigns.conflict(CAMPAIGN, null)).toBe(0);
    expect(campaigns.conflict(CAMPAIGN, 'again')).toBe(1);
    expect(campaigns.conflict(OTHER, 'again')).toBe(2);
  });
});

it('ends are counted by campaign and by how', () => {
  const campaigns = new Campaigns();
  campaigns.noteEnd(CAMPAIGN, 'answered');
  campaigns.noteEnd(CAMPAIGN, 'answered');
  campaigns.noteEnd(CAMPAIGN, 'busy');
  expect(Object.fromEntries(campaigns.ended.get(CAMPAIGN) ?? [])).toEqual({ answered: 2, busy: 1 });
  expect(campaigns.ended.get(OTHER)).toBeUndefined();
});
