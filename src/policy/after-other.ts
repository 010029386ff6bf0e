/** `schedule.after`: is the campaign that comes first still waited for? One rule, whoever asks. Pure. */
import type { Campaign, CampaignState } from '../model/campaign.ts';
import type { Instant } from '../model/time.ts';

export type OtherFacts = {
  readonly campaign: Pick<Campaign, 'state' | 'plan'>;
  /** Somebody of it was dialed before: it goes on. */
  readonly begun: boolean;
  /** As the ledger has the campaign that comes first; undefined: it has none. */
  readonly other: CampaignState | undefined;
};

/** `gone`: it is canceled or not in the ledger, and no person has said since that this one begins all the same. */
export function afterOther({ campaign: { state, plan }, begun, other }: OtherFacts): 'free' | 'waits' | 'gone' {
  if (begun || plan.after === undefined || other?.is === 'finished') return 'free';
  if (other !== undefined && other.is !== 'canceled') return 'waits';
  const said = saidAt(state);
  return said !== null && said >= (other?.at ?? 0) ? 'free' : 'gone';
}

/** When a person said that it is to be dialed; null: nobody did. */
export function saidAt(state: CampaignState): Instant | null {
  return state.is === 'running' && state.by !== undefined ? (state.at ?? 0) : null;
}
