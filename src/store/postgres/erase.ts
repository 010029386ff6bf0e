/** Erases people: their notes, and the dead rows of them that PostgreSQL keeps until nobody can see them. */
import type { Clock } from '../../clock.ts';
import type { DestinationKey } from '../../model/ids.ts';
import { digestsOf, type StoredDigest } from '../forgotten.ts';
import type { Digests, Erased, Personal } from '../port.ts';
import { POSTGRES } from '../sql/dialect.ts';
import { runOver } from '../sql/routine.ts';
import { cutDigests, removeNotes, storedDigests } from '../sql/routines/erase.ts';
import { replacePersonal } from '../sql/routines/personal.ts';
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
    const held = digests === 'cut' ? await lockNumbers(tx, owners) : [];
    // What a commit remembers of them it remembers before this, or not at all.
    await lockContacts(tx, owners);
    const removed = await runOver(tx, removeNotes(POSTGRES, owners));
    const mark = await tx.one<{ at: string }>('SELECT pg_current_xact_id()::text AS at');
    await runOver(tx, cutDigests(held));
    await removeLocks(tx, held);
    return { notes: removed, cuts: held.length, at: mark?.at ?? '0' };
  });
  return { notes, gone: notes + cuts === 0 || (await vacuum(db, clock, at)) };
}

async function lockNumbers(tx: Tx, owners: readonly string[]): Promise<readonly StoredDigest[]> {
  const found = await runOver(tx, storedDigests(POSTGRES, owners));
  await lockDestinations(tx, digestsOf(found) as readonly DestinationKey[]);
  await lockContacts(tx, owners);
  return runOver(tx, storedDigests(POSTGRES, owners));
}

/** An opt-out is known by its digest, and stays. */
async function removeLocks(tx: Tx, held: readonly StoredDigest[]): Promise<void> {
  await tx.run(
    `DELETE FROM destination d WHERE key = ANY($1::text[])
       AND NOT EXISTS (SELECT 1 FROM suppression s WHERE s.destination = d.key)`,
    digestsOf(held),
  );
}

/** What was erased before this: true once nobody can see it any more, and its rows are cleared away. */
export async function clearDead(db: Database, clock: Clock): Promise<boolean> {
  const mark = await db.write((tx) => tx.one<{ at: string }>('SELECT pg_current_xact_id()::text AS at'));
  return vacuum(db, clock, mark?.at ?? '0');
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
    await db.session((session) =>
      session.run('VACUUM personal, contact, attempt, load_change, destination, plan, log'),
    );
    return true;
  }
  return false;
}

export async function replaceNotes(tx: Tx, notes: readonly Personal[]): Promise<void> {
  await lockContacts(
    tx,
    notes.map(({ owner }) => owner),
  );
  await runOver(tx, replacePersonal(notes));
}

export async function lockContacts(tx: Tx, owners: readonly string[]): Promise<void> {
  await tx.run('SELECT 1 FROM contact WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE', owners);
}
