/** When a campaign begins: in time by itself, too late only with a person's word, after another once that one is finished. */
import { describe, expect, it } from 'vitest';
import type { CampaignState } from '../../src/model/campaign.ts';
import type { CampaignId } from '../../src/model/ids.ts';
import { HOUR, MINUTE } from '../../src/model/time.ts';
import { mayBegin } from '../../src/policy/may-begin.ts';
import { makeCampaign, makePlan, NOW } from '../support/fixtures.ts';

const AFTER = { id: 'first' as CampaignId, name: 'first' };
const latest = { is: 'within', duration: HOUR } as const;
const plan = makePlan({ startAt: NOW, startLatest: latest });
const running = { is: 'running' } as const;
const atOnce = (from: number): number => from;

function asked(
  now: number,
  state: CampaignState = running,
  more: { other?: CampaignState; begun?: boolean; after?: boolean; opens?: number } = {},
): string {
  const { other, begun = false, after = false, opens } = more;
  const facts = {
    campaign: makeCampaign({ state, plan: after ? { ...plan, after: AFTER } : plan }),
    begun,
    other,
    firstOpen: opens === undefined ? atOnce : () => opens,
  };
  return mayBegin(facts, now).is;
}

describe('a start', () => {
  it.each([
    ['is waited for', NOW - 1, 'later'],
    ['is kept', NOW, 'yes'],
    ['may be late by so much', NOW + HOUR, 'yes'],
    ['and by no more', NOW + HOUR + 1, 'pause'],
  ])('%s', (_, now, is) => expect(asked(now)).toBe(is));

  it('counts from the first hour at which somebody may be rung', () => {
    const opens = NOW + 5 * HOUR;
    expect(asked(NOW + 4 * HOUR, running, { opens })).toBe('at_its_hours');
    expect(asked(opens + HOUR, running, { opens })).toBe('yes');
    expect(asked(opens + HOUR + 1, running, { opens })).toBe('pause');
  });

  it('what was begun goes on, and so does what a person starts late', () => {
    const late = NOW + 9 * HOUR;
    expect(asked(late, running, { begun: true })).toBe('yes');
    expect(asked(late, { is: 'running', by: 'robin', at: late - MINUTE })).toBe('yes');
    // A word from before its time was not about its being late.
    expect(asked(late, { is: 'running', by: 'robin', at: NOW - MINUTE })).toBe('pause');
  });

  it('names the command that starts it all the same', () => {
    const facts = { campaign: makeCampaign({ plan }), begun: false, other: undefined, firstOpen: atOnce };
    expect(mayBegin(facts, NOW + 2 * HOUR)).toEqual({
      is: 'pause',
      message: 'its start was missed by 2h, more than schedule.start_latest allows: outdial resume demo starts it now',
    });
  });
});

describe('after another', () => {
  const now = NOW + MINUTE;
  const canceled = { is: 'canceled', at: NOW } as const;
  it.each([
    ['waits while it is dialed', running, { is: 'running' }, 'later'],
    ['and while it is paused', running, { is: 'paused', why: 'limit' }, 'later'],
    ['begins once it is finished', running, { is: 'finished', at: NOW }, 'yes'],
    ['pauses where it was canceled', running, canceled, 'pause'],
    ['unless a person says so afterwards', { is: 'running', by: 'robin', at: now }, canceled, 'yes'],
    ['pauses where nobody knows it', running, undefined, 'pause'],
  ] as const)('%s', (_, state, other, is) => {
    expect(asked(now, state, { after: true, ...(other === undefined ? {} : { other }) })).toBe(is);
  });

  it('a start that was waited for is not late', () => {
    const other = { is: 'finished', at: NOW + 20 * HOUR } as const;
    expect(asked(NOW + 20 * HOUR + MINUTE, running, { after: true, other })).toBe('yes');
    expect(asked(NOW + 22 * HOUR, running, { after: true, other })).toBe('pause');
  });
});
