/** The one table with people in it (I8), written. */
import type { Personal } from '../port.ts';
import type { Tx } from './database.ts';

/** The last one of an owner's key wins, as if they had been written one after the other. */
export async function putPersonal(tx: Tx, notes: readonly Personal[]): Promise<void> {
  await write(tx, notes, 'true');
}

/** Only where nothing is kept under that owner and key. */
export async function addPersonal(tx: Tx, notes: readonly Personal[]): Promise<void> {
  await write(tx, notes, `NOT EXISTS (SELECT 1 FROM personal p WHERE p.owner = n.owner AND p.key = n.key)`);
}

/** Of contacts, within a commit: nothing is remembered of somebody who was forgotten meanwhile. */
export async function notePersonal(tx: Tx, notes: readonly Personal[]): Promise<void> {
  // `OFFSET 0` keeps it a question for each note: as a join it reads everybody there is (4.5 s for fifty notes at a
  // million contacts, against 16 ms).
  await write(tx, notes, `(SELECT true FROM personal p WHERE p.owner = n.owner AND p.key = 'row' OFFSET 0)`);
}

async function write(tx: Tx, notes: readonly Personal[], test: string): Promise<void> {
  if (notes.length === 0) return;
  const last = [...new Map(notes.map((note) => [JSON.stringify([note.owner, note.key]), note])).values()];
  await tx.run(
    `INSERT INTO personal (owner, key, body)
     SELECT n.owner, n.key, n.body FROM unnest($1::text[], $2::text[], $3::text[]) AS n (owner, key, body)
     WHERE ${test} ORDER BY n.owner COLLATE "C", n.key COLLATE "C"
     ON CONFLICT (owner, key) DO UPDATE SET body = excluded.body`,
    last.map(({ owner }) => owner),
    last.map(({ key }) => key),
    last.map(({ body }) => JSON.stringify(body)),
  );
}
