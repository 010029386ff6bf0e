/** Whom a command of steering is about: campaigns by their names, or all of the ledger. */
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { CampaignId } from '../../model/ids.ts';
import { LATENESS } from '../../policy/may-dial.ts';
import type { Store } from '../../store/port.ts';
import { findCampaign } from '../ledger.ts';
import { engineOf, ledgerNow } from '../open-ledger.ts';
import type { Runtime } from '../runtime.ts';

/** One by its name, several, or every campaign of the ledger. */
export type Which = { readonly name: string } | { readonly names: readonly string[] } | 'all';

/** A `UserError` where one of the names is nobody's: nothing is done to the others either. */
export async function choose(store: Store, which: Which): Promise<readonly Campaign[]> {
  if (which === 'all') return store.campaigns();
  const found = new Map<CampaignId, Campaign>();
  for (const name of 'name' in which ? [which.name] : which.names) {
    const campaign = await findCampaign(store, name);
    found.set(campaign.id, campaign);
  }
  return [...found.values()];
}

/** Workers take up what runs in a shared ledger at any time; a file's is dialed while an engine has it. */
export async function isDialed(config: Config, store: Store): Promise<boolean> {
  return config.databaseUrl !== null || (await engineOf(config, store)).is !== 'idle';
}

/** What was committed before may still leave until its appointment is over, a second at most: it is waited for. */
export async function lastAppointment(
  config: Config,
  store: Store,
  chosen: readonly Campaign[],
  { clock }: Runtime,
): Promise<void> {
  const ids = new Set(chosen.map(({ id }) => id));
  let until = 0;
  for (const account of new Set(chosen.map((campaign) => campaign.account))) {
    const open = await store.openAttempts(account);
    const placing = open.filter(({ attempt }) => attempt.state.is === 'placing' && ids.has(attempt.campaign));
    until = Math.max(until, ...placing.map(({ attempt }) => attempt.sendBy));
  }
  const left = until - (await ledgerNow(config, store, clock));
  if (left > 0) await clock.sleep(clock.now() + Math.min(left, LATENESS * 2));
}
