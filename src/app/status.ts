/** How campaigns stand that somebody else dials. */
import type { OpenAccount } from './open.ts';
import type { Campaign } from '../model/campaign.ts';
import type { RunEnd } from '../model/run.ts';
import { pauseWords } from '../engine/settle/pause-words.ts';

/** How the campaigns ended while another engine had them; null while they go on. */
export async function standing(bench: OpenAccount, campaigns: readonly Campaign[]): Promise<RunEnd | null> {
  const now = await Promise.all(campaigns.map(({ id }) => bench.store.campaign(id)));
  if (now.some((campaign) => campaign?.state.is === 'running')) return null;
  for (const campaign of now) {
    if (campaign?.state.is === 'paused') {
      return { is: 'paused', message: await pauseWords(bench.store, campaign.state) };
    }
  }
  // Contacts that need review are counted where the end is told.
  return { is: 'finished', needsReview: 0 };
}

export async function left(bench: OpenAccount, campaigns: readonly Campaign[]): Promise<number> {
  let sum = 0;
  for (const { id } of campaigns) {
    const { states } = await bench.store.counts(id);
    sum += states.ready + states.in_progress + states.in_doubt;
  }
  return sum;
}
