/** Destinations as locks: what is about to be dialed, and what must never be. */
import type { DestinationKey } from '../../model/ids.ts';
import type { Scope, Suppression } from '../../model/suppression.ts';
import type { LogLine, Personal } from '../port.ts';
import { POSTGRES } from '../sql/dialect.ts';
import { runOver } from '../sql/routine.ts';
import { changedBy, chunksOf, standing, unsuppress as remove } from '../sql/routines/suppression.ts';
import type { Database, Tx } from './database.ts';
import { appendLog } from './log.ts';
import { addPersonal, putPersonal } from './personal.ts';

/**
 * Makes a row where there is none, then locks all of them, each in the order of the keys, and answers how they are
 * suppressed. Not in one statement: who makes some and locks others on the way deadlocks with whoever does the same.
 */
export async function lockDestinations(tx: Tx, keys: readonly DestinationKey[]): Promise<readonly Suppression[]> {
  if (keys.length === 0) return [];
  const [, held, suppressed] = await Promise.all([
    tx.run(
      `INSERT INTO destination (key) SELECT k FROM unnest($1::text[]) AS k ORDER BY k COLLATE "C"
       ON CONFLICT DO NOTHING`,
      keys,
    ),
    tx.all('SELECT 1 FROM destination WHERE key = ANY($1::text[]) ORDER BY key FOR UPDATE', keys),
    // Asked after the locks are held: whoever suppressed one of them until now has committed it.
    runOver(tx, standing(POSTGRES, keys)),
  ]);
  // One that was waited for is gone where its person was forgotten meanwhile (erase.ts): nothing would be locked.
  if (held.length < new Set(keys).size) return lockDestinations(tx, keys);
  return suppressed;
}

type Announce = (tx: Tx) => Promise<unknown>;

/** Who has committed to dial one of them did so before this resolves, and nobody does so after. */
export async function suppress(
  db: Database,
  entries: readonly Suppression[],
  notes: readonly Personal[],
  announce: Announce,
): Promise<number> {
  let added = 0;
  for (const chunk of chunksOf(entries, notes)) {
    added += await db.write((tx) => write(tx, chunk.entries, chunk.notes, announce));
  }
  return added;
}

async function write(
  tx: Tx,
  entries: readonly Suppression[],
  notes: readonly Personal[],
  announce: Announce,
): Promise<number> {
  const known = await lockDestinations(tx, uniqueOf(entries.map(({ destination }) => destination)));
  const { rows, fresh, more, added } = changedBy(known, entries, notes);
  await Promise.all([
    tx.run(
      `INSERT INTO suppression (destination, scope, reason, source, at, until)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
       ON CONFLICT (destination, scope) DO UPDATE
       SET reason = excluded.reason, source = excluded.source, at = excluded.at, until = excluded.until`,
      rows.map(({ destination }) => destination),
      rows.map(({ scope }) => scope),
      rows.map(({ reason }) => reason),
      rows.map(({ source }) => source),
      rows.map(({ at }) => Math.floor(at)),
      rows.map(({ until }) => (until === null ? null : Math.ceil(until))),
    ),
    putPersonal(tx, fresh),
    addPersonal(tx, more),
    announce(tx),
  ]);
  return added;
}

/** Under the same locks: a no that is said at this moment is before or after, and never half there. */
export async function unsuppress(
  db: Database,
  destinations: readonly DestinationKey[],
  scope: Scope | 'all',
  log: readonly LogLine[],
  notes: readonly Personal[],
): Promise<number> {
  return db.write(async (tx) => {
    const keys = uniqueOf(destinations);
    await lockDestinations(tx, keys);
    const removed = await runOver(tx, remove(POSTGRES, keys, scope));
    await Promise.all([putPersonal(tx, notes), appendLog(tx, log)]);
    return removed;
  });
}

function uniqueOf(keys: readonly DestinationKey[]): readonly DestinationKey[] {
  return [...new Set(keys)].sort();
}
