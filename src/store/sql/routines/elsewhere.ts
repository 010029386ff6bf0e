/** One person in two campaigns: who is, and who was called by the other lately. */
import type { CampaignId, DestinationKey } from '../../../model/ids.ts';
import type { Instant } from '../../../model/time.ts';
import type { AlsoIn, CalledElsewhere } from '../../port.ts';
import type { Dialect } from '../dialect.ts';
import { all, type Routine } from '../routine.ts';
import { visibleContact, visibleLoad } from '../visible.ts';

/** Nothing of it was proved to have rung nobody. */
const MAY_HAVE_RUNG = `state <> 'not_placed'`;

export function* alsoIn(campaign: CampaignId, since: Instant): Routine<readonly AlsoIn[]> {
  const visible = yield* visibleLoad(campaign);
  const called = yield* all<{ campaign: CampaignId; n: number }>(
    `SELECT a.campaign, count(DISTINCT c.id) AS n FROM contact c
     JOIN attempt a ON a.destination = c.destination AND a.send_at > $3 AND a.campaign <> c.campaign
     WHERE c.campaign = $1 AND c.state = 'ready' AND c.load <= $2 AND a.${MAY_HAVE_RUNG} GROUP BY a.campaign`,
    ...[campaign, visible, since],
  );
  const waiting = yield* all<{ campaign: CampaignId; n: number }>(
    `SELECT o.campaign, count(DISTINCT c.id) AS n FROM contact c
     JOIN contact o ON o.destination = c.destination AND o.campaign <> c.campaign AND o.state IN ('ready', 'in_progress')
     JOIN campaign k ON k.id = o.campaign AND k.state = 'running'
     WHERE c.campaign = $1 AND c.state = 'ready' AND c.load <= $2 AND ${visibleContact('o')} GROUP BY o.campaign`,
    ...[campaign, visible],
  );
  const ids = [...new Set([...called, ...waiting].map((row) => row.campaign))].sort();
  const of = (rows: typeof called, id: CampaignId): number => rows.find((row) => row.campaign === id)?.n ?? 0;
  return ids.map((id) => ({ campaign: id, called: of(called, id), waiting: of(waiting, id) }));
}

export function* calledElsewhere(
  d: Dialect,
  campaign: CampaignId,
  destinations: readonly DestinationKey[],
  since: Instant,
): Routine<readonly CalledElsewhere[]> {
  return yield* all<CalledElsewhere>(
    `SELECT destination, campaign, max(send_at) AS at FROM attempt
     WHERE ${d.among('destination', '$1')} AND send_at > $2 AND campaign <> $3 AND ${MAY_HAVE_RUNG}
     GROUP BY destination, campaign ORDER BY destination, campaign`,
    ...[destinations, since, campaign],
  );
}
