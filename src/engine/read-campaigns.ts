/** Takes the account's campaigns from the ledger, as they are now: the slots follow from the running ones. */
import { attemptVariablesOf, type Campaign } from '../model/campaign.ts';
import type { Core } from './core.ts';

/** Answers those that run. */
export async function readCampaigns({ account, campaigns, store, voice }: Core): Promise<readonly Campaign[]> {
  const all = (await store.campaigns()).filter((campaign) => campaign.account === account);
  campaigns.take(all);
  voice.expect?.(all.flatMap(({ plan }) => attemptVariablesOf(plan)));
  return all.filter(({ state }) => state.is === 'running');
}
