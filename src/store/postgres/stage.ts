/** Rows on their way into the ledger: copied into a table of the session's own, from where they are written set-wise. */
import { own } from '../../model/own.ts';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { LoadRow } from '../port.ts';
import { CONTACT_HOW, CONTACT_WHO, contactValues } from '../sql/records.ts';
import { kindOf } from '../sql/schema.ts';
import type { Tx } from './database.ts';
import { failureOf } from './failures.ts';

/** Of a contact that was accepted. */
export const CONTACT = ['id', ...CONTACT_WHO, ...CONTACT_HOW, 'digest'];

const NUMBERS = ['n', 'row'];
const TEXTS = ['status', 'code', 'owner', 'note', 'note_body'];
const COLUMNS = [...NUMBERS, ...TEXTS, ...CONTACT];

const MAKE = `CREATE TEMPORARY TABLE IF NOT EXISTS stage (${[
  ...NUMBERS.map((name) => `${name} BIGINT`),
  ...TEXTS.map((name) => `${name} TEXT COLLATE "C"`),
  ...CONTACT.map((name) => `${name} ${kindOf('contact', name) === 'text' ? 'TEXT COLLATE "C"' : 'BIGINT'}`),
].join(', ')}) ON COMMIT DELETE ROWS`;

/** Replaces what was staged before. `n` is a row's place among `rows`. */
export async function stage(tx: Tx, rows: readonly LoadRow[], place: string): Promise<void> {
  await tx.run(MAKE);
  await tx.run('DELETE FROM pg_temp.stage');
  const lines = rows.map((row, n) => `${valuesOf(row, n).map(copied).join('\t')}\n`);
  try {
    const copy = tx.client.query(copyFrom(`COPY pg_temp.stage (${COLUMNS.join(', ')}) FROM STDIN`));
    await pipeline([lines.join('')], copy);
  } catch (error) {
    throw failureOf(error, place);
  }
}

function valuesOf({ row, personal, digest, outcome }: LoadRow, n: number): (string | number | null)[] {
  const note = [personal.owner, personal.key, JSON.stringify(personal.body)];
  if (outcome.is !== 'accepted') return [n, row, outcome.is, outcome.code, ...note, ...CONTACT.map(() => null)];
  const { id, who, how } = contactValues(outcome.contact);
  return [n, row, outcome.is, null, ...note, id, ...who, ...how, digest];
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value in COPY's text format. */
function copied(value: string | number | null): string {
  if (value === null) return '\\N';
  return String(value).replace(/[\\\n\r\t]/g, (found) => own(ESCAPES, found) ?? found);
}
