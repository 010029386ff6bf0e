/** What follows a load, a few rows at a time so that the engine next door never waits: changes take effect, remains go. */
import type { Contact } from '../../model/contact.ts';
import type { CampaignId, ContactId } from '../../model/ids.ts';
import { isBusy } from '../failure.ts';
import {
  atRow,
  CHANGE_CODES,
  formerKey,
  isCorrection,
  NAMED_KEY,
  stagedDataOf,
  stagedOwner,
  takeNewData,
  takeOut,
  VANISHED_CODE,
  type Taken,
} from '../reload.ts';
import { runNow } from '../sql/routine.ts';
import { contactById } from '../sql/routines/contacts.ts';
import { hasRefused, triedOn } from '../sql/routines/publish.ts';
import { moveContact, updateContact } from './contacts.ts';
import type { Database } from './database.ts';
import { appendLog } from './log.ts';

/** Rows a transaction: some 10 ms. */
const CHUNK = 200;
const TRIES = 100;

/** Until nothing is left. Crash-safe: what a dead process did not finish is done when the ledger is opened, or before the next load. */
export async function tidyAll(db: Database, campaign: CampaignId): Promise<void> {
  for (let tries = 0, more = true; more; tries += 1) {
    try {
      more = await db.write(() => tidy(db, campaign));
      tries = 0;
    } catch (error) {
      // The load is visible already: to give up here is worse than to insist, a busy moment at a time.
      if (!isBusy(error) || tries >= TRIES) throw error;
    }
  }
}

/** One chunk; within a write. True when there may be more. */
export function tidy(db: Database, campaign: CampaignId): boolean {
  return takeChanges(db, campaign) || clearOutcomes(db, campaign) || clearContacts(db, campaign);
}

type DoneLoad = {
  readonly id: number;
  readonly list: string;
  readonly begun_at: number;
  readonly state: 'published' | 'abandoned';
};
type Staged = {
  readonly row: number;
  readonly contact: ContactId;
  readonly list_row: number;
  readonly digest: string;
  readonly changed: number;
  readonly body: string | null;
};

// In the order of the list, as the contacts were written: neighbours share their pages.
function takeChanges(db: Database, campaign: CampaignId): boolean {
  const load = db.one<DoneLoad>(
    `SELECT l.id, l.list, l.begun_at, l.state FROM load l
     WHERE l.campaign = ? AND l.state <> 'open' AND EXISTS (SELECT 1 FROM load_change s WHERE s.load = l.id)
     ORDER BY l.id LIMIT 1`,
    campaign,
  );
  if (load === undefined) return false;
  const staged = db.all<Staged>(
    `SELECT s.rowid AS row, s.contact, s.list_row, s.digest, s.changed, s.body FROM load_change s
     WHERE s.load = ? ORDER BY s.list_row LIMIT ${CHUNK}`,
    load.id,
  );
  if (load.state === 'published') for (const change of staged) takeChange(db, load, change);
  remove(db, 'load_change', staged);
  const updates = staged.filter(({ body, changed }) => body !== null || isCorrection(changed));
  removePersonal(
    db,
    updates.map(({ contact }) => stagedOwner(load.id, contact)),
  );
  return true;
}

function takeChange(db: Database, load: DoneLoad, { contact: id, list_row: row, digest, changed, body }: Staged): void {
  const known = runNow(db, contactById(id));
  if (known === undefined) return;
  const { begun_at: now, list } = load;
  if (changed === VANISHED_CODE) {
    write(db, known, takeOut(known, now));
    return;
  }
  const refused = (): boolean => runNow(db, hasRefused(known.destination));
  // Looked at again: it may have been dialed since its row was read.
  const data = body === null ? undefined : stagedDataOf(id, body);
  const at = { list, row, now, called: changed === CHANGE_CODES.corrected_called };
  const tried = (): number => (data === undefined ? 0 : runNow(db, triedOn(id, data.destination)));
  const taken = data && takeNewData(known, data, at, { refused, tried });
  if (taken === undefined) {
    const moved = atRow(known, list, row);
    if (moved !== known) moveContact(db, moved);
    if (isCorrection(changed)) keepNamed(db, id, load.id);
    return;
  }
  write(db, known, taken);
  db.run('UPDATE contact SET digest = ? WHERE id = ?', digest, id);
  if (taken.keepsFormer) {
    db.run(
      `INSERT INTO personal (owner, key, body) SELECT owner, ?, body FROM personal WHERE owner = ? AND key = 'row'
       ON CONFLICT (owner, key) DO NOTHING`,
      ...[formerKey(load.id), id],
    );
  }
  db.run(
    `INSERT INTO personal (owner, key, body) SELECT ?, key, body FROM personal WHERE owner = ?
     ON CONFLICT (owner, key) DO UPDATE SET body = excluded.body`,
    ...[id, stagedOwner(load.id, id)],
  );
}

function keepNamed(db: Database, id: string, load: number): void {
  db.run(
    `INSERT INTO personal (owner, key, body) SELECT ?, ?, p.body FROM personal p WHERE p.owner = ? AND p.key = 'row'
     AND EXISTS (SELECT 1 FROM personal o WHERE o.owner = ? AND o.key = 'row')
     ON CONFLICT (owner, key) DO UPDATE SET body = excluded.body`,
    ...[id, NAMED_KEY, stagedOwner(load, id), id],
  );
}

function write(db: Database, known: Contact, taken: Taken | undefined): void {
  if (taken === undefined) return;
  updateContact(db, known.version, taken.contact);
  appendLog(db, taken.log);
}

type Leftover = { readonly row: number; readonly owner: string };

/** Rejected and skipped rows of a load that another took the place of, or that never was published. */
function clearOutcomes(db: Database, campaign: CampaignId): boolean {
  const left = db.all<Leftover>(
    `SELECT r.rowid AS row, r.owner FROM load l JOIN row_outcome r ON r.load = l.id
     WHERE l.campaign = ? AND l.state <> 'open' AND l.current = 0 LIMIT ${CHUNK}`,
    campaign,
  );
  return clear(db, 'row_outcome', left);
}

function clearContacts(db: Database, campaign: CampaignId): boolean {
  const left = db.all<Leftover>(
    `SELECT c.rowid AS row, c.id AS owner FROM load l JOIN contact c ON c.load = l.id
     WHERE l.campaign = ? AND l.state = 'abandoned' LIMIT ${CHUNK}`,
    campaign,
  );
  return clear(db, 'contact', left);
}

function clear(db: Database, table: string, left: readonly Leftover[]): boolean {
  removePersonal(
    db,
    left.map(({ owner }) => owner),
  );
  remove(db, table, left);
  return left.length > 0;
}

function remove(db: Database, table: string, rows: readonly { readonly row: number }[]): void {
  const ids = JSON.stringify(rows.map(({ row }) => row));
  db.run(`DELETE FROM ${table} WHERE rowid IN (SELECT value FROM json_each(?))`, ids);
}

function removePersonal(db: Database, owners: readonly string[]): void {
  db.run('DELETE FROM personal WHERE owner IN (SELECT value FROM json_each(?))', JSON.stringify(owners));
}
