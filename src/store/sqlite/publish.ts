/** The one transaction in which a load becomes visible, and what is asked right before it. */
import type { ContactId } from '../../model/ids.ts';
import type { CalledBefore, LoadSummary, LogLine } from '../port.ts';
import type { Database } from './database.ts';
import { clampLimit } from './database.ts';
import type { OpenLoad } from './loads.ts';
import { appendLog } from './log.ts';
import { visibleLoad } from '../sql/visible.ts';

/** One row flips what may be a million: the load. Its changes of known contacts follow in chunks (tidy.ts). */
export function publish(db: Database, load: OpenLoad, log: readonly LogLine[]): LoadSummary {
  const summary = summaryOf(db, load);
  // Whoever read the campaign before these rows were there must not put it down as finished over their heads.
  db.run('UPDATE campaign SET version = version + 1 WHERE id = ?', load.campaign);
  db.run('UPDATE load SET current = 0 WHERE campaign = ? AND list = ? AND current = 1', load.campaign, load.list);
  db.run(`UPDATE load SET state = 'published', current = 1 WHERE id = ?`, load.id);
  appendLog(db, log);
  return summary;
}

/** Most campaigns were never dialed when they are loaded: then nothing is looked for. */
export function calledBefore(db: Database, load: OpenLoad, after: number, limit: number): CalledBefore[] {
  if (db.one('SELECT 1 FROM attempt WHERE campaign = ? LIMIT 1', load.campaign) === undefined) return [];
  const rows = db.all<{ row: number; owner: string; body: string; known: ContactId }>(
    `SELECT row, owner, body, known FROM (
       SELECT n.list_row AS row, n.id AS owner, p.body AS body,
         (SELECT min(o.id) FROM contact o
          WHERE o.destination = n.destination AND o.campaign = n.campaign AND o.load < n.load
            AND EXISTS (SELECT 1 FROM attempt a WHERE a.contact = o.id)
            AND NOT EXISTS (SELECT 1 FROM load_change s WHERE s.load = n.load AND s.contact = o.id)) AS known
       FROM contact n JOIN personal p ON p.owner = n.id AND p.key = 'row'
       WHERE n.campaign = ? AND n.list = ? AND n.list_row > ? AND n.load = ?)
     WHERE known IS NOT NULL ORDER BY row LIMIT ?`,
    ...[load.campaign, load.list, after, load.id, clampLimit(limit)],
  );
  return rows.map(({ row, owner, body, known }) => ({
    row,
    personal: { owner, key: 'row', body: JSON.parse(body) as CalledBefore['personal']['body'] },
    known,
  }));
}

/** Before anything moves: who is missing is told of the list as it was. */
function summaryOf(db: Database, load: OpenLoad): LoadSummary {
  const count = (sql: string, ...values: readonly (string | number)[]): number =>
    db.one<{ n: number }>(sql, ...values)?.n ?? 0;
  const changes = 'SELECT count(*) AS n FROM load_change WHERE load = ? AND changed = ?';
  const listed = count(
    'SELECT count(*) AS n FROM contact WHERE campaign = ? AND list = ? AND load <= ?',
    ...[load.campaign, load.list, visibleLoad(db, load.campaign)],
  );
  const named = count(
    'SELECT count(*) AS n FROM load_change s JOIN contact c ON c.id = s.contact WHERE s.load = ? AND c.list = ?',
    ...[load.id, load.list],
  );
  return {
    added: count('SELECT count(*) AS n FROM contact WHERE load = ?', load.id),
    unchanged: count(changes, load.id, 0),
    changed: count(changes, load.id, 1),
    vanished: listed - named,
  };
}
