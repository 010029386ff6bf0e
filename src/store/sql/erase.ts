/** Erases people: their notes, and the bytes of them (`secure_delete` overwrites what a page held). */
import type { Erased, Personal } from '../port.ts';
import type { Database } from './database.ts';

/** What was erased is in the journal too, until it is folded into the file and cut off. */
export async function erase(db: Database, owners: readonly string[]): Promise<Erased> {
  const notes = await db.write(() => remove(db, owners));
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

export function replacePersonal(db: Database, notes: readonly Personal[]): void {
  for (const { owner, key, body } of notes) {
    db.run('UPDATE personal SET body = ? WHERE owner = ? AND key = ?', JSON.stringify(body), owner, key);
  }
}
