/** Which rows are there: those whose load was published. */
import type { CampaignId } from '../../model/ids.ts';
import { one, type Routine } from './routine.ts';

/** The newest published load of a campaign; 0 when none is. */
export function* visibleLoad(campaign: CampaignId): Routine<number> {
  const row = yield* one<{ load: number | null }>(
    `SELECT max(id) AS load FROM load WHERE campaign = $1 AND state = 'published'`,
    campaign,
  );
  return row?.load ?? 0;
}

/** A condition on a contact where the campaign is not known beforehand. */
export function visibleContact(of: string): string {
  return `${of}.load <= (SELECT max(id) FROM load WHERE campaign = ${of}.campaign AND state = 'published')`;
}

/** Rejected and skipped rows of the newest load of each list. */
export function visibleOutcome(of: string): string {
  return `EXISTS (SELECT 1 FROM load l WHERE l.id = ${of}.load AND l.current = 1)`;
}
