/** The one transaction in which a load becomes visible, and what is asked right before it. */
import type { ContactId, DestinationKey } from '../../../model/ids.ts';
import { VANISHED, type RowChange } from '../../../model/list-changes.ts';
import type { CalledBefore, LoadSummary, Publish, StagedRow } from '../../port.ts';
import { CHANGE_CODES, changeOfCode, stagedOwner, summaryOf, VANISHED_CODE } from '../../reload.ts';
import type { Dialect } from '../dialect.ts';
import { all, clampLimit, count, one, run, type Routine } from '../routine.ts';
import { visibleContact, visibleLoad } from '../visible.ts';
import type { OpenLoad } from './loads.ts';
import { bodyOf } from './personal.ts';

/** One row flips what may be a million: the load. Its changes of known contacts follow in chunks (tidy.ts). */
export function* publish(load: OpenLoad, { sync = false }: Publish): Routine<LoadSummary> {
  // Whoever read the campaign before these rows were there must not put it down as finished over their heads.
  yield* run('UPDATE campaign SET version = version + 1 WHERE id = $1', load.campaign);
  // Before anything moves: who is missing is told of the list as it was.
  const summary = yield* review(load);
  if (sync) yield* stageVanished(load);
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
    personal: { owner, key: 'row', body: bodyOf(body) },
    known,
  }));
}

export type CalledCorrection = { readonly contact: ContactId; readonly row: number; readonly waits: number };

/** Whose new number was called for somebody whom the list does not name: as `calledBefore`, of known contacts. */
export function* calledCorrections(d: Dialect, load: OpenLoad): Routine<readonly CalledCorrection[]> {
  const number = d.textAt('s.body', 'destination');
  return yield* all<CalledCorrection>(
    `SELECT s.contact AS contact, s.list_row AS row, CASE WHEN c.state = 'ready' THEN 1 ELSE 0 END AS waits
     FROM load_change s JOIN contact c ON c.id = s.contact
     WHERE s.load = $1 AND s.changed IN (${WAKES}) AND s.body IS NOT NULL AND ${number} <> c.destination
       AND EXISTS (SELECT 1 FROM contact o
         WHERE o.destination = ${number} AND o.campaign = c.campaign AND o.load < s.load AND o.id <> c.id
           AND EXISTS (SELECT 1 FROM attempt a WHERE a.contact = o.id)
           AND NOT EXISTS (SELECT 1 FROM load_change n WHERE n.load = s.load AND n.contact = o.id))
     ORDER BY s.list_row`,
    load.id,
  );
}

/** Whoever waits is left out with the new number; whoever was through with stays so, with the old one. */
export function* leaveOutCorrected({ id }: OpenLoad, found: readonly CalledCorrection[]): Routine<readonly number[]> {
  for (const { contact, waits } of found) {
    const to = waits === 1 ? CHANGE_CODES.corrected_called : CHANGE_CODES.corrected_reached;
    yield* run('UPDATE load_change SET changed = $1 WHERE load = $2 AND contact = $3', to, id, contact);
    if (waits === 1) continue;
    yield* run('UPDATE load_change SET body = NULL WHERE load = $1 AND contact = $2', id, contact);
    yield* run('DELETE FROM personal WHERE owner = $1', stagedOwner(id, contact));
  }
  return found.map(({ row }) => row);
}

