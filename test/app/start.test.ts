/** Starting a campaign: by what was read and shown, and never over a pause that came meanwhile. */
import { expect, it } from 'vitest';
import { startCampaign } from '../../src/app/campaign/start.ts';
import type { CampaignState } from '../../src/model/campaign.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import { makeCampaign, NOW } from '../support/fixtures.ts';

/** Somebody else puts this state just before the first put of whoever asks. */
async function racing(
  state: CampaignState,
): Promise<{ store: Store; read: ReturnType<typeof makeCampaign>; ledger: Store }> {
  const ledger = openMemoryStore({ makeId: () => 'x', now: NOW });
  const read = makeCampaign({ state: { is: 'scheduled' } });
  await ledger.putCampaign('new', read, []);
  let first = true;
  const store: Store = {
    ...ledger,
    putCampaign: async (from, to, log) => {
      if (first) await ledger.putCampaign(1, { ...read, version: 2, state }, []);
      first = false;
      return ledger.putCampaign(from, to, log);
    },
  };
  return { store, read, ledger };
}

it('a start that was decided before a pause does not undo it', async () => {
  const { store, read, ledger } = await racing({ is: 'paused', why: 'account', message: 'no money' });
  await expect(startCampaign(store, read, NOW)).rejects.toMatchObject({ problems: [{ code: 'moved' }] });
  expect((await ledger.campaign(read.id))?.state).toMatchObject({ is: 'paused', why: 'account' });
});

it('starts what stands as it was read', async () => {
  const ledger = openMemoryStore({ makeId: () => 'x', now: NOW });
  const read = makeCampaign({ state: { is: 'scheduled' } });
  await ledger.putCampaign('new', read, []);
  expect((await startCampaign(ledger, read, NOW)).state).toEqual({ is: 'running' });
});
