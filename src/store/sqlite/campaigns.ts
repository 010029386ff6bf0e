/** Campaigns put, accounts and their epochs, and the numbers that are never dialed. */
import type { AccountKey, CampaignId, DestinationKey } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import { readLines } from '../../model/stored-plan.ts';
import { reading } from '../failure.ts';
import type { Dialable } from '../guards.ts';
import type { Store } from '../port.ts';
import { SQLITE } from '../sql/dialect.ts';
import { runNow } from '../sql/routine.ts';
import { closeAccount } from '../sql/routines/accounts.ts';
import { putCampaign } from '../sql/routines/campaigns.ts';
import { DO_NOT_CALL, EVERYWHERE } from '../suppression.ts';
import type { Database } from './database.ts';
import { appendLog } from './log.ts';

type Part = 'takeAccount' | 'closeAccount' | 'putCampaign' | 'suppress';

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
    suppress: (destinations, source, now) => db.write(() => suppress(db, destinations, source, now)),
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
export function dialable(db: Database, campaign: CampaignId): Dialable | undefined {
  const row = db.one<{ account: AccountKey; body: string }>(
    'SELECT c.account, p.body FROM campaign c JOIN plan p ON p.campaign = c.id AND p.version = c.plan WHERE c.id = ?',
    campaign,
  );
  return row && { account: row.account, lines: reading(`plan of ${campaign}`, () => readLines(row.body)) };
}

/** How many were not suppressed before. The first source is the one that stays told. */
function suppress(db: Database, destinations: readonly DestinationKey[], source: string, now: Instant): number {
  return db.run(
    `INSERT INTO suppression (destination, scope, reason, source, at)
     SELECT DISTINCT value, '${EVERYWHERE}', '${DO_NOT_CALL}', ?, ? FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
    ...[source, now, JSON.stringify(destinations)],
  );
}
