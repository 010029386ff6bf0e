/** Campaigns and their plans, accounts and their epochs, and the numbers that are never dialed. */
import type { Campaign, Plan } from '../../model/campaign.ts';
import type { AccountKey, CampaignId, DestinationKey } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { KnownCampaign } from '../commit-facts.ts';
import type { LogLine, Store } from '../port.ts';
import type { Database } from './database.ts';
import { appendLog } from './log.ts';

type Part =
  'takeAccount' | 'closeAccount' | 'closedUntil' | 'campaigns' | 'campaign' | 'putCampaign' | 'suppress' | 'suppressed';
type CampaignRow = {
  readonly version: number;
  readonly body: string;
  readonly plan_body: string;
  readonly spec: string;
};

// The text of a campaign file may hold inline rows, so it is kept where the people are (I8).
const SPEC_OWNER = `'campaign/' || c.id`;
const SELECT = `
  SELECT c.version, c.body, p.body AS plan_body, s.body AS spec FROM campaign c
  JOIN plan p ON p.campaign = c.id AND p.version = c.plan
  JOIN personal s ON s.owner = ${SPEC_OWNER} AND s.key = 'spec/' || c.plan`;

export function sqlCampaigns(db: Database): Pick<Store, Part> {
  return {
    takeAccount: (account, now) => db.write(() => takeAccount(db, account, now)),
    closeAccount: (account, until) => db.write(() => closeAccount(db, account, until)),
    closedUntil: (account) => db.read(() => closedUntil(db, account)),
    campaigns: () => db.read(() => db.all<CampaignRow>(`${SELECT} ORDER BY c.created_at, c.id`).map(campaignOf)),
    campaign: (id) => db.read(() => one(db, id)),
    putCampaign: (from, to, log) => db.write(() => put(db, from, to, log)),
    suppress: (destinations, source, now) => db.write(() => suppress(db, destinations, source, now)),
    suppressed: (destinations) => db.read(() => suppressed(db, destinations)),
  };
}

function takeAccount(db: Database, account: AccountKey, now: Instant): number {
  const taken = db.one<{ epoch: number }>(
    `INSERT INTO account (key, epoch, taken_at) VALUES (?, 1, ?)
     ON CONFLICT (key) DO UPDATE SET epoch = epoch + 1, taken_at = excluded.taken_at RETURNING epoch`,
    ...[account, now],
  );
  if (taken === undefined) throw new Error('an account was taken and has no epoch');
  return taken.epoch;
}

function closeAccount(db: Database, account: AccountKey, until: Instant): void {
  db.run(
    `INSERT INTO account (key, epoch, taken_at, closed_until) VALUES (?, 0, 0, ?)
     ON CONFLICT (key) DO UPDATE SET closed_until = max(closed_until, excluded.closed_until)`,
    ...[account, until],
  );
}

export function closedUntil(db: Database, account: AccountKey): Instant {
  return db.one<{ until: Instant }>('SELECT closed_until AS until FROM account WHERE key = ?', account)?.until ?? 0;
}

/** What the guards of a commit compare a new attempt with. */
export function knownCampaign(db: Database, campaign: CampaignId): KnownCampaign | undefined {
  const row = db.one<{ state: string; account: AccountKey; body: string }>(
    'SELECT c.state, c.account, p.body FROM campaign c JOIN plan p ON p.campaign = c.id AND p.version = c.plan WHERE c.id = ?',
    campaign,
  );
  if (row === undefined) return undefined;
  const { state, account, body } = row;
  return { running: state === 'running', account, lines: (JSON.parse(body) as Plan).lines };
}

function one(db: Database, id: CampaignId): Campaign | undefined {
  const row = db.one<CampaignRow>(`${SELECT} WHERE c.id = ?`, id);
  return row === undefined ? undefined : campaignOf(row);
}

function campaignOf(row: CampaignRow): Campaign {
  const { text } = JSON.parse(row.spec) as { text: string };
  const plan = { ...(JSON.parse(row.plan_body) as Plan), specText: text };
  return { ...(JSON.parse(row.body) as Campaign), plan, version: row.version };
}

function put(db: Database, from: number | 'new', to: Campaign, log: readonly LogLine[]): 'done' | 'lost' {
  const { plan, version, ...rest } = to;
  const values = [to.account, to.state.is, plan.version, to.createdAt, version, JSON.stringify(rest), to.id];
  const changed =
    from === 'new'
      ? db.run(
          `INSERT INTO campaign (account, state, plan, created_at, version, body, id) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          ...values,
        )
      : db.run(
          `UPDATE campaign SET account = ?, state = ?, plan = ?, created_at = ?, version = ?, body = ?
           WHERE id = ? AND version = ?`,
          ...[...values, from],
        );
  if (changed === 0) return 'lost';
  const { specText, ...planBody } = plan;
  db.run(
    `INSERT INTO plan (campaign, version, body) VALUES (?, ?, ?)
     ON CONFLICT (campaign, version) DO UPDATE SET body = excluded.body`,
    ...[to.id, plan.version, JSON.stringify(planBody)],
  );
  // A plan's text is what it was. Whoever puts a new state has read the campaign a while ago, and must not bring back what
  // was erased from the text since.
  db.run(
    'INSERT INTO personal (owner, key, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    ...[`campaign/${to.id}`, `spec/${plan.version}`, JSON.stringify({ text: specText })],
  );
  appendLog(db, log);
  return 'done';
}

/** How many were not suppressed before. The first source is the one that stays told. */
function suppress(db: Database, destinations: readonly DestinationKey[], source: string, now: Instant): number {
  return db.run(
    `INSERT INTO destination (key, suppressed_at, source) SELECT DISTINCT value, ?, ? FROM json_each(?) WHERE true
     ON CONFLICT (key) DO UPDATE SET suppressed_at = excluded.suppressed_at, source = excluded.source
     WHERE destination.suppressed_at IS NULL`,
    ...[now, source, JSON.stringify(destinations)],
  );
}

function suppressed(db: Database, destinations: readonly DestinationKey[]): Map<DestinationKey, string> {
  const rows = db.all<{ key: DestinationKey; source: string }>(
    `SELECT key, source FROM destination
     WHERE key IN (SELECT value FROM json_each(?)) AND suppressed_at IS NOT NULL`,
    JSON.stringify(destinations),
  );
  return new Map(rows.map(({ key, source }) => [key, source]));
}
