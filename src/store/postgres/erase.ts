/** Erases people: their notes, and the dead rows of them that PostgreSQL keeps until nobody can see them. */
import type { Clock } from '../../clock.ts';
import type { DestinationKey } from '../../model/ids.ts';
import { cutsOf, digestsOf, type StoredDigest } from '../forgotten.ts';
import type { Digests, Erased, Personal } from '../port.ts';
import type { Database, Tx } from './database.ts';
import { lockDestinations } from './destinations.ts';

/** Another's short reading is waited for, a backup is not. */
const TRIES = 10;
const BETWEEN = 100;

export async function erase(
  db: Database,
  clock: Clock,
  owners: readonly string[],
  digests: Digests = 'kept',
): Promise<Erased> {
  const { notes, cuts, at } = await db.write(async (tx) => {
    // Destinations before contacts, as every commit takes them.
    const held = digests === 'cut' ? await holdNumbers(tx, owners) : [];
    const removed = await remove(tx, owners);
    await cut(tx, held);
    return { ...removed, cuts: held.length };
  });
  return { notes, gone: notes + cuts === 0 || (await vacuum(db, clock, at)) };
}

async function holdNumbers(tx: Tx, owners: readonly string[]): Promise<readonly StoredDigest[]> {
  const read = (): Promise<StoredDigest[]> =>
    tx.all<StoredDigest>(
      `SELECT id, destination FROM contact c WHERE id = ANY($1::text[])
         AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.contact = c.id AND a.open > 0) ORDER BY id`,
      owners,
    );
  await lockDestinations(tx, digestsOf(await read()) as readonly DestinationKey[]);
  await holdContacts(tx, owners);
  return read();
}

/** Versions move too: whoever still holds what was read before would write it back. */
async function cut(tx: Tx, held: readonly StoredDigest[]): Promise<void> {
  if (held.length === 0) return;
  const cuts = cutsOf(held);
  const ids = cuts.map(({ id }) => id);
  const destinations = cuts.map(({ destination }) => destination);
  await tx.run(
    `UPDATE contact c SET key = v.key, destination = v.destination, digest = '', version = c.version + 1
     FROM unnest($1::text[], $2::text[], $3::text[]) AS v (id, key, destination) WHERE c.id = v.id`,
    ids,
    cuts.map(({ key }) => key),
    destinations,
  );
  await tx.run(
    `UPDATE attempt a SET destination = v.destination, version = a.version + 1
     FROM unnest($1::text[], $2::text[]) AS v (id, destination) WHERE a.contact = v.id`,
    ids,
    destinations,
  );
  await tx.run(`UPDATE load_change SET digest = '', body = NULL WHERE contact = ANY($1::text[])`, ids);
  // An opt-out is known by it, and stays.
  await tx.run(
    `DELETE FROM destination d WHERE key = ANY($1::text[])
       AND NOT EXISTS (SELECT 1 FROM suppression s WHERE s.destination = d.key)`,
    digestsOf(held),
  );
}

// Contacts first, as every commit does: what it remembers of them it remembers before this, or not at all.
async function remove(tx: Tx, owners: readonly string[]): Promise<{ notes: number; at: string }> {
  const [, staged, own, at] = await Promise.all([
    holdContacts(tx, owners),
    // What a load brought for a known contact waits under another owner (tidy.ts).
    tx.run(
      `DELETE FROM personal WHERE owner IN (
         SELECT 'load/' || s.load || '/' || s.contact FROM load_change s
         WHERE s.body IS NOT NULL AND s.contact = ANY($1::text[]))`,
      owners,
    ),
    tx.run('DELETE FROM personal WHERE owner = ANY($1::text[])', owners),
    tx.one<{ at: string }>('SELECT pg_current_xact_id()::text AS at'),
  ]);
  return { notes: staged + own, at: at?.at ?? '0' };
}

/** False while somebody's reading may still see what was erased: it cannot be cleared away then. */
async function vacuum(db: Database, clock: Clock, at: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries > 0) await clock.sleep(clock.now() + BETWEEN);
    const seen = await db.one(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND backend_xmin IS NOT NULL AND age(backend_xmin) >= age(($1::text::xid8)::xid) LIMIT 1`,
      at,
    );
    if (seen !== undefined) continue;
    await db.session((session) => session.run('VACUUM personal, contact, attempt, load_change, destination'));
    return true;
  }
  return false;
}

export async function replacePersonal(tx: Tx, notes: readonly Personal[]): Promise<void> {
  if (notes.length === 0) return;
  const last = [...new Map(notes.map((note) => [JSON.stringify([note.owner, note.key]), note])).values()];
  await Promise.all([
    holdContacts(
      tx,
      last.map(({ owner }) => owner),
    ),
    tx.run(
      `UPDATE personal p SET body = n.body
       FROM unnest($1::text[], $2::text[], $3::text[]) AS n (owner, key, body)
       WHERE p.owner = n.owner AND p.key = n.key`,
      last.map(({ owner }) => owner),
      last.map(({ key }) => key),
      last.map(({ body }) => JSON.stringify(body)),
    ),
  ]);
}

async function holdContacts(tx: Tx, owners: readonly string[]): Promise<void> {
  await tx.run('SELECT 1 FROM contact WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE', owners);
}
