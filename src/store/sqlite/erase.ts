/** Erases people: their notes, and the bytes of them (`secure_delete` overwrites what a page held). */
import { cutsOf, type StoredDigest } from '../forgotten.ts';
import type { Digests, Erased, Personal } from '../port.ts';
import type { Database } from './database.ts';

/** What was erased is in the journal too, until it is folded into the file and cut off. */
export async function erase(db: Database, owners: readonly string[], digests: Digests = 'kept'): Promise<Erased> {
  const notes = await db.write(() => {
    const removed = remove(db, owners);
    if (digests === 'cut') cut(db, JSON.stringify(owners));
    return removed;
  });
  return { notes, gone: await db.foldJournal() };
}

function remove(db: Database, owners: readonly string[]): number {
  const list = JSON.stringify(owners);
  // What a load brought for a known contact waits under another owner (tidy.ts).
  const staged = db.run(
    `DELETE FROM personal WHERE owner IN (
       SELECT 'load/' || s.load || '/' || s.contact FROM load_change s
       WHERE s.body IS NOT NULL AND s.contact IN (SELECT value FROM json_each(?)))`,
    list,
  );
  return staged + db.run('DELETE FROM personal WHERE owner IN (SELECT value FROM json_each(?))', list);
}

/** Versions move too: whoever still holds what was read before would write it back. */
function cut(db: Database, list: string): void {
  const held = db.all<StoredDigest>(
    `SELECT id, destination FROM contact WHERE id IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.contact = contact.id AND a.open > 0) ORDER BY id`,
    list,
  );
  for (const { id, key, destination } of cutsOf(held)) {
    db.run(
      `UPDATE contact SET key = ?, destination = ?, digest = '', version = version + 1 WHERE id = ?`,
      ...[key, destination, id],
    );
    db.run('UPDATE attempt SET destination = ?, version = version + 1 WHERE contact = ?', destination, id);
    db.run(`UPDATE load_change SET digest = '', body = NULL WHERE contact = ?`, id);
  }
}

export function replacePersonal(db: Database, notes: readonly Personal[]): void {
  for (const { owner, key, body } of notes) {
    db.run('UPDATE personal SET body = ? WHERE owner = ? AND key = ?', JSON.stringify(body), owner, key);
  }
}
