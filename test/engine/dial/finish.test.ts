/** A campaign is over when the ledger says that nobody of it moves any more, whatever this engine has counted. */
import { expect, it } from 'vitest';
import { finishCampaigns } from '../../../src/engine/dial/finish.ts';
import type { AttemptId } from '../../../src/model/ids.ts';
import { HOUR } from '../../../src/model/time.ts';
import { CAMPAIGN, makeAttempt, NOW } from '../../support/fixtures.ts';
import { addCampaign, openScene } from '../scene.ts';

it('not while a call is open that another engine made and this one has not seen', async () => {
  const { core, store } = await openScene();
  const campaign = await addCampaign(store, CAMPAIGN, {}, 1);
  core.campaigns.take([campaign]);
  const [waiting] = await store.due({
    ...{ campaign: CAMPAIGN, now: NOW + HOUR, places: null, cartesiaOnly: false, limit: 1 },
  });
  if (waiting === undefined) throw new Error('nobody waits');
  const id = 'elsewhere' as AttemptId;
  const { destination } = waiting;
  const attempt = makeAttempt({ id, contact: waiting.id, campaign: CAMPAIGN, destination });
  const state = { is: 'in_progress', attempt: id, dueAt: NOW + HOUR } as const;
  const to = { ...waiting, state, version: waiting.version + 1 };
  // By the ledger itself: this engine counts nothing of it.
  const made = { contact: { from: waiting.version, to }, attempt: { from: 'new', to: attempt }, log: [] } as const;
  expect(await store.commit([made], {})).toEqual([{ is: 'done' }]);
  expect(core.slots.open.size).toBe(0);

  await finishCampaigns(core, [campaign]);
  expect((await store.campaign(CAMPAIGN))?.state.is).toBe('running');

  const over = { ...to, state: { is: 'completed', reason: 'answered' }, version: to.version + 1 } as const;
  await store.commit([{ contact: { from: to.version, to: over }, log: [] }], {});
  await finishCampaigns(core, [campaign]);
  expect((await store.campaign(CAMPAIGN))?.state.is).toBe('finished');
});
