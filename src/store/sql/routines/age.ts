/** What has been kept long enough goes: notes of people, what was said, the beginning of the log. */
import type { LogHead } from '../../port.ts';
import type { Dialect } from '../dialect.ts';
import { all, one, run, type Routine } from '../routine.ts';

/** Those of the owners who wait, or of whom a call is open or in doubt: what is known of them is needed still. */
export function* neededOwners(d: Dialect, owners: readonly string[]): Routine<readonly string[]> {
  const rows = yield* all<{ id: string }>(
    `SELECT c.id FROM contact c WHERE ${d.among('c.id', '$1')} AND (c.state = 'ready' OR c.attempt IS NOT NULL
       OR EXISTS (SELECT 1 FROM attempt a WHERE a.contact = c.id AND a.open > 0))`,
    owners,
  );
  return rows.map(({ id }) => id);
}

/**
 * Answers how many notes there were. What a list brought for them, and is about to come into force, is no old note of theirs:
 * without it somebody would be woken of whom no number is known.
 */
export function* eraseOwn(d: Dialect, owners: readonly string[]): Routine<number> {
  return yield* run(`DELETE FROM personal WHERE ${d.among('owner', '$1')}`, owners);
}

export function* eraseNotes(notes: readonly { readonly owner: string; readonly key: string }[]): Routine<number> {
  let erased = 0;
  for (const { owner, key } of notes) {
    erased += yield* run('DELETE FROM personal WHERE owner = $1 AND key = $2', owner, key);
  }
  return erased;
}

const ANCHOR = 'log_anchor';

export function* logAnchor(): Routine<LogHead | null> {
  const value = (yield* one<{ value: string }>('SELECT value FROM meta WHERE key = $1', ANCHOR))?.value;
  const [seq, hash] = value?.split(' ') ?? [];
  return seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
}

/** Two who cut at once leave the later anchor: its number is written so that it can be compared. */
export function* cutLog({ seq, hash }: LogHead): Routine<number> {
  const line = yield* one<{ hash: string }>('SELECT hash FROM log WHERE seq = $1', seq);
  const more = yield* one('SELECT 1 FROM log WHERE seq > $1 LIMIT 1', seq);
  // The last line stays: the next one is sealed with it.
  if (line?.hash !== hash || more === undefined) return 0;
  yield* run(
    `INSERT INTO meta (key, value) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE meta.value < excluded.value`,
    ANCHOR,
    `${String(seq).padStart(16, '0')} ${hash}`,
  );
  return yield* run('DELETE FROM log WHERE seq <= $1', seq);
}

export function* readMark(name: string): Routine<string | null> {
  return (yield* one<{ value: string }>('SELECT value FROM meta WHERE key = $1', `mark/${name}`))?.value ?? null;
}

export function* setMark(name: string, value: string): Routine<void> {
  yield* run(
    'INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ...[`mark/${name}`, value],
  );
}
