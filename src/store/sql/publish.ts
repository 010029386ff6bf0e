/** The one transaction in which a load becomes visible. */
import type { LoadSummary, LogLine } from '../port.ts';
import type { Database } from './database.ts';
import type { OpenLoad } from './loads.ts';
import { appendLog } from './log.ts';
import { visibleLoad } from './visible.ts';

/** One row flips what may be a million: the load. Its changes of known contacts follow in chunks (tidy.ts). */
export function publish(db: Database, load: OpenLoad, log: readonly LogLine[]): LoadSummary {
  const summary = summaryOf(db, load);
  db.run('UPDATE load SET current = 0 WHERE campaign = ? AND list = ? AND current = 1', load.campaign, load.list);
  db.run(`UPDATE load SET state = 'published', current = 1 WHERE id = ?`, load.id);
  appendLog(db, log);
  return summary;
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
