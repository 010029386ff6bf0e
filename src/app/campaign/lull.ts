/** Whether a run can ring anybody at this moment, and else until when it waits. */
import type { Campaign } from '../../model/campaign.ts';
import { keepsRun } from '../../model/pause-reason.ts';
import type { Lull } from '../../model/run.ts';
import type { Instant } from '../../model/time.ts';
import type { Hours } from '../../policy/hours.ts';
import { firstLull, lullOf } from '../../report/waiting.ts';
import type { Store } from '../../store/port.ts';

/** Null: somebody may be rung now, a call is open, or nobody is left. */
export async function lullNow(
  store: Pick<Store, 'campaign' | 'counts' | 'waiting'>,
  campaigns: readonly Pick<Campaign, 'id'>[],
  now: Instant,
  hours: Hours,
): Promise<Lull | null> {
  const lulls: Lull[] = [];
  for (const { id } of campaigns) {
    const campaign = await store.campaign(id);
    if (campaign === undefined) continue;
    const { states } = await store.counts(id);
    if (states.in_progress + states.in_doubt > 0) return null;
    const { state } = campaign;
    if (states.ready === 0) continue;
    if (state.is === 'paused' && keepsRun(state)) {
      lulls.push({ until: state.until ?? null, zone: null, people: states.ready, idle: true });
      continue;
    }
    if (state.is !== 'running') continue;
    const lull = lullOf(campaign, await store.waiting(id, now), await waitsForOther(store, campaign), now, hours);
    if (lull === null) return null;
    lulls.push(lull);
  }
  return firstLull(lulls);
}

/** Its own start is behind that of another campaign, which is not finished yet; one that has dialed goes on. */
export async function waitsForOther(
  store: Pick<Store, 'campaign' | 'counts'>,
  { id, state, plan }: Pick<Campaign, 'id' | 'state' | 'plan'>,
): Promise<boolean> {
  if (plan.after === undefined) return false;
  const other = await store.campaign(plan.after.id);
  if (other?.state.is === 'finished') return false;
  // A person has said that it begins all the same, after the other was canceled.
  if ((other === undefined || other.state.is === 'canceled') && state.is === 'running' && state.by !== undefined)
    return false;
  return (await store.counts(id)).dialed === 0;
}
