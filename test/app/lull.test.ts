/** What a waiting run says of itself is counted over all who wait: seldom, and at once when something changes. */
import { expect, it } from 'vitest';
import { lullsOf } from '../../src/app/campaign/lull.ts';
import { HOUR, SECOND } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import { addCampaign } from '../engine/scene.ts';
import { CAMPAIGN, makePlan, NOW } from '../support/fixtures.ts';

async function waitingFor(surely: boolean) {
  const store = openMemoryStore({ makeId: () => 'L', now: NOW });
  const campaign = await addCampaign(store, CAMPAIGN, { startAt: NOW + HOUR }, 3);
  let counted = 0;
  const reads = {
    campaign: store.campaign,
    counts: store.counts,
    waiting: (...asked: Parameters<typeof store.waiting>) => {
      counted += 1;
      return store.waiting(...asked);
    },
  };
  const lulls = lullsOf(reads, [campaign], makeHours(), surely);
  return { store, campaign, lulls, counted: () => counted };
}

it('is counted once in ten seconds, however often it is asked, and again once its hour has come', async () => {
  const { lulls, counted } = await waitingFor(false);
  const lull = { until: NOW + HOUR, zone: null, people: 3, idle: true };
  for (let at = NOW; at < NOW + 10 * SECOND; at += SECOND / 2) expect(await lulls(at)).toEqual(lull);
  expect(counted()).toBe(1);
  expect(await lulls(NOW + 10 * SECOND)).toEqual(lull);
  expect(counted()).toBe(2);
  expect(await lulls(NOW + HOUR)).toBeNull();
  expect(counted()).toBe(3);
});

it('is counted at once when the campaign changes', async () => {
  const { store, campaign, lulls, counted } = await waitingFor(false);
  await lulls(NOW);
  const sooner = { ...campaign, plan: makePlan({ startAt: NOW + SECOND }), version: campaign.version + 1 };
  expect(await store.putCampaign(campaign.version, sooner, [])).toBe('done');
  expect((await lulls(NOW + 1))?.until).toBe(NOW + SECOND);
  expect(counted()).toBe(2);
});

it('a run that would end by it does not go by what was counted a moment ago', async () => {
  const { lulls, counted } = await waitingFor(true);
  await lulls(NOW);
  await lulls(NOW + 1);
  expect(counted()).toBe(2);
});
