/** Campaigns and their plans, and the numbers that are never dialed. */
import type { Campaign, Plan } from '../../model/campaign.ts';
import type { CampaignId } from '../../model/ids.ts';
import { readCampaignState } from '../../model/stored-campaign.ts';
import type { LogLine, Store } from '../port.ts';
import type { Database, Tx } from './database.ts';
import { suppress, suppressed } from './destinations.ts';
import { appendLog } from './log.ts';

type Part = 'campaigns' | 'campaign' | 'putCampaign' | 'suppress' | 'suppressed';
type CampaignRow = {
  readonly version: number;
  readonly body: string;
  readonly plan_body: string;
  readonly spec: string;
};
/** Tells whoever listens, when the transaction is committed. */
export type Announce = (tx: Tx) => Promise<unknown>;

// The text of a campaign file may hold inline rows, so it is kept where the people are (I8).
const SELECT = `
  SELECT c.version, c.body, p.body AS plan_body, s.body AS spec FROM campaign c
  JOIN plan p ON p.campaign = c.id AND p.version = c.plan
  JOIN personal s ON s.owner = 'campaign/' || c.id AND s.key = 'spec/' || c.plan`;

export function postgresCampaigns(db: Database, announce: Announce): Pick<Store, Part> {
  const known = new Map<CampaignId, Campaign>();
  return {
    campaigns: () => all(db, known),
    campaign: (id) => one(db, id),
    putCampaign: (from, to, log) => db.write((tx) => put(tx, from, to, log, announce)),
    suppress: (destinations, source, now) => suppress(db, destinations, source, now, announce),
    suppressed: (destinations) => suppressed(db, destinations),
  };
}

/**
 * An engine asks several times a second, over a network, and hardly any has changed: those of a version that is known are
 * not read again, with their plans and lists.
 */
async function all(db: Database, known: Map<CampaignId, Campaign>): Promise<Campaign[]> {
  const versions = await db.all<{ id: CampaignId; version: number }>(
    'SELECT id, version FROM campaign ORDER BY created_at, id',
  );
  const changed = versions.filter(({ id, version }) => known.get(id)?.version !== version).map(({ id }) => id);
  if (changed.length > 0) {
    for (const row of await db.all<CampaignRow>(`${SELECT} WHERE c.id = ANY($1::text[])`, changed)) {
      const campaign = campaignOf(row);
      known.set(campaign.id, campaign);
    }
  }
  return versions.flatMap(({ id }) => known.get(id) ?? []);
}

async function one(db: Database, id: CampaignId): Promise<Campaign | undefined> {
  const row = await db.one<CampaignRow>(`${SELECT} WHERE c.id = $1`, id);
  return row === undefined ? undefined : campaignOf(row);
}

function campaignOf(row: CampaignRow): Campaign {
  const { text } = JSON.parse(row.spec) as { text: string };
  const plan = { ...(JSON.parse(row.plan_body) as Plan), specText: text };
  const campaign = JSON.parse(row.body) as Campaign;
  return { ...campaign, state: readCampaignState(campaign.state), plan, version: row.version };
}

// The update waits for every commit that holds the campaign as running, and every later one reads what it wrote.
async function put(
  tx: Tx,
  from: number | 'new',
  to: Campaign,
  log: readonly LogLine[],
  announce: Announce,
): Promise<'done' | 'lost'> {
  const { plan, version, ...rest } = to;
  const values = [to.account, to.state.is, plan.version, to.createdAt, version, JSON.stringify(rest), to.id];
  const changed =
    from === 'new'
      ? await tx.run(
          `INSERT INTO campaign (account, state, plan, created_at, version, body, id)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
          ...values,
        )
      : await tx.run(
          `UPDATE campaign SET account = $1, state = $2, plan = $3, created_at = $4, version = $5, body = $6
           WHERE id = $7 AND version = $8`,
          ...[...values, from],
        );
  if (changed === 0) return 'lost';
  const { specText, ...planBody } = plan;
  await Promise.all([
    tx.run(
      `INSERT INTO plan (campaign, version, body) VALUES ($1, $2, $3)
       ON CONFLICT (campaign, version) DO UPDATE SET body = excluded.body`,
      ...[to.id, plan.version, JSON.stringify(planBody)],
    ),
    // A plan's text is what it was. Whoever puts a new state has read the campaign a while ago, and must not bring back
    // what was erased from the text since.
    tx.run(
      'INSERT INTO personal (owner, key, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      ...[`campaign/${to.id}`, `spec/${plan.version}`, JSON.stringify({ text: specText })],
    ),
    announce(tx),
    appendLog(tx, log),
  ]);
  return 'done';
}
