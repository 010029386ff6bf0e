/** Whom nobody dials, written. */
import type { Suppression } from '../../model/suppression.ts';
import type { Personal, Store } from '../port.ts';
import { SQLITE } from '../sql/dialect.ts';
import { runNow } from '../sql/routine.ts';
import { changedBy, chunksOf, standing, unsuppress } from '../sql/routines/suppression.ts';
import type { Database } from './database.ts';
import { appendLog } from './log.ts';
import { putPersonal } from './personal.ts';

export function sqlSuppression(db: Database): Pick<Store, 'suppress' | 'unsuppress'> {
  return {
    async suppress(entries, notes = []) {
      let added = 0;
      for (const chunk of chunksOf(entries, notes))
        added += await db.write(() => write(db, chunk.entries, chunk.notes));
      return added;
    },
    unsuppress: (destinations, scope, log, notes = []) =>
      db.write(() => {
        const removed = runNow(db, unsuppress(SQLITE, destinations, scope));
        for (const note of notes) putPersonal(db, note);
        appendLog(db, log);
        return removed;
      }),
  };
}

const PUT = `INSERT INTO personal (owner, key, body)
  SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true ON CONFLICT (owner, key)`;

function write(db: Database, entries: readonly Suppression[], notes: readonly Personal[]): number {
  const known = runNow(
    db,
    standing(
      SQLITE,
      entries.map(({ destination }) => destination),
    ),
  );
  const { rows, fresh, more, added } = changedBy(known, entries, notes);
  // All of a chunk in one statement each: of a million rows one by one the calls cost as much as the writing.
  const of = (list: readonly (readonly (string | number | null)[])[]): string => JSON.stringify(list);
  if (rows.length > 0) {
    db.run(
      `INSERT INTO suppression (destination, scope, reason, source, at, until)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?) WHERE true
       ON CONFLICT (destination, scope) DO UPDATE
       SET reason = excluded.reason, source = excluded.source, at = excluded.at, until = excluded.until`,
      of(rows.map((row) => [row.destination, row.scope, row.reason, row.source, row.at, row.until])),
    );
  }
  const words = (list: readonly Personal[]): string =>
    of(list.map(({ owner, key, body }) => [owner, key, JSON.stringify(body)]));
  if (fresh.length > 0) db.run(`${PUT} DO UPDATE SET body = excluded.body`, words(fresh));
  if (more.length > 0) db.run(`${PUT} DO NOTHING`, words(more));
  return added;
}
