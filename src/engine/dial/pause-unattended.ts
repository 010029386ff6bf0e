/** Campaigns that nobody is asking for now: paused, so that a run dials what it showed and was handed, and nothing else. */
import type { Campaign } from '../../model/campaign.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Session } from '../session.ts';
import { pause } from './pause.ts';

/** A run of it ended without a word: a crash, a closed machine. */
const LEFT_BEHIND = 'its run ended before it was finished; run it again to go on';
const STOPPED = 'it was stopped; run it again to go on';

/** Paused for want of a run, not by a rule: another run that still asks for it takes it up again. */
export function wantsRun(state: Campaign['state']): boolean {
  return state.is === 'paused' && (state.message === LEFT_BEHIND || state.message === STOPPED);
}

/** Before the first look: what is `running` and not of this run was left behind by one that is no more. */
export async function pauseLeftBehind(session: Session): Promise<void> {
  if (session.leftBehindPaused) return;
  session.leftBehindPaused = true;
  for (const [id, { state }] of session.campaigns) {
    if (state.is === 'running' && !session.watched.includes(id)) await pause(session, id, 'operator', LEFT_BEHIND);
  }
}

/** After a stop: the operator of another campaign must not find these dialed again by their own run. */
export async function pauseStopped(session: Session, watched: readonly CampaignId[]): Promise<void> {
  for (const id of watched) await pause(session, id, 'operator', STOPPED);
}
