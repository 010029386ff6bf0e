/** Campaigns with their plans. */
import type { Campaign } from '../../../model/campaign.ts';
import type { CampaignId } from '../../../model/ids.ts';
import { readCampaign, readPlan, readSpecText } from '../../../model/stored-plan.ts';
import { reading } from '../../failure.ts';
import type { Dialect } from '../dialect.ts';
import { all, one, run, type Routine } from '../routine.ts';

type CampaignRow = {
  readonly id: string;
  readonly version: number;
  readonly body: string;
  readonly plan_body: string;
  readonly spec: string;
};

// The text of a campaign file may hold inline rows, so it is kept where the people are (I8).
const SELECT = `
  SELECT c.id, c.version, c.body, p.body AS plan_body, s.body AS spec FROM campaign c
  JOIN plan p ON p.campaign = c.id AND p.version = c.plan
  JOIN personal s ON s.owner = 'campaign/' || c.id AND s.key = 'spec/' || c.plan`;

/**
 * An engine asks several times a second, perhaps over a network, and hardly any has changed: those of a version that is
 * known are not read again, with their plans and lists.
 */
export function* everyCampaign(d: Dialect, known: Map<CampaignId, Campaign>): Routine<readonly Campaign[]> {
  const versions = yield* all<{ id: CampaignId; version: number }>(
    'SELECT id, version FROM campaign ORDER BY created_at, id',
  );
  const changed = versions.filter(({ id, version }) => known.get(id)?.version !== version).map(({ id }) => id);
  if (changed.length > 0) {
    for (const row of yield* all<CampaignRow>(`${SELECT} WHERE ${d.among('c.id', '$1')}`, changed)) {
      const campaign = campaignOf(row);
      known.set(campaign.id, campaign);
    }
  }
  return versions.flatMap(({ id }) => known.get(id) ?? []);
}

export function* campaignById(id: CampaignId): Routine<Campaign | undefined> {
  const row = yield* one<CampaignRow>(`${SELECT} WHERE c.id = $1`, id);
  return row === undefined ? undefined : campaignOf(row);
}

// The update waits for every commit that holds the campaign as running, and every later one reads what it wrote.
export function* putCampaign(from: number | 'new', to: Campaign): Routine<'done' | 'lost'> {
  const { plan, version, ...rest } = to;
  const values = [to.account, to.state.is, plan.version, to.createdAt, version, JSON.stringify(rest), to.id];
  const changed =
    from === 'new'
      ? yield* run(
          `INSERT INTO campaign (account, state, plan, created_at, version, body, id)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
          ...values,
        )
      : yield* run(
          `UPDATE campaign SET account = $1, state = $2, plan = $3, created_at = $4, version = $5, body = $6
           WHERE id = $7 AND version = $8`,
          ...[...values, from],
        );
  if (changed === 0) return 'lost';
  const { specText, ...planBody } = plan;
  yield* run(
    `INSERT INTO plan (campaign, version, body) VALUES ($1, $2, $3)
     ON CONFLICT (campaign, version) DO UPDATE SET body = excluded.body`,
    ...[to.id, plan.version, JSON.stringify(planBody)],
  );
  // A plan's text is what it was. Whoever puts a new state has read the campaign a while ago, and must not bring back what
  // was erased from the text since.
  yield* run(
    'INSERT INTO personal (owner, key, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    ...[`campaign/${to.id}`, `spec/${plan.version}`, JSON.stringify({ text: specText })],
  );
  return 'done';
}

function campaignOf({ id, version, body, plan_body: plan, spec }: CampaignRow): Campaign {
  return reading(`campaign ${id}`, () => readCampaign(body, version, readPlan(plan, readSpecText(spec))));
}
