/** The one transaction in which a load becomes visible, and what is asked right before it. */
import type { ContactId } from '../../model/ids.ts';
import type { CalledBefore, LoadSummary, LogLine } from '../port.ts';
import type { Announce } from './campaigns.ts';
import type { Tx } from './database.ts';
import { clampLimit } from './database.ts';
import { visibleLoad } from './due.ts';
import { appendLog } from './log.ts';
import type { OpenLoad } from './rows.ts';

/** One row flips what may be a million: the load. Its changes of known contacts follow in chunks (tidy.ts). */
export async function publish(
  tx: Tx,
  load: OpenLoad,
  log: readonly LogLine[],
  announce: Announce,
): Promise<LoadSummary> {
  // Whoever read the campaign before these rows were there must not put it down as finished over their heads.
  await tx.run('UPDATE campaign SET version = version + 1 WHERE id = $1', load.campaign);
  const summary = await summaryOf(tx, load);
  await Promise.all([
    tx.run('UPDATE load SET current = 0 WHERE campaign = $1 AND list = $2 AND current = 1', load.campaign, load.list),
    tx.run(`UPDATE load SET state = 'published', current = 1 WHERE id = $1`, load.id),
    announce(tx),
    appendLog(tx, log),
  ]);
  return summary;
}

/** Most campaigns were never dialed when they are loaded: then nothing is looked for. */
export async function calledBefore(tx: Tx, load: OpenLoad, after: number, limit: number): Promise<CalledBefore[]> {
  const dialed = await tx.one('SELECT 1 FROM attempt WHERE campaign = $1 LIMIT 1', load.campaign);
  if (dialed === undefined) return [];
  const rows = await tx.all<{ row: number; owner: string; body: string; known: ContactId }>(
    `SELECT * FROM (
       SELECT n.list_row AS row, n.id AS owner, p.body AS body,
         (SELECT min(o.id) FROM contact o
          WHERE o.destination = n.destination AND o.campaign = n.campaign AND o.load < n.load
            AND EXISTS (SELECT 1 FROM attempt a WHERE a.contact = o.id)
            AND NOT EXISTS (SELECT 1 FROM load_change s WHERE s.load = n.load AND s.contact = o.id)) AS known
       FROM contact n JOIN personal p ON p.owner = n.id AND p.key = 'row'
       WHERE n.campaign = $1 AND n.list = $2 AND n.list_row > $3 AND n.load = $4) AS found
     WHERE known IS NOT NULL ORDER BY row LIMIT $5`,
    ...[load.campaign, load.list, after, load.id, clampLimit(limit)],
  );
  return rows.map(({ row, owner, body, known }) => ({
    row,
    personal: { owner, key: 'row', body: JSON.parse(body) as CalledBefore['personal']['body'] },
    known,
  }));
}

/** Before anything moves: who is missing is told of the list as it was. */
async function summaryOf(tx: Tx, load: OpenLoad): Promise<LoadSummary> {
  const count = async (sql: string, ...values: readonly (string | number)[]): Promise<number> =>
    (await tx.one<{ n: number }>(sql, ...values))?.n ?? 0;
  const changes = 'SELECT count(*) AS n FROM load_change WHERE load = $1 AND changed = $2';
  const listed = await count(
    'SELECT count(*) AS n FROM contact WHERE campaign = $1 AND list = $2 AND load <= $3',
    ...[load.campaign, load.list, await visibleLoad(tx, load.campaign)],
  );
  const named = await count(
    'SELECT count(*) AS n FROM load_change s JOIN contact c ON c.id = s.contact WHERE s.load = $1 AND c.list = $2',
    ...[load.id, load.list],
  );
  return {
    added: await count('SELECT count(*) AS n FROM contact WHERE load = $1', load.id),
    unchanged: await count(changes, load.id, 0),
    changed: await count(changes, load.id, 1),
    vanished: listed - named,
  };
}
