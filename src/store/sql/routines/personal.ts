/** The one table with people in it (I8), read and overwritten. */
import { parse } from '../../../model/stored-fields.ts';
import { reading } from '../../failure.ts';
import type { Personal } from '../../port.ts';
import { FORMER } from '../../../model/list-changes.ts';
import { rowHolds } from '../../search.ts';
import type { Dialect } from '../dialect.ts';
import { all, run, type Routine } from '../routine.ts';
import { visibleContact, visibleOutcome } from '../visible.ts';

const PAGE = 500;

export function* personalByKey(
  d: Dialect,
  owners: readonly string[],
  key: string,
): Routine<ReadonlyMap<string, Personal['body']>> {
  const rows = yield* all<{ owner: string; body: string }>(
    `SELECT owner, body FROM personal WHERE ${d.among('owner', '$1')} AND key = $2`,
    owners,
    key,
  );
  return new Map(rows.map(({ owner, body }) => [owner, bodyOf(body)]));
}

export function* personalOf(owner: string): Routine<readonly Personal[]> {
  const rows = yield* all<{ key: string; body: string }>(
    'SELECT key, body FROM personal WHERE owner = $1 ORDER BY key',
    owner,
  );
  return rows.map(({ key, body }) => ({ owner, key, body: bodyOf(body) }));
}

/** The server narrows the search where it can; it would find the names of columns too, so each find is looked at again. */
export function* searchPersonal(d: Dialect, text: string, limit: number): Routine<readonly string[]> {
  const lowerCase = text.toLowerCase();
  const found = new Set<string>();
  for (let owner = '', key = '', more = true; more && found.size < limit;) {
    const rows = yield* all<{ owner: string; key: string; body: string }>(
      `SELECT p.owner, p.key, p.body FROM personal p
       WHERE (p.key = 'row' OR p.key LIKE '${FORMER}%') AND (p.owner, p.key) > ($2, $3)
         AND p.body ${d.alike} $1 ESCAPE '\\' AND (
         EXISTS (SELECT 1 FROM contact c WHERE c.id = p.owner AND ${visibleContact('c')}) OR
         EXISTS (SELECT 1 FROM row_outcome r WHERE r.owner = p.owner AND ${visibleOutcome('r')}))
       ORDER BY p.owner, p.key LIMIT ${PAGE}`,
      ...[pattern(text), owner, key],
    );
    for (const row of rows) if (rowHolds(bodyOf(row.body), lowerCase)) found.add(row.owner);
    ({ owner, key } = rows.at(-1) ?? { owner, key });
    more = rows.length === PAGE;
  }
  return [...found].slice(0, Math.max(limit, 0));
}

/** A note that does not exist is not made. */
export function* replacePersonal(notes: readonly Personal[]): Routine<void> {
  for (const { owner, key, body } of notes) {
    yield* run('UPDATE personal SET body = $1 WHERE owner = $2 AND key = $3', JSON.stringify(body), owner, key);
  }
}

/** For a match that escapes with a backslash, over a body as JSON. */
function pattern(text: string): string {
  // Letters beyond ASCII are folded by JavaScript afterwards, so here they match anything.
  const asWritten = JSON.stringify(text).slice(1, -1);
  return `%${asWritten.replace(/[\\%_]/g, '\\$&').replace(/[^\x20-\x7e]+/g, '%')}%`;
}

export function bodyOf(body: string): Personal['body'] {
  return reading('a note', () => parse(body));
}
