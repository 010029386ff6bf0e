/** What people have asked for meanwhile: a pause that is over goes on, and whoever waits in a canceled campaign leaves it. */
import type { Campaign } from '../../model/campaign.ts';
import type { CampaignId } from '../../model/ids.ts';
import { isPauseOver } from '../../model/pause-reason.ts';
import { changeAsRead } from '../change-campaign.ts';
import type { EngineCore } from '../core.ts';
import { watchedBy } from '../role.ts';
import { sweepClosed, sweepWhole } from '../settle/sweep-closed.ts';
import { clockIsRight } from './clock-guard.ts';
import { noteChange } from './pause.ts';

/** Those who leave in one look: the dialing of the other campaigns waits for it. */
const MOST_AT_ONCE = 400;

/**
 * True where one goes on. Of a file's campaigns only those of this run, and those that were handed to it: what somebody paused
 * and left weeks ago must not be dialed because another list is.
 */
export async function goOnAfterPauses(core: EngineCore, running: readonly Campaign[]): Promise<boolean> {
  const { campaigns, clock, role, store } = core;
  for (const { id } of running) campaigns.note(id, 'handed');
  const isOurs = (id: CampaignId): boolean =>
    role.is === 'leader' || watchedBy(role).includes(id) || campaigns.handed.has(id);
  const due = [...campaigns.all.values()].filter(
    ({ id, state }) => state.is === 'paused' && isPauseOver(state, clock.now()) && isOurs(id),
  );
  // A clock that has jumped would end it at any hour.
  if (due.length === 0 || !(await clockIsRight(core))) return false;
  let any = false;
  for (const campaign of due) {
    const asked = { now: () => clock.now(), by: { is: 'engine' } } as const;
    // By what was read: whoever has given the pause another end meanwhile is obeyed at the next look.
    const result = await changeAsRead(store, campaign, { is: 'resume' }, asked);
    if (result.is !== 'changed') continue;
    any = true;
    noteChange(core, result.campaign);
  }
  return any;
}

/** Until nobody waits and no call is open in it: a call that ends may put somebody back, by what was read before. */
export async function sweepCanceled(core: EngineCore, isBusy: (id: CampaignId) => boolean): Promise<void> {
  const { campaigns, clock, run, store } = core;
  for (const campaign of campaigns.all.values()) {
    if (campaign.state.is !== 'canceled' || campaigns.swept.has(campaign.id)) continue;
    const busy = isBusy(campaign.id);
    const all = await sweepClosed(store, campaign, () => clock.now(), MOST_AT_ONCE);
    if (!all) run.signals.dispatch.wake();
    else if (!busy && !isBusy(campaign.id)) campaigns.note(campaign.id, 'swept');
  }
}

/** After the last reply was taken in: one that was judged by what was read before the cancel has put somebody back. */
export async function sweepAtTheEnd({ clock, role, run, store }: EngineCore): Promise<void> {
  if (run.lostLease) return;
  for (const id of watchedBy(role)) {
    const campaign = await store.campaign(id);
    if (campaign?.state.is !== 'canceled') continue;
    await sweepWhole(store, campaign, () => clock.now());
  }
}
