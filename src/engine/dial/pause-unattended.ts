/** Campaigns that nobody is asking for now: paused, so that a run dials what it showed and was handed, and nothing else. */
import type { EngineCore } from '../core.ts';
import { watchedBy } from '../role.ts';
import { pause } from './pause.ts';

/** Before the first look: what is `running` and not of this run was left behind by one that is no more. */
export async function pauseLeftBehind(core: EngineCore): Promise<void> {
  const watched = watchedBy(core.role);
  for (const [id, { state }] of core.campaigns.all) {
    if (state.is === 'running' && !watched.includes(id)) await pause(core, id, { why: 'unattended', left: 'behind' });
  }
}

/** After a stop: the operator of another campaign must not find these dialed again by their own run. */
export async function pauseStopped(core: EngineCore): Promise<void> {
  for (const id of watchedBy(core.role)) await pause(core, id, { why: 'unattended', left: 'stopped' });
}
