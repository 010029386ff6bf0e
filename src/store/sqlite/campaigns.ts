/** Campaigns put, accounts and their epochs. */
import type { AccountKey, CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import { readGuarded } from '../../model/stored-plan.ts';
import type { KnownCampaign } from '../commit-facts.ts';
import { reading } from '../failure.ts';
import type { Store } from '../port.ts';
import { SQLITE } from '../sql/dialect.ts';
import { runNow } from '../sql/routine.ts';
import { closeAccount } from '../sql/routines/accounts.ts';
import { putCampaign } from '../sql/routines/campaigns.ts';
import type { Database } from './database.ts';
import { appendLog } from './log.ts';

type Part = 'takeAccount' | 'closeAccount' | 'putCampaign';

export function sqlCampaigns(db: Database): Pick<Store, Part> {
  return {
    takeAccount: (account, now) => db.write(() => takeAccount(db, account, now)),
    closeAccount: (account, until) => db.write(() => runNow(db, closeAccount(SQLITE, account, until))),
    putCampaign: (from, to, log) =>
      db.write(() => {
        const put = runNow(db, putCampaign(from, to));
        if (put === 'done') appendLog(db, log);
        return put;
      }),
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

/** What the guards of a commit compare a new attempt with. */
export function knownCampaign(db: Database, campaign: CampaignId): KnownCampaign | undefined {
  const row = db.one<{ state: string; account: AccountKey; step: number | null; body: string }>(
    `SELECT c.state, c.account, ${SQLITE.numberAt('c.body', 'rampStep')} AS step, p.body FROM campaign c
     JOIN plan p ON p.campaign = c.id AND p.version = c.plan WHERE c.id = ?`,
    campaign,
  );
  if (row === undefined) return undefined;
  const { state, account, step, body } = row;
  const guarded = reading(`plan of ${campaign}`, () => readGuarded(body));
  return { running: state === 'running', account, rampStep: step ?? 0, ...guarded };
}
