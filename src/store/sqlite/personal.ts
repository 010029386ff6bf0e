/** The one table with people in it (I8), written. */
import type { Personal } from '../port.ts';
import type { Database } from './database.ts';

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
