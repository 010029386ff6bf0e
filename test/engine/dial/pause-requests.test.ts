/** Causes to pause that are met in one look: each is said, and each stands with the campaign. */
import { expect, it } from 'vitest';
import { pauseSentence } from '../../../src/model/pause-reason.ts';
import { dispatch } from '../../../src/engine/dial/dispatcher.ts';
import { meetOtherLedger } from '../../../src/engine/settle/foreign-calls.ts';
import { suspectCopy } from '../../../src/engine/settle/recover-calls.ts';
import type { AgentId, CampaignId } from '../../../src/model/ids.ts';
import { call, CAMPAIGN, NOW } from '../../support/fixtures.ts';
import { addCampaign, openScene } from '../scene.ts';

it('three of them are all said, each once, and pause every campaign of the account', async () => {
  const { core, store, said } = await openScene();
  await addCampaign(store, CAMPAIGN, {}, 2);
  await addCampaign(store, 'handed-over' as CampaignId, {}, 2);
  suspectCopy(core);
  const foreign = {
    ...{ callId: call(1), attempt: null, to: '12125551000', from: null, agent: 'agent_1' as AgentId },
    ...{ direction: 'outbound', status: 'in_progress', startTime: NOW, endTime: null },
    ...{ endReason: null, summary: null, errorMessage: null },
  };
  await meetOtherLedger(core, 'another', foreign);
  core.run.requestPause('the open calls cannot be followed: the key was not accepted');
  // Seen again in the next list.
  suspectCopy(core);
  await dispatch(core);
  expect(said.map((sentence) => sentence.slice(0, 32))).toEqual([
    'Paused: another copy of this led',
    'Paused: Another outdial ledger (',
    'Paused: the open calls cannot be',
  ]);
  for (const { state } of await store.campaigns()) {
    expect(state).toMatchObject({ is: 'paused', why: 'account' });
    const message = state.is === 'paused' ? pauseSentence(state) : '';
    for (const words of ['another copy', 'Another outdial ledger', 'cannot be followed'])
      expect(message).toContain(words);
  }
  expect(core.run.pauseRequests).toEqual([]);
});

it('one that the ledger did not take stands, and is obeyed at the next look', async () => {
  const { core, store } = await openScene();
  await addCampaign(store, CAMPAIGN, {}, 1);
  core.run.requestPause('once');
  const away = { ...core, store: { ...core.store, putCampaign: () => Promise.reject(new Error('away')) } };
  await expect(dispatch(away)).rejects.toThrow('away');
  expect(core.run.pauseRequests).toEqual(['once']);
  await dispatch(core);
  expect((await store.campaign(CAMPAIGN))?.state).toMatchObject({ is: 'paused', message: 'once' });
});