/** What publishing it would come to. */
export function* review(load: OpenLoad): Routine<LoadSummary> {
  const { campaign, list, id } = load;
  const rows = yield* all<{ changed: number; n: number; taken: number; woken: number }>(
    `SELECT s.changed AS changed, count(*) AS n, count(s.body) AS taken,
       sum(CASE WHEN s.body IS NOT NULL AND c.state <> 'ready' AND s.changed IN (${WAKES}) THEN 1 ELSE 0 END) AS woken
     FROM load_change s JOIN contact c ON c.id = s.contact WHERE s.load = $1 GROUP BY s.changed`,
    id,
  );
  const added = yield* count('SELECT count(*) AS n FROM contact WHERE load = $1', id);
  const seen = [campaign, list, yield* visibleLoad(campaign)] as const;
  const vanished = yield* count(`SELECT count(*) AS n FROM contact c WHERE ${OF_LIST} AND ${UNNAMED}`, ...seen, id);
  const waiting = yield* count(
    `SELECT count(*) AS n FROM contact c WHERE ${OF_LIST} AND ${UNNAMED} AND c.state = 'ready'`,
    ...[...seen, id],
  );
  const found = new Map(rows.map((row) => [changeOfCode(row.changed), row]));
  const of = (change: RowChange): number => Number(found.get(change)?.n ?? 0);
  return summaryOf({
    ...{ added, of, vanished, waiting },
    later: of('corrected_unreached') - Number(found.get('corrected_unreached')?.taken ?? 0),
    woken: rows.reduce((sum, row) => sum + Number(row.woken), 0),
  });
}

const WAKES = [CHANGE_CODES.corrected_unreached, CHANGE_CODES.returned].join(', ');
const OF_LIST = 'c.campaign = $1 AND c.list = $2 AND c.load <= $3';
/** Not named by this load, and not known as vanished already. */
const UNNAMED = `NOT EXISTS (SELECT 1 FROM load_change s WHERE s.load = $4 AND s.contact = c.id)
  AND NOT (c.state = 'skipped' AND c.body LIKE '%"reason":"${VANISHED}"%')`;

/** As changes that take effect with the others, so that a process that dies leaves nobody half out. */
function* stageVanished({ id, campaign, list }: OpenLoad): Routine<void> {
  yield* run(
    `INSERT INTO load_change (load, contact, list_row, digest, changed, body)
     SELECT $4, c.id, c.list_row, c.digest, ${VANISHED_CODE}, NULL FROM contact c
     WHERE ${OF_LIST} AND ${UNNAMED} AND c.state = 'ready'`,
    ...[campaign, list, yield* visibleLoad(campaign), id],
  );
}

export function* stagedRows(
  d: Dialect,
  load: OpenLoad,
  contacts: readonly ContactId[],
): Routine<ReadonlyMap<ContactId, StagedRow>> {
  const number = d.textAt('s.body', 'destination');
  const rows = yield* all<{ contact: ContactId; changed: number; taken: number; anew: number }>(
    `SELECT s.contact, s.changed, CASE WHEN s.body IS NULL THEN 0 ELSE 1 END AS taken,
       CASE WHEN ${number} <> c.destination THEN 1 ELSE 0 END AS anew
     FROM load_change s JOIN contact c ON c.id = s.contact WHERE s.load = $2 AND ${d.among('s.contact', '$1')}`,
    ...[contacts, load.id],
  );
  return new Map(
    rows.map((row) => [
      row.contact,
      { change: changeOfCode(row.changed), taken: row.taken === 1, anew: row.anew === 1 },
    ]),
  );
}

export function* rowDigests(d: Dialect, contacts: readonly ContactId[]): Routine<ReadonlyMap<ContactId, string>> {
  const rows = yield* all<{ id: ContactId; digest: string }>(
    `SELECT c.id, c.digest FROM contact c WHERE ${d.among('c.id', '$1')} AND ${visibleContact('c')}`,
    contacts,
  );
  return new Map(rows.map(({ id, digest }) => [id, digest]));
}

/** How often this contact was called on that number; nobody proved that it did not ring. */
export function* triedOn(contact: ContactId, destination: DestinationKey): Routine<number> {
  return yield* count(
    `SELECT count(*) AS n FROM attempt WHERE contact = $1 AND destination = $2 AND state <> 'not_placed'`,
    ...[contact, destination],
  );
}

/** Has the number asked not to be called, in any scope? Where a person's old number has, the new one is not dialed either. */
export function* hasRefused(destination: DestinationKey): Routine<boolean> {
  return (yield* one('SELECT 1 FROM suppression WHERE destination = $1 LIMIT 1', destination)) !== undefined;
}
