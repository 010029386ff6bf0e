/** What a proposal changes of a campaign that the ledger knows, for whoever is asked before it is applied. */
import type { Campaign } from '../../model/campaign.ts';
import type { Instant } from '../../model/time.ts';
import { planChanges } from '../../report/plan-changes.ts';
import type { Against } from '../../report/preflight.ts';
import type { CampaignCounts } from '../../store/port.ts';

type Proposed = {
  readonly known: Campaign | null;
  readonly campaign: Pick<Campaign, 'plan'>;
  readonly counts: CampaignCounts;
  readonly spent: number;
  readonly sync: boolean;
};

/** Null where the campaign is new. */
export function againstOf(proposed: Proposed, zone: string, now: Instant): Against | null {
  const { known, campaign, counts, spent, sync } = proposed;
  if (known === null) return null;
  const raised = campaign.plan.retry.maxAttempts > known.plan.retry.maxAttempts;
  return {
    sync,
    plan: planChanges(known.plan, campaign.plan, now, zone),
    spent,
    // Only where the question comes up: who was given up for other reasons is among them.
    stayGivenUp: raised ? counts.states.exhausted : 0,
  };
}
