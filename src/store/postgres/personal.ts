/** The one table with people in it (I8). */
import type { Personal } from '../port.ts';
import { rowHolds } from '../search.ts';
import { likePattern } from '../sqlite/personal.ts';
import { visibleContact, visibleOutcome } from '../sql/visible.ts';
import type { Database, Tx } from './database.ts';

const PAGE = 500;

/** The last one of an owner's key wins, as if they had been written one after the other. */
export async function putPersonal(tx: Tx, notes: readonly Personal[]): Promise<void> {
  await write(tx, notes, 'true');
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

export async function personalByKey(
  db: Database,
  owners: readonly string[],
  key: string,
): Promise<Map<string, Personal['body']>> {
  const rows = await db.all<{ owner: string; body: string }>(
    'SELECT owner, body FROM personal WHERE owner = ANY($1::text[]) AND key = $2',
    owners,
    key,
  );
  return new Map(rows.map(({ owner, body }) => [owner, bodyOf(body)]));
}

export async function personalOf(db: Database, owner: string): Promise<Personal[]> {
  const rows = await db.all<{ key: string; body: string }>(
    'SELECT key, body FROM personal WHERE owner = $1 ORDER BY key',
    owner,
  );
  return rows.map(({ key, body }) => ({ owner, key, body: bodyOf(body) }));
}

/** The server narrows the search where it can; it would find the names of columns too, so each find is looked at again. */
export async function searchPersonal(db: Database, text: string, limit: number): Promise<string[]> {
  const lowerCase = text.toLowerCase();
  const found: string[] = [];
  for (let after = '', more = true; more && found.length < limit;) {
    const rows = await db.all<{ owner: string; body: string }>(
      `SELECT p.owner, p.body FROM personal p
       WHERE p.key = 'row' AND p.owner > $2 AND p.body ILIKE $1 AND (
         EXISTS (SELECT 1 FROM contact c WHERE c.id = p.owner AND ${visibleContact('c')}) OR
         EXISTS (SELECT 1 FROM row_outcome r WHERE r.owner = p.owner AND ${visibleOutcome('r')}))
       ORDER BY p.owner LIMIT ${PAGE}`,
      likePattern(text),
      after,
    );
    found.push(...rows.filter(({ body }) => rowHolds(JSON.parse(body), lowerCase)).map(({ owner }) => owner));
    after = rows.at(-1)?.owner ?? '';
    more = rows.length === PAGE;
  }
  return found.slice(0, Math.max(limit, 0));
}

function bodyOf(body: string): Personal['body'] {
  return JSON.parse(body) as Personal['body'];
}
