/** Writes contacts and attempts, any number in one statement. */
import type { CampaignId } from '../../model/ids.ts';
import type { Spent } from '../../model/standing-facts.ts';
import type { Contact } from '../../model/contact.ts';
import { ATTEMPT_HOW, ATTEMPT_WHO, CONTACT_HOW, CONTACT_WHO, attemptValues, contactValues } from '../sql/records.ts';
import type { Halves } from '../sql/records.ts';
import { kindOf } from '../sql/schema.ts';
import { addedRows, addingSpent } from '../spent.ts';
import type { Tx } from './database.ts';
import type { WrittenAttempt } from './locked-rows.ts';

const CONTACT = ['id', ...CONTACT_WHO, ...CONTACT_HOW];
const ATTEMPT = ['id', ...ATTEMPT_WHO, ...ATTEMPT_HOW];

const UPDATE_CONTACTS = update('contact', CONTACT);
const UPDATE_ATTEMPTS = update('attempt', ATTEMPT);
const INSERT_ATTEMPTS = `INSERT INTO attempt (${ATTEMPT.join(', ')}) SELECT * FROM ${table('attempt', ATTEMPT)}
  ON CONFLICT DO NOTHING RETURNING id`;

/** All of them are locked by this transaction. */
export async function updateContacts(tx: Tx, contacts: readonly Contact[]): Promise<void> {
  if (contacts.length === 0) return;
  const written = await tx.run(UPDATE_CONTACTS, ...columnsOf(contacts.map(contactValues)));
  must(written, contacts.length, 'contacts');
}

/** All of their contacts are locked by this transaction, and their destinations where they are open. */
export async function updateAttempts(tx: Tx, attempts: readonly WrittenAttempt[]): Promise<void> {
  if (attempts.length === 0) return;
  const written = await tx.run(UPDATE_ATTEMPTS, ...columnsOf(attempts.map(({ to, open }) => attemptValues(to, open))));
  must(written, attempts.length, 'attempts');
}

export async function insertAttempts(tx: Tx, attempts: readonly WrittenAttempt[]): Promise<void> {
  if (attempts.length === 0) return;
  const written = await tx.run(INSERT_ATTEMPTS, ...columnsOf(attempts.map(({ to, open }) => attemptValues(to, open))));
  must(written, attempts.length, 'attempts');
}

const ADD_SPENT = addingSpent(
  'SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])',
);

/** One statement: a second one would come to its lock after that of the log's end. */
export async function addSpent(tx: Tx, added: ReadonlyMap<CampaignId, Spent>): Promise<void> {
  const rows = addedRows(added);
  if (rows.length === 0) return;
  await tx.run(ADD_SPENT, ...[0, 1, 2, 3, 4, 5].map((column) => rows.map((row) => row[column] ?? null)));
}

/** What was decided was decided under lock; if it does not fit now, nothing of this transaction may stand. */
function must(written: number, expected: number, what: string): void {
  if (written !== expected) throw new Error(`${expected} ${what} were locked and ${written} written`);
}

function update(name: 'contact' | 'attempt', columns: readonly string[]): string {
  const assigned = columns.slice(1).map((column) => `${column} = v.${column}`);
  return `UPDATE ${name} t SET ${assigned.join(', ')} FROM ${table(name, columns)} WHERE t.id = v.id`;
}

/** Arrays bound as one array a column, seen as a table. */
function table(name: 'contact' | 'attempt', columns: readonly string[]): string {
  const arrays = columns.map((column, index) => `$${index + 1}::${kindOf(name, column)}[]`);
  return `unnest(${arrays.join(', ')}) AS v (${columns.join(', ')})`;
}

function columnsOf(records: readonly Halves[]): (string | number | null)[][] {
  const rows = records.map(({ id, who, how }) => [id, ...who, ...how].map(whole));
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? null));
}

/** An alarm with a fraction of a millisecond must not cost a commit: it rings with the next whole one. */
function whole(value: string | number | null): string | number | null {
  return typeof value === 'number' ? Math.ceil(value) : value;
}
