/** Whether the campaign that comes first is still waited for, for every state of both and whoever said what when. */
import { expect, it } from 'vitest';
import { afterOther } from '../../src/policy/after-other.ts';
import { mayBegin } from '../../src/policy/may-begin.ts';
import type { CampaignState } from '../../src/model/campaign.ts';
import type { CampaignId } from '../../src/model/ids.ts';
import { makeCampaign, makePlan, NOW } from '../support/fixtures.ts';

const STATES: readonly CampaignState[] = [
  { is: 'scheduled' },
  { is: 'running' },
  { is: 'running', by: 'robin', at: NOW - 1 },
  { is: 'running', by: 'robin', at: NOW },
  { is: 'paused', why: 'limit', message: 'x' } as never,
  { is: 'finished', at: NOW },
  { is: 'canceled', at: NOW },
];
const plan = makePlan({ after: { id: 'first' as CampaignId, name: 'first' } });

it('is what decides a begin, in each of them: who waits is not begun, who is free is', () => {
  for (const state of STATES) {
    for (const other of [undefined, ...STATES]) {
      for (const begun of [false, true]) {
        const facts = { campaign: makeCampaign({ state, plan }), begun, other };
        const begin = mayBegin({ ...facts, firstOpen: (from) => from }, NOW + 1).is;
        const is = afterOther(facts);
        expect([is, begin]).toEqual([is, { free: 'yes', waits: 'later', gone: 'pause' }[is]]);
      }
    }
  }
});

it('a word from before the other was canceled was not about that', () => {
  const other = { is: 'canceled', at: NOW } as const;
  const asked = (at: number): string =>
    afterOther({ campaign: { state: { is: 'running', by: 'robin', at }, plan }, begun: false, other });
  expect([asked(NOW - 1), asked(NOW)]).toEqual(['gone', 'free']);
});
