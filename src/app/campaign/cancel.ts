/** Cancels a campaign, for good: nobody of it is dialed any more, whoever dials. */
import type { Config } from '../../config/environment.ts';
import { changeCampaign } from '../../engine/change-campaign.ts';
import { sweepWhole } from '../../engine/settle/sweep-closed.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Store } from '../../store/port.ts';
import { findCampaign } from '../ledger.ts';
import { engineOf } from '../open-ledger.ts';
import type { Caller } from '../runtime.ts';
import { lastAppointment } from './choose.ts';
import { hungUpOf } from './steer.ts';
import type { HungUp } from './hang-up.ts';

export type CancelOptions = {
  /** Calls that are talking are ended. */
  readonly hangUp?: boolean;
};

export type Canceled = {
  /** As it stood before. */
  readonly before: Campaign;
  /** As it stands now. One that is `finished` was not canceled: nobody of it would be dialed anyway. */
  readonly campaign: Campaign;
  /** This canceled it, and nobody before. */
  readonly done: boolean;
  /** How many waited to be dialed and leave: at once, or by whoever dials. */
  readonly waited: number;
  /** Calls that are ringing, talking or in doubt: followed to their end by whoever dials with this ledger, now or next. */
  readonly open: number;
  /** Somebody dials with this ledger. */
  readonly dialed: boolean;
  readonly hungUp: HungUp | null;
};

/** Once it resolves no call begins any more. What a process that died in the middle left is done by the next one. */
export async function cancelCampaign(
  store: Store,
  name: string,
  { hangUp = false }: CancelOptions,
  config: Config,
  caller: Caller,
): Promise<Canceled> {
  const { clock, operator: by } = caller;
  const before = await findCampaign(store, name);
  const asked = { now: () => clock.now(), by: { is: 'operator', name: by } } as const;
  const result = await changeCampaign(store, before.id, { is: 'cancel', by }, asked);
  const campaign = result.is === 'gone' ? before : result.campaign;
  const done = result.is === 'changed';
  if (done) await lastAppointment(config, store, [campaign], caller);
  const dialed = (await engineOf(config, store)).is !== 'idle';
  const { states } = await store.counts(campaign.id);
  const hungUp = hangUp && campaign.state.is === 'canceled' ? await hungUpOf(store, [campaign], config, caller) : null;
  // An engine sweeps as it goes; where none is, and where one has died of it, nobody else would.
  if (campaign.state.is === 'canceled' && !dialed) await sweepWhole(store, campaign, () => clock.now());
  return { before, campaign, done, waited: states.ready, open: states.in_progress + states.in_doubt, dialed, hungUp };
}
