/** The last lines of a command after which a campaign has people to dial again: whether it goes on by itself, and how else. */
import type { GoesOn } from '../../app/campaign/go-on.ts';
import type { CampaignId } from '../../model/ids.ts';
import { sayNext, sayRunAgain, type Context } from './context.ts';

export function sayGoesOn({ state, dialed }: GoesOn, campaign: CampaignId, context: Context): void {
  if (state.is === 'scheduled') return sayRunAgain(context);
  if (state.is === 'running' && dialed) return sayNext(context, `outdial status ${campaign}`);
  const first = state.is === 'paused' && state.why !== 'unattended' ? 'It is paused: they wait with it.' : undefined;
  sayNext(context, `outdial resume ${campaign}`, first);
}

/** For machines. */
export function goesOnRecord({ state, dialed }: GoesOn): { readonly state: string; readonly dialing: boolean } {
  return { state: state.is, dialing: dialed && state.is === 'running' };
}
