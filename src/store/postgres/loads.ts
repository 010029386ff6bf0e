/** Loading: rows are written in short transactions, hidden, and become visible with one. */
import type { Clock } from '../../clock.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import { loadReplaced } from '../failure.ts';
import type { Store } from '../port.ts';
import type { Announce } from './campaigns.ts';
import type { Database, Tx } from './database.ts';
import { calledBefore, publish } from './publish.ts';
import type { OpenLoad } from './rows.ts';
import { addRows } from './rows.ts';
import { remains, tidyAll } from './tidy.ts';

type Part = 'beginLoad' | 'addRows' | 'calledBefore' | 'publishLoad' | 'abandonLoad';

/** Any number: the first half of the lock under which loads of one campaign begin. */
const BEGINNING = 724_631;

export function postgresLoads(db: Database, clock: Clock, announce: Announce): Pick<Store, Part> {
  return {
    async beginLoad(campaign, list, now) {
      for (;;) {
        const begun = await db.write((tx) => begin(tx, campaign, list, now));
        if (begun !== undefined) return begun;
        await tidyAll(db, clock, campaign);
      }
    },
    addRows: (load, rows) => db.write(async (tx) => addRows(tx, await openLoad(tx, load, 'FOR SHARE'), rows, db.place)),
    calledBefore: (load, after, limit) =>
      db.read(async (tx) => calledBefore(tx, await openLoad(tx, load, ''), after, limit)),
    async publishLoad(load, log) {
      const { campaign, summary } = await db.write(async (tx) => {
        const open = await openLoad(tx, load, 'FOR UPDATE');
        return { campaign: open.campaign, summary: await publish(tx, open, log, announce) };
      });
      await tidyAll(db, clock, campaign);
      return summary;
    },
    async abandonLoad(load) {
      const given = await db.write(async (tx) => {
        await tx.run(`UPDATE load SET state = 'abandoned' WHERE id = $1 AND state = 'open'`, load);
        return tx.one<{ campaign: CampaignId }>('SELECT campaign FROM load WHERE id = $1', load);
      });
      if (given !== undefined) await tidyAll(db, clock, given.campaign);
    },
  };
}

/**
 * Undefined while something of a load before it has to be cleared away: a contact is visible when its load is not newer
 * than the newest one published, so that what is left of an abandoned load would come to light with this one.
 */
async function begin(tx: Tx, campaign: CampaignId, list: string, now: Instant): Promise<number | undefined> {
  await tx.run('SELECT pg_advisory_xact_lock($1::int, hashtext($2))', BEGINNING, campaign);
  // A load of this campaign that is still open is one whose process died, or is about to lose its place.
  await tx.run(`UPDATE load SET state = 'abandoned' WHERE campaign = $1 AND state = 'open'`, campaign);
  if (await remains(tx, campaign)) return undefined;
  const begun = await tx.one<{ id: number }>(
    `INSERT INTO load (campaign, list, begun_at, state) VALUES ($1, $2, $3, 'open') RETURNING id`,
    ...[campaign, list, now],
  );
  return begun?.id;
}

/** Shared by whoever adds to it: a load is neither published nor abandoned in the middle of a chunk. */
async function openLoad(tx: Tx, id: number, lock: '' | 'FOR SHARE' | 'FOR UPDATE'): Promise<OpenLoad> {
  const load = await tx.one<OpenLoad>(
    `SELECT id, campaign, list FROM load WHERE id = $1 AND state = 'open' ${lock}`,
    id,
  );
  if (load === undefined) throw loadReplaced();
  return load;
}
