/** What becomes of a campaign that has people to dial again: it goes on where somebody dials, and waits for its run elsewhere. */
import { changeCampaign } from '../../engine/change-campaign.ts';
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config/environment.ts';
import { UserError, userError } from '../../model/errors.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import type { Campaign, CampaignState } from '../../model/campaign.ts';
import type { Store } from '../../store/port.ts';
import { engineOf } from '../open-ledger.ts';
import { digestOf } from '../account.ts';
import { readFilesAgain } from '../suppression/again.ts';
import type { Caller } from '../runtime.ts';

export type GoesOn = {
  readonly state: CampaignState;
  /** Somebody dials with this ledger: what runs is taken up. */
  readonly dialed: boolean;
};

/** Asked once its people wait: before, an engine that finds nobody would finish it again, and they would wait for ever. */
export async function goOn(store: Store, id: CampaignId, config: Config, { clock, operator }: Caller): Promise<GoesOn> {
  const dialed =
    config.databaseUrl === null ? (await engineOf(config, store)).is !== 'idle' : await mayGoOn(store, id, clock);
  const asked = { now: () => clock.now(), by: { is: 'operator', name: operator } } as const;
  const result = await changeCampaign(store, id, { is: 'reopen', dialed }, asked);
  if (result.is === 'gone') throw userError('unknown_campaign', `No campaign is called "${id}" any more.`);
  return { state: result.campaign.state, dialed };
}

/** Workers take up what runs, and have no files: what its do-not-call files say by now is read first, or a person resumes it. */
async function mayGoOn(store: Store, id: CampaignId, clock: Clock): Promise<boolean> {
  const campaign = await store.campaign(id);
  if (campaign?.state.is !== 'finished') return true;
  try {
    await readFilesAgain([campaign], { store, digest: digestOf(await store.info()), clock }, true);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** Throws a `UserError` where nobody of it can be dialed any more. */
export function refuseOver({ id, name, state, plan: { endAt } }: Campaign, now: Instant): void {
  if (state.is === 'canceled') {
    throw userError('canceled', `"${name}" was canceled.`, 'Make a campaign of another name of its list.');
  }
  if (endAt === null || endAt > now) return;
  const message = `The end of "${name}", schedule.end_at, has passed (${formatWhen(endAt, now, operatorZone())}).`;
  throw userError('ended', message, `Set a later one first: outdial set ${id} schedule.end_at="tomorrow 18:00".`);
}
