/** Adds rows to an open load, set-wise, with the results that adding them one by one would have. */
import type { ContactId } from '../../model/ids.ts';
import { CHANGE_CODES, stage as stageChange, stagedOwner, toldOf, type StagedChange } from '../reload.ts';
import type { LoadRow, LoadRowResult, Personal } from '../port.ts';
import type { ContactRow } from '../sql/records.ts';
import { contactColumns, contactOf } from '../sql/records.ts';
import type { OpenLoad } from '../sql/routines/loads.ts';
import type { Tx } from './database.ts';
import { putPersonal } from './personal.ts';
import { CONTACT, stage } from './stage.ts';

type Accepted = LoadRow & { readonly outcome: { readonly is: 'accepted' } };
type Known = ContactRow & { readonly load: number; readonly digest: string };
type StoredRow = { readonly list_row: number; readonly digest: string };
type LoadChange = StoredRow & StagedChange & { readonly contact: ContactId };

export async function addRows(
  tx: Tx,
  load: OpenLoad,
  rows: readonly LoadRow[],
  place: string,
): Promise<LoadRowResult[]> {
  const results: LoadRowResult[] = [];
  for (const part of await partsOf(tx, load, rows)) {
    await stage(tx, part, place);
    if (part.some(({ outcome }) => outcome.is !== 'accepted')) await addRefused(tx, load);
    const accepted = part.filter((row): row is Accepted => row.outcome.is === 'accepted');
    const told =
      accepted.length === 0 ? new Map<LoadRow, LoadRowResult>() : await addAccepted(tx, load, part, accepted);
    results.push(...part.map((row): LoadRowResult => told.get(row) ?? { is: 'added' }));
  }
  return results;
}

/**
 * Within a part refused rows are written before accepted ones. That is as good as one by one, unless a refused row takes
 * the place of a contact of this load: its key is free only for the rows after it.
 */
async function partsOf(tx: Tx, load: OpenLoad, rows: readonly LoadRow[]): Promise<LoadRow[][]> {
  const refused = rows.filter(({ outcome }) => outcome.is !== 'accepted').map(({ personal }) => personal.owner);
  const here = new Set(rows.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [String(outcome.contact.id)] : [])));
  const there = await (refused.length === 0
    ? []
    : tx.all<{ id: string }>('SELECT id FROM contact WHERE load = $1 AND id = ANY($2::text[])', load.id, refused));
  for (const { id } of there) here.add(id);
  const parts: LoadRow[][] = [];
  for (const row of rows) {
    const takes = row.outcome.is !== 'accepted' && here.has(row.personal.owner);
    const part = parts.at(-1);
    if (part === undefined || (takes && part.some(({ outcome }) => outcome.is === 'accepted'))) parts.push([row]);
    else part.push(row);
  }
  return parts;
}

async function addRefused(tx: Tx, load: OpenLoad): Promise<void> {
  const refused = `FROM pg_temp.stage s WHERE s.status <> 'accepted'`;
  await Promise.all([
    tx.run(`DELETE FROM contact c WHERE c.load = $1 AND c.id IN (SELECT s.owner ${refused})`, load.id),
    tx.run(
      `INSERT INTO row_outcome (load, owner, campaign, list, list_row, status, code)
       SELECT $1, s.owner, $2, $3, s.row, s.status, s.code ${refused}`,
      ...[load.id, load.campaign, load.list],
    ),
    tx.run(
      `INSERT INTO personal (owner, key, body)
       SELECT DISTINCT ON (s.owner, s.note) s.owner, s.note, s.note_body ${refused} ORDER BY s.owner, s.note, s.n DESC
       ON CONFLICT (owner, key) DO UPDATE SET body = excluded.body`,
    ),
  ]);
}

