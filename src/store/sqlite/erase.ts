/** Erases people: their notes, and the bytes of them (`secure_delete` overwrites what a page held). */
import type { Digests, Erased } from '../port.ts';
import { SQLITE } from '../sql/dialect.ts';
import { runNow } from '../sql/routine.ts';
import { cutDigests, removeNotes, storedDigests } from '../sql/routines/erase.ts';
import type { Database } from './database.ts';

/** What was erased is in the journal too, until it is folded into the file and cut off. */
export async function erase(db: Database, owners: readonly string[], digests: Digests = 'kept'): Promise<Erased> {
  const notes = await db.write(() => {
    const removed = runNow(db, removeNotes(SQLITE, owners));
    if (digests === 'cut') runNow(db, cutDigests(runNow(db, storedDigests(SQLITE, owners))));
    return removed;
  });
  return { notes, gone: await db.foldJournal() };
}
