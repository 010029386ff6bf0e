/** Destinations as locks: what is about to be dialed, and what must never be. */
import type { DestinationKey } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Database, Tx } from './database.ts';

/** Rows a transaction: whoever wants to dial one of them waits for it. */
const CHUNK = 1_000;

/**
 * Makes a row where there is none, then locks all of them, each in the order of the keys. Not in one statement: who makes
 * some and locks others on the way deadlocks with whoever does the same.
 */
export async function lockDestinations(
  tx: Tx,
  keys: readonly DestinationKey[],
): Promise<{ key: DestinationKey; suppressed_at: Instant | null }[]> {
  if (keys.length === 0) return [];
  const [, held] = await Promise.all([
    tx.run(
      `INSERT INTO destination (key) SELECT k FROM unnest($1::text[]) AS k ORDER BY k COLLATE "C"
       ON CONFLICT DO NOTHING`,
      keys,
    ),
    tx.all<{ key: DestinationKey; suppressed_at: Instant | null }>(
      'SELECT key, suppressed_at FROM destination WHERE key = ANY($1::text[]) ORDER BY key FOR UPDATE',
      keys,
    ),
  ]);
  // One that was waited for is gone where its person was forgotten meanwhile (erase.ts): nothing would be locked.
  return held.length < new Set(keys).size ? lockDestinations(tx, keys) : held;
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
          `UPDATE destination SET suppressed_at = $2, source = $3 WHERE key = ANY($1::text[]) AND suppressed_at IS NULL`,
          some,
          now,
          source,
        ),
        announce(tx),
      ]);
      return changed;
    });
  }
  return added;
}

export async function suppressed(
  db: Database,
  destinations: readonly DestinationKey[],
): Promise<Map<DestinationKey, string>> {
  const rows = await db.all<{ key: DestinationKey; source: string }>(
    'SELECT key, source FROM destination WHERE key = ANY($1::text[]) AND suppressed_at IS NOT NULL',
    destinations,
  );
  return new Map(rows.map(({ key, source }) => [key, source]));
}
