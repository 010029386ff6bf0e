/** Who leads an account's dialing: its epoch fences every commit, its lease says until when nobody else tries. */
import type { AccountKey } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Lead, Lease, SharedStore } from '../shared.ts';
import { POSTGRES } from '../sql/dialect.ts';
import { runOver } from '../sql/routine.ts';
import { closeAccount } from '../sql/routines/accounts.ts';
import type { Database } from './database.ts';

type Part = 'takeAccount' | 'closeAccount' | 'takeLead' | 'keepLead' | 'leaveLead' | 'lease' | 'serverTime';
type LeaseRow = { readonly epoch: number; readonly holder: string; readonly lease_until: Instant };

export function postgresLeases(db: Database): Pick<SharedStore, Part> {
  return {
    takeAccount: (account, now) => takeAccount(db, account, now),
    closeAccount: (account, until) => runOver(db, closeAccount(POSTGRES, account, until)),
    takeLead: (account, holder, now, until) => takeLead(db, account, holder, now, until),
    keepLead: async (account, epoch, until) =>
      (await db.run(
        `UPDATE account SET lease_until = greatest(lease_until, $3)
         WHERE key = $1 AND epoch = $2 AND holder IS NOT NULL`,
        ...[account, epoch, until],
      )) === 1,
    leaveLead: async (account, epoch) => {
      await db.run(
        'UPDATE account SET holder = NULL, lease_until = NULL WHERE key = $1 AND epoch = $2',
        account,
        epoch,
      );
    },
    lease: (account) => leaseOf(db, account),
    serverTime: async () => {
      const row = await db.one<{ now: Instant }>(
        `SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now`,
      );
      if (row === undefined) throw new Error('the server told no time');
      return row.now;
    },
  };
}

async function takeAccount(db: Database, account: AccountKey, now: Instant): Promise<number> {
  const taken = await db.one<{ epoch: number }>(
    `INSERT INTO account AS a (key, epoch, taken_at) VALUES ($1, 1, $2)
     ON CONFLICT (key) DO UPDATE
     SET epoch = a.epoch + 1, taken_at = excluded.taken_at, holder = NULL, lease_until = NULL RETURNING epoch`,
    ...[account, now],
  );
  if (taken === undefined) throw new Error('an account was taken and has no epoch');
  return taken.epoch;
}

// One statement decides: the row is looked at again, as it is then, once its lock is ours.
async function takeLead(
  db: Database,
  account: AccountKey,
  holder: string,
  now: Instant,
  until: Instant,
): Promise<Lead> {
  for (;;) {
    const taken = await db.one<{ epoch: number }>(
      `INSERT INTO account AS a (key, epoch, taken_at, holder, lease_until) VALUES ($1, 1, $3, $2, $4)
       ON CONFLICT (key) DO UPDATE
       SET epoch = a.epoch + 1, taken_at = excluded.taken_at, holder = excluded.holder,
           lease_until = excluded.lease_until
       WHERE a.holder IS NULL OR a.holder = excluded.holder OR a.lease_until <= $3
          -- Further ahead than any lease: the server's clock was set back. The epoch fences whoever held it.
          OR a.lease_until > $3 + 2 * ($4::bigint - $3::bigint)
       RETURNING epoch`,
      ...[account, holder, now, until],
    );
    if (taken !== undefined) return { is: 'mine', epoch: taken.epoch };
    const lease = await leaseOf(db, account);
    // Left between the two questions: then it is free, and asked for again.
    if (lease !== null) return { is: 'held', lease };
  }
}

async function leaseOf(db: Database, account: AccountKey): Promise<Lease | null> {
  const row = await db.one<LeaseRow>(
    'SELECT epoch, holder, lease_until FROM account WHERE key = $1 AND holder IS NOT NULL',
    account,
  );
  return row === undefined ? null : { epoch: row.epoch, holder: row.holder, until: row.lease_until };
}
