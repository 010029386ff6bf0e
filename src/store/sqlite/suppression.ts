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

function write(db: Database, entries: readonly Suppression[], notes: readonly Personal[]): number {
  const known = runNow(
    db,
    standing(
      SQLITE,
      entries.map(({ destination }) => destination),
    ),
  );
  const { rows, fresh, more, added } = changedBy(known, entries, notes);
  for (const { destination, scope, reason, source, at, until } of rows) {
    db.run(
      `INSERT INTO suppression (destination, scope, reason, source, at, until) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (destination, scope) DO UPDATE
       SET reason = excluded.reason, source = excluded.source, at = excluded.at, until = excluded.until`,
      ...[destination, scope, reason, source, at, until],
    );
  }
  for (const note of fresh) putPersonal(db, note);
  for (const { owner, key, body } of more) {
    db.run(
      'INSERT INTO personal (owner, key, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      ...[owner, key, JSON.stringify(body)],
    );
  }
  return added;
}
