/** The one table with people in it (I8). */
import type { Personal } from '../port.ts';
import { rowHolds } from '../search.ts';
import type { Database } from './database.ts';
import { visibleContact, visibleOutcome } from '../sql/visible.ts';

export function putPersonal(db: Database, { owner, key, body }: Personal): void {
  db.run(
    `INSERT INTO personal (owner, key, body) VALUES (?, ?, ?) ON CONFLICT (owner, key) DO UPDATE SET body = excluded.body`,
    ...[owner, key, JSON.stringify(body)],
  );
}

/** Of a contact, within a commit: nothing is remembered of somebody who was forgotten meanwhile. */
export function notePersonal(db: Database, { owner, key, body }: Personal): void {
  db.run(
    `INSERT INTO personal (owner, key, body)
     SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM personal WHERE owner = ?1 AND key = 'row')
     ON CONFLICT (owner, key) DO UPDATE SET body = excluded.body`,
    ...[owner, key, JSON.stringify(body)],
  );
}

export function personalByKey(db: Database, owners: readonly string[], key: string): Map<string, Personal['body']> {
  const rows = db.all<{ owner: string; body: string }>(
    'SELECT owner, body FROM personal WHERE owner IN (SELECT value FROM json_each(?)) AND key = ?',
    ...[JSON.stringify(owners), key],
  );
  return new Map(rows.map(({ owner, body }) => [owner, bodyOf(body)]));
}

export function personalOf(db: Database, owner: string): Personal[] {
  const rows = db.all<{ key: string; body: string }>(
    'SELECT key, body FROM personal WHERE owner = ? ORDER BY key',
    owner,
  );
  return rows.map(({ key, body }) => ({ owner, key, body: bodyOf(body) }));
}

/** SQLite narrows the search where it can; it folds the case of ASCII only, and would find the names of columns too. */
export function searchPersonal(db: Database, text: string, limit: number): string[] {
  const lowerCase = text.toLowerCase();
  const found: string[] = [];
  if (limit <= 0) return found;
  const rows = db.each<{ owner: string; body: string }>(
    `SELECT p.owner, p.body FROM personal p
     WHERE p.key = 'row' AND p.body LIKE ? ESCAPE '\\' AND (
       EXISTS (SELECT 1 FROM contact c WHERE c.id = p.owner AND ${visibleContact('c')}) OR
       EXISTS (SELECT 1 FROM row_outcome r WHERE r.owner = p.owner AND ${visibleOutcome('r')}))
     ORDER BY p.owner`,
    likePattern(text),
  );
  for (const { owner, body } of rows) {
    if (!rowHolds(JSON.parse(body), lowerCase)) continue;
    found.push(owner);
    if (found.length >= limit) break;
  }
  return found;
}

/** For `LIKE … ESCAPE` a backslash, over a body as JSON. */
export function likePattern(text: string): string {
  // Letters beyond ASCII are folded by JavaScript below, so here they match anything.
  const asWritten = JSON.stringify(text).slice(1, -1);
  return `%${asWritten.replace(/[\\%_]/g, '\\$&').replace(/[^\x20-\x7e]+/g, '%')}%`;
}

function bodyOf(body: string): Personal['body'] {
  return JSON.parse(body) as Personal['body'];
}
