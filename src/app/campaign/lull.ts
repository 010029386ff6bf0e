/** Whether a run can ring anybody at this moment, and else until when it waits. */
import type { Campaign } from '../../model/campaign.ts';
import { keepsRun } from '../../model/pause-reason.ts';
import type { Lull } from '../../model/run.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import { afterOther } from '../../policy/after-other.ts';
import type { Hours } from '../../policy/hours.ts';
import { firstLull, lullOf } from '../../report/waiting.ts';
import type { Store } from '../../store/port.ts';

type Reads = Pick<Store, 'campaign' | 'counts' | 'waiting'>;

/** Who waits for what is counted along all of them: again once anything of the campaigns has changed, else no more often. */
const ANEW: Duration = 10 * SECOND;

/**
 * Asked again and again while a run waits. Null: somebody may be rung now, a call is open, or nobody is left. `surely`: what
 * is idle is counted anew before it is said, because the run ends by it.
 */
export function lullsOf(
  store: Reads,
  campaigns: readonly Pick<Campaign, 'id'>[],
  hours: Hours,
  surely = false,
): (now: Instant) => Promise<Lull | null> {
  let known: { readonly by: string; readonly at: Instant; readonly lull: Lull | null } | null = null;
  return async (now) => {
    const facts = await factsOf(store, campaigns);
    if (facts === null) return null;
    const by = JSON.stringify(facts);
    const isOld = known?.by !== by || now < known.at || now >= known.at + ANEW || now >= (known.lull?.until ?? now);
    if (!isOld && !(surely && known?.lull?.idle === true)) return known?.lull ?? null;
    const lull = await lullBy(store, facts, now, hours);
    known = { by, at: now, lull };
    return lull;
  };
}

type Facts = { readonly campaign: Campaign; readonly ready: number; readonly after: boolean };

/** Of those in which somebody waits, by what costs nothing to read. Null: a call is open. */
async function factsOf(store: Reads, campaigns: readonly Pick<Campaign, 'id'>[]): Promise<readonly Facts[] | null> {
  const facts: Facts[] = [];
  for (const { id } of campaigns) {
    const campaign = await store.campaign(id);
    if (campaign === undefined) continue;
    const { states } = await store.counts(id);
    if (states.in_progress + states.in_doubt > 0) return null;
    if (states.ready > 0) facts.push({ campaign, ready: states.ready, after: await waitsForOther(store, campaign) });
  }
  return facts;
}

async function lullBy(store: Reads, facts: readonly Facts[], now: Instant, hours: Hours): Promise<Lull | null> {
  const lulls: Lull[] = [];
  for (const { campaign, ready, after } of facts) {
    const { id, state } = campaign;
    if (state.is === 'paused' && keepsRun(state)) {
      lulls.push({ until: state.until ?? null, zone: null, people: ready, idle: true });
      continue;
    }
    if (state.is !== 'running') continue;
    const lull = lullOf(campaign, await store.waiting(id, now), after, now, hours);
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
  const [other, { dialed }] = [await store.campaign(plan.after.id), await store.counts(id)];
  return afterOther({ campaign: { state, plan }, begun: dialed > 0, other: other?.state }) !== 'free';
}
