/** Campaigns that nobody is asking for now: paused, so that a run dials what it showed and was handed, and nothing else. */
import type { Campaign } from '../../model/campaign.ts';
import type { EngineCore } from '../core.ts';
import { watchedBy } from '../role.ts';
import { pause } from './pause.ts';

/** A run of it ended without a word: a crash, a closed machine. */
const LEFT_BEHIND = 'its run ended before it was finished; run it again to go on';
const STOPPED = 'it was stopped; run it again to go on';

/** Paused for want of a run, not by a rule: another run that still asks for it takes it up again. */
export function wantsRun(state: Campaign['state']): boolean {
  return state.is === 'paused' && (state.message === LEFT_BEHIND || state.message === STOPPED);
}

/** Before the first look: what is `running` and not of this run was left behind by one that is no more. */
export async function pauseLeftBehind(core: EngineCore): Promise<void> {
  const watched = watchedBy(core.role);
  for (const [id, { state }] of core.campaigns.all) {
    if (state.is === 'running' && !watched.includes(id)) await pause(core, id, 'operator', LEFT_BEHIND);
  }
}

/** After a stop: the operator of another campaign must not find these dialed again by their own run. */
export async function pauseStopped(core: EngineCore): Promise<void> {
  for (const id of watchedBy(core.role)) await pause(core, id, 'operator', STOPPED);
}
