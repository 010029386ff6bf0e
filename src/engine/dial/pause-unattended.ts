/** Campaigns that nobody is asking for now: paused, so that a run dials what it showed and was handed, and nothing else. */
import type { CampaignId } from '../../model/ids.ts';
import type { Session } from '../session.ts';
import { pause } from './pause.ts';

/** Before the first look: what is `running` and not of this run was left behind by one that is no more. */
export async function pauseLeftBehind(session: Session): Promise<void> {
  if (session.leftBehindPaused) return;
  session.leftBehindPaused = true;
  for (const [id, { state }] of session.campaigns) {
    if (state.is === 'running' && !session.watched.includes(id)) {
      await pause(session, id, { why: 'unattended', left: 'behind' });
    }
  }
}

/** After a stop: the operator of another campaign must not find these dialed again by their own run. */
export async function pauseStopped(session: Session, watched: readonly CampaignId[]): Promise<void> {
  for (const id of watched) await pause(session, id, { why: 'unattended', left: 'stopped' });
}
