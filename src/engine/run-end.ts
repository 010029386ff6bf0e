/** How a run ended, by what the ledger says of its campaigns. */
import type { RunEnd } from '../model/run.ts';
import type { EngineCore } from './core.ts';
import { keepsRun } from '../model/pause-reason.ts';
import { watchedBy } from './role.ts';
import { pauseWords } from './settle/pause-words.ts';

export async function endOf({ role, run, store }: EngineCore): Promise<RunEnd> {
  if (run.lostLease) return { is: 'lost_lease' };
  let left = 0;
  let needsReview = 0;
  let end: RunEnd | undefined;
  let canceled = false;
  let held = false;
  for (const id of watchedBy(role)) {
    const campaign = await store.campaign(id);
    const { states } = await store.counts(id);
    left += states.ready + states.in_progress + states.in_doubt;
    needsReview += states.needs_review;
    if (campaign?.state.is === 'canceled') canceled = true;
    if (campaign?.state.is !== 'paused') continue;
    // The run would have waited with it: it was stopped.
    if (keepsRun(campaign.state)) held = true;
    else if (campaign.state.why === 'limit') end ??= { is: 'limit', left: states.ready };
    else end = { is: 'paused', message: await pauseWords(store, campaign.state) };
  }
  if (end?.is === 'paused') return end;
  if (canceled) return { is: 'canceled', left };
  if (end?.is === 'limit') return { ...end, left };
  return left > 0 || held ? { is: 'stopped', left } : { is: 'finished', needsReview };
}
