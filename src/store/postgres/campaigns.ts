/** Campaigns put, the numbers that are not dialed, and what must happen later. */
import type { Store } from '../port.ts';
import { runOver } from '../sql/routine.ts';
import { putCampaign } from '../sql/routines/campaigns.ts';
import { dropTask, putTasks } from '../sql/routines/tasks.ts';
import type { Database, Tx } from './database.ts';
import { suppress, unsuppress } from './destinations.ts';
import { appendLog } from './log.ts';

/** Tells whoever listens, when the transaction is committed. */
export type Announce = (tx: Tx) => Promise<unknown>;

type Part = 'putCampaign' | 'suppress' | 'unsuppress' | 'putTasks' | 'dropTask';

export function postgresCampaigns(db: Database, announce: Announce): Pick<Store, Part> {
  return {
    putCampaign: (from, to, log) =>
      db.write(async (tx) => {
        const put = await runOver(tx, putCampaign(from, to));
        if (put === 'done') await Promise.all([announce(tx), appendLog(tx, log)]);
        return put;
      }),
    suppress: (entries, notes = []) => suppress(db, entries, notes, announce),
    unsuppress: (destinations, scope, log, notes = []) => unsuppress(db, destinations, scope, log, notes),
    putTasks: (tasks) => db.write((tx) => runOver(tx, putTasks(tasks))),
    dropTask: (task) => db.write((tx) => runOver(tx, dropTask(task))),
  };
}
