/** Takes people out of the tables; how their bytes go as well is each server's own. */
import { cutsOf, type StoredDigest } from '../../forgotten.ts';
import type { Dialect } from '../dialect.ts';
import { all, run, type Routine } from '../routine.ts';

/** Answers how many notes there were. */
export function* removeNotes(d: Dialect, owners: readonly string[]): Routine<number> {
  // What a load brought for a known contact waits under another owner (tidy.ts).
  const staged = yield* run(
    `DELETE FROM personal WHERE owner IN (
       SELECT 'load/' || s.load || '/' || s.contact FROM load_change s
       WHERE s.body IS NOT NULL AND ${d.among('s.contact', '$1')})`,
    owners,
  );
  return staged + (yield* run(`DELETE FROM personal WHERE ${d.among('owner', '$1')}`, owners));
}

/** The numbers' digests of those owners who have no call open. */
export function* storedDigests(d: Dialect, owners: readonly string[]): Routine<readonly StoredDigest[]> {
  return yield* all<StoredDigest>(
    `SELECT id, destination FROM contact c WHERE ${d.among('c.id', '$1')}
       AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.contact = c.id AND a.open > 0) ORDER BY id`,
    owners,
  );
}

/** Versions move too: whoever still holds what was read before would write it back. */
export function* cutDigests(held: readonly StoredDigest[]): Routine<void> {
  for (const { id, key, destination } of cutsOf(held)) {
    yield* run(
      `UPDATE contact SET key = $1, destination = $2, digest = '', version = version + 1 WHERE id = $3`,
      ...[key, destination, id],
    );
    yield* run('UPDATE attempt SET destination = $1, version = version + 1 WHERE contact = $2', destination, id);
    yield* run(`UPDATE load_change SET digest = '', body = NULL WHERE contact = $1`, id);
  }
}
