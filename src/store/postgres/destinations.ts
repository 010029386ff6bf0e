/** Destinations as locks: what is about to be dialed, and what must never be. */
import type { DestinationKey } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import { DO_NOT_CALL, EVERYWHERE } from '../suppression.ts';
import type { Database, Tx } from './database.ts';

/** Rows a transaction: whoever wants to dial one of them waits for it. */
const CHUNK = 1_000;

/**
 * Makes a row where there is none, then locks all of them, each in the order of the keys, and answers those that are
 * suppressed. Not in one statement: who makes some and locks others on the way deadlocks with whoever does the same.
 */
export async function lockDestinations(tx: Tx, keys: readonly DestinationKey[]): Promise<ReadonlySet<DestinationKey>> {
  if (keys.length === 0) return new Set();
  const [, held, suppressed] = await Promise.all([
    tx.run(
      `INSERT INTO destination (key) SELECT k FROM unnest($1::text[]) AS k ORDER BY k COLLATE "C"
       ON CONFLICT DO NOTHING`,
      keys,
    ),
    tx.all('SELECT 1 FROM destination WHERE key = ANY($1::text[]) ORDER BY key FOR UPDATE', keys),
    // Asked after the locks are held: whoever suppressed one of them until now has committed it.
    tx.all<{ key: DestinationKey }>(
      `SELECT destination AS key FROM suppression WHERE destination = ANY($1::text[]) AND scope = '${EVERYWHERE}'`,
      keys,
    ),
  ]);
  // One that was waited for is gone where its person was forgotten meanwhile (erase.ts): nothing would be locked.
  if (held.length < new Set(keys).size) return lockDestinations(tx, keys);
  return new Set(suppressed.map(({ key }) => key));
}

/**
 * How many were not suppressed before. The first source is the one that stays told. Who has committed to dial one of them
 * did so before this resolves, and nobody does so after.
 */
export async function suppress(
  db: Database,
  destinations: readonly DestinationKey[],
  source: string,
  now: Instant,
  announce: (tx: Tx) => Promise<unknown>,
): Promise<number> {
  const keys = [...new Set(destinations)].sort();
  let added = 0;
  for (let from = 0; from < keys.length; from += CHUNK) {
    const some = keys.slice(from, from + CHUNK);
    added += await db.write(async (tx) => {
      await lockDestinations(tx, some);
      const [changed] = await Promise.all([
        tx.run(
          `INSERT INTO suppression (destination, scope, reason, source, at)
           SELECT k, '${EVERYWHERE}', '${DO_NOT_CALL}', $2, $3 FROM unnest($1::text[]) AS k ON CONFLICT DO NOTHING`,
          some,
          source,
          now,
        ),
        announce(tx),
      ]);
      return changed;
    });
  }
  return added;
}
