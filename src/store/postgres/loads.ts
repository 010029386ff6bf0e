/** Loading: rows are written in short transactions, hidden, and become visible with one. */
import type { Clock } from '../../clock.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Store } from '../port.ts';
import { POSTGRES } from '../sql/dialect.ts';
import { runOver } from '../sql/routine.ts';
import { abandon, abandonOpen, openLoad } from '../sql/routines/loads.ts';
import {
  calledBefore,
  calledCorrections,
  leaveOutCorrected,
  publish,
  review,
  rowDigests,
  stagedRows,
} from '../sql/routines/publish.ts';
import type { Announce } from './campaigns.ts';
import type { Database, Tx } from './database.ts';
import { appendLog } from './log.ts';
import { addRows } from './rows.ts';
import { remains, tidyAll } from './tidy.ts';

type Part =
  | 'beginLoad'
  | 'addRows'
  | 'calledBefore'
  | 'leaveOutCorrected'
  | 'reviewLoad'
  | 'stagedRows'
  | 'rowDigests'
  | 'publishLoad'
  | 'abandonLoad';

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
    addRows: (load, rows) =>
      db.write(async (tx) => addRows(tx, await runOver(tx, openLoad(POSTGRES, load, 'to share')), rows, db.place)),
    calledBefore: (load, after, limit) =>
      db.read(async (tx) => {
        const open = await runOver(tx, openLoad(POSTGRES, load, 'to look'));
        return runOver(tx, calledBefore(open, after, limit));
      }),
    leaveOutCorrected: (load) =>
      db.write(async (tx) => {
        const open = await runOver(tx, openLoad(POSTGRES, load, 'to share'));
        return runOver(tx, leaveOutCorrected(open, await runOver(tx, calledCorrections(POSTGRES, open))));
      }),
    reviewLoad: (load) =>
      db.read(async (tx) => runOver(tx, review(await runOver(tx, openLoad(POSTGRES, load, 'to look'))))),
    stagedRows: (load, contacts) =>
      db.read(async (tx) => {
        const open = await runOver(tx, openLoad(POSTGRES, load, 'to look'));
        return runOver(tx, stagedRows(POSTGRES, open, contacts));
      }),
    rowDigests: (contacts) => db.read((tx) => runOver(tx, rowDigests(POSTGRES, contacts))),
    async publishLoad(load, log, how = {}) {
      const { campaign, summary } = await db.write(async (tx) => {
        const open = await runOver(tx, openLoad(POSTGRES, load, 'to change'));
        const published = await runOver(tx, publish(open, how));
        await Promise.all([announce(tx), appendLog(tx, log)]);
        return { campaign: open.campaign, summary: published };
      });
      await tidyAll(db, clock, campaign);
      return summary;
    },
    async abandonLoad(load) {
      const campaign = await db.write((tx) => runOver(tx, abandon(load)));
      if (campaign !== undefined) await tidyAll(db, clock, campaign);
    },
  };
}

/**
 * Undefined while something of a load before it has to be cleared away: a contact is visible when its load is not newer
 * than the newest one published, so that what is left of an abandoned load would come to light with this one.
 */
async function begin(tx: Tx, campaign: CampaignId, list: string, now: Instant): Promise<number | undefined> {
  await tx.run('SELECT pg_advisory_xact_lock($1::int, hashtext($2))', BEGINNING, campaign);
  await runOver(tx, abandonOpen(campaign));
  if (await remains(tx, campaign)) return undefined;
  const begun = await tx.one<{ id: number }>(
    `INSERT INTO load (campaign, list, begun_at, state) VALUES ($1, $2, $3, 'open') RETURNING id`,
    ...[campaign, list, now],
  );
  return begun?.id;
}
