/** Campaigns put, and the numbers that are never dialed. */
import type { Store } from '../port.ts';
import { runOver } from '../sql/routine.ts';
import { putCampaign } from '../sql/routines/campaigns.ts';
import type { Database, Tx } from './database.ts';
import { suppress } from './destinations.ts';
import { appendLog } from './log.ts';

/** Tells whoever listens, when the transaction is committed. */
export type Announce = (tx: Tx) => Promise<unknown>;

export function postgresCampaigns(db: Database, announce: Announce): Pick<Store, 'putCampaign' | 'suppress'> {
  return {
    putCampaign: (from, to, log) =>
      db.write(async (tx) => {
        const put = await runOver(tx, putCampaign(from, to));
        if (put === 'done') await Promise.all([announce(tx), appendLog(tx, log)]);
        return put;
      }),
    suppress: (destinations, source, now) => suppress(db, destinations, source, now, announce),
  };
}
