/** Single contacts and attempts, written. */
import type { Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import type { Database } from './database.ts';
import type { Halves } from '../sql/records.ts';
import { ATTEMPT_HOW, ATTEMPT_WHO, CONTACT_HOW, CONTACT_WHO, attemptValues, contactValues } from '../sql/records.ts';

const INSERT_CONTACT = insert('contact', [...CONTACT_WHO, ...CONTACT_HOW, 'id', 'load', 'digest']);
const INSERT_ATTEMPT = `${insert('attempt', [...ATTEMPT_WHO, ...ATTEMPT_HOW, 'id'])} RETURNING id`;

type Columns = readonly [who: readonly string[], how: readonly string[]];

export function insertContact(db: Database, contact: Contact, load: number, digest: string): boolean {
  const { id, who, how } = contactValues(contact);
  return db.run(INSERT_CONTACT, ...[...who, ...how, id, load, digest]) === 1;
}

/** False when it is not at version `from` any more. */
export function updateContact(db: Database, from: number, contact: Contact): boolean {
  return update(db, 'contact', [CONTACT_WHO, CONTACT_HOW], contactValues(contact), from);
}

/** Its place in its list, and nothing else. */
export function moveContact(db: Database, { id, list, row, version }: Contact): void {
  db.run('UPDATE contact SET list = ?, list_row = ?, version = ? WHERE id = ?', list, row, version, id);
}

/** False when a unique index says that the attempt, its destination or its contact is taken. */
export function insertAttempt(db: Database, attempt: Attempt, open: 0 | 1): boolean {
  const { id, who, how } = attemptValues(attempt, open);
  return db.all(INSERT_ATTEMPT, ...[...who, ...how, id]).length === 1;
}

export function updateAttempt(db: Database, from: number, attempt: Attempt, open: 0 | 1 | 2): boolean {
  return update(db, 'attempt', [ATTEMPT_WHO, ATTEMPT_HOW], attemptValues(attempt, open), from);
}

// An index is rewritten when its column is named, changed or not, and those of identities are the scattered ones. So
// they are only compared, and written in the rare case that they differ (half the time over a long list).
function update(
  db: Database,
  table: 'contact' | 'attempt',
  columns: Columns,
  { id, who, how }: Halves,
  from: number,
): boolean {
  const [whoColumns, howColumns] = columns;
  const at = 'WHERE id = ? AND version = ?';
  const same = whoColumns.map((column) => `AND ${column} = ?`).join(' ');
  const usual = db.run(`UPDATE ${table} SET ${assign(howColumns)} ${at} ${same}`, ...[...how, id, from, ...who]);
  if (usual === 1) return true;
  const all = assign([...whoColumns, ...howColumns]);
  return db.run(`UPDATE ${table} SET ${all} ${at}`, ...[...who, ...how, id, from]) === 1;
}

function assign(columns: readonly string[]): string {
  return columns.map((column) => `${column} = ?`).join(', ');
}

function insert(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`;
}
