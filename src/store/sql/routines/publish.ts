/** The one transaction in which a load becomes visible, and what is asked right before it. */
import type { ContactId } from '../../../model/ids.ts';
import type { CalledBefore, LoadSummary } from '../../port.ts';
import { all, clampLimit, count, one, run, type Routine } from '../routine.ts';
import { visibleLoad } from '../visible.ts';
import type { OpenLoad } from './loads.ts';

/** One row flips what may be a million: the load. Its changes of known contacts follow in chunks (tidy.ts). */
export function* publish(load: OpenLoad): Routine<LoadSummary> {
  // Whoever read the campaign before these rows were there must not put it down as finished over their heads.
  yield* run('UPDATE campaign SET version = version + 1 WHERE id = $1', load.campaign);
  const summary = yield* summaryOf(load);
  yield* run('UPDATE load SET current = 0 WHERE campaign = $1 AND list = $2 AND current = 1', load.campaign, load.list);
  yield* run(`UPDATE load SET state = 'published', current = 1 WHERE id = $1`, load.id);
  return summary;
}

/** Most campaigns were never dialed when they are loaded: then nothing is looked for. */
export function* calledBefore(load: OpenLoad, after: number, limit: number): Routine<readonly CalledBefore[]> {
  const dialed = yield* one('SELECT 1 FROM attempt WHERE campaign = $1 LIMIT 1', load.campaign);
  if (dialed === undefined) return [];
  const rows = yield* all<{ row: number; owner: string; body: string; known: ContactId }>(
    `SELECT row, owner, body, known FROM (
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
function* summaryOf(load: OpenLoad): Routine<LoadSummary> {
  const changes = 'SELECT count(*) AS n FROM load_change WHERE load = $1 AND changed = $2';
  const listed = yield* count(
    'SELECT count(*) AS n FROM contact WHERE campaign = $1 AND list = $2 AND load <= $3',
    ...[load.campaign, load.list, yield* visibleLoad(load.campaign)],
  );
  const named = yield* count(
    'SELECT count(*) AS n FROM load_change s JOIN contact c ON c.id = s.contact WHERE s.load = $1 AND c.list = $2',
    ...[load.id, load.list],
  );
  return {
    added: yield* count('SELECT count(*) AS n FROM contact WHERE load = $1', load.id),
    unchanged: yield* count(changes, load.id, 0),
    changed: yield* count(changes, load.id, 1),
    vanished: listed - named,
  };
}