async function addAccepted(
  tx: Tx,
  load: OpenLoad,
  part: readonly LoadRow[],
  accepted: readonly Accepted[],
): Promise<Map<LoadRow, LoadRowResult>> {
  const added = await tx.all<{ id: string; key: string }>(
    `INSERT INTO contact (${CONTACT.join(', ')}, load)
     SELECT ${CONTACT.map((column) => `s.${column}`).join(', ')}, $1 FROM pg_temp.stage s
     WHERE s.status = 'accepted' ORDER BY s.n ON CONFLICT DO NOTHING RETURNING id, key`,
    load.id,
  );
  const keyOf = new Map(added.map(({ id, key }) => [id, key]));
  const fresh = new Set<LoadRow>();
  for (const row of accepted) {
    const { id, key } = row.outcome.contact;
    if (keyOf.get(id) === key) fresh.add(row);
    // The same id once more is another row.
    keyOf.delete(id);
  }
  await tx.run(
    `INSERT INTO personal (owner, key, body)
     SELECT DISTINCT ON (s.owner, s.note) s.owner, s.note, s.note_body FROM pg_temp.stage s
     WHERE s.n = ANY($1::bigint[]) ORDER BY s.owner, s.note, s.n DESC
     ON CONFLICT (owner, key) DO UPDATE SET body = excluded.body`,
    part.flatMap((row, n) => (fresh.has(row) ? [n] : [])),
  );
  const others = accepted.filter((row) => !fresh.has(row));
  return others.length === 0 ? new Map() : addKnown(tx, load, others);
}

async function addKnown(tx: Tx, load: OpenLoad, rows: readonly Accepted[]): Promise<Map<LoadRow, LoadRowResult>> {
  // Locked: somebody who is forgotten now must not come back with what this load brings.
  const found = await tx.all<Known>(
    `SELECT ${contactColumns('c')}, c.load, c.digest FROM contact c
     WHERE c.campaign = $1 AND c.key = ANY($2::text[]) ORDER BY c.id FOR SHARE`,
    load.campaign,
    rows.map(({ outcome }) => outcome.contact.key),
  );
  const known = new Map(found.map((row) => [row.key, row]));
  const before = await tx.all<StoredRow & { contact: string }>(
    'SELECT contact, list_row, digest FROM load_change WHERE load = $1 AND contact = ANY($2::text[])',
    load.id,
    found.map(({ id }) => id),
  );
  const named = new Map<string, StoredRow>(before.map((told) => [told.contact, told]));
  // Of numbers known so far, and few: only where a row gives another is the answer looked at.
  const refused = await refusedAmong(tx, found, rows);
  const changes: LoadChange[] = [];
  const notes: Personal[] = [];
  const results = new Map<LoadRow, LoadRowResult>();
  for (const row of rows) {
    const contact = known.get(row.outcome.contact.key);
    if (contact === undefined) throw new Error(`contact id ${row.outcome.contact.id} is taken`);
    const first = contact.load === load.id ? contact : named.get(contact.id);
    if (first !== undefined) {
      results.set(row, { is: 'duplicate', ofRow: first.list_row, same: first.digest === row.digest });
      continue;
    }
    const change = changeOf(contact, row, refused);
    changes.push(change);
    named.set(contact.id, change);
    const { contact: id, body, keepsRow } = change;
    if (keepsRow) notes.push({ ...row.personal, owner: stagedOwner(load.id, id) });
    results.set(row, toldOf(id, change.change, body !== null));
  }
  await putChanges(tx, load, changes);
  // Beside the contact's own until the load is published.
  await putPersonal(tx, notes);
  return results;
}

async function refusedAmong(tx: Tx, found: readonly Known[], rows: readonly Accepted[]): Promise<ReadonlySet<string>> {
  const now = new Map(rows.map(({ outcome: { contact } }) => [contact.key, contact.destination]));
  const left = found.filter(({ key, destination }) => now.get(key) !== destination);
  if (left.length === 0) return new Set();
  const those = await tx.all<{ destination: string }>(
    'SELECT destination FROM suppression WHERE destination = ANY($1::text[])',
    left.map(({ destination }) => destination),
  );
  return new Set(those.map(({ destination }) => destination));
}

function changeOf(known: Known, given: Accepted, refused: ReadonlySet<string>): LoadChange {
  const { row, digest, kept = [], outcome } = given;
  const asked = { digest, kept, contact: outcome.contact };
  const staged = stageChange(contactOf(known), known.digest, asked, () => refused.has(known.destination));
  return { contact: known.id, list_row: row, digest, ...staged };
}

async function putChanges(tx: Tx, load: OpenLoad, changes: readonly LoadChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.run(
    `INSERT INTO load_change (load, contact, list_row, digest, changed, body)
     SELECT $1, v.* FROM unnest($2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::text[]) AS v`,
    load.id,
    changes.map(({ contact }) => contact),
    changes.map((change) => change.list_row),
    changes.map(({ digest }) => digest),
    changes.map(({ change }) => CHANGE_CODES[change]),
    changes.map(({ body }) => body),
  );
}
