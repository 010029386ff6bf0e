/** Loading: rows are written in short transactions, hidden, and become visible with one. */
import type { Contact } from '../../model/contact.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { LoadRow, LoadRowResult, Store } from '../port.ts';
import { CHANGE_CODES, stage, stagedOwner, toldOf } from '../reload.ts';
import { insertContact } from './contacts.ts';
import type { Database } from './database.ts';
import { appendLog } from './log.ts';
import { putPersonal } from './personal.ts';
import { SQLITE } from '../sql/dialect.ts';
import type { ContactRow } from '../sql/records.ts';
import { contactColumns, contactOf } from '../sql/records.ts';
import { runNow } from '../sql/routine.ts';
import { abandon, abandonOpen, openLoad, type OpenLoad } from '../sql/routines/loads.ts';
import {
  calledBefore,
  calledCorrections,
  hasRefused,
  leaveOutCorrected,
  publish,
  review,
  rowDigests,
  stagedRows,
} from '../sql/routines/publish.ts';
import { tidy, tidyAll } from './tidy.ts';

type LoadPart =
  | 'beginLoad'
  | 'addRows'
  | 'calledBefore'
  | 'leaveOutCorrected'
  | 'reviewLoad'
  | 'stagedRows'
  | 'rowDigests'
  | 'publishLoad'
  | 'abandonLoad';

export function sqlLoads(db: Database): Pick<Store, LoadPart> {
  const journal = journalOf(db);
  return {
    async beginLoad(campaign, list, now) {
      journal.foldSeldom();
      for (;;) {
        const begun = await db.write(() => {
          runNow(db, abandonOpen(campaign));
          return tidy(db, campaign) ? undefined : begin(db, campaign, list, now);
        });
        if (begun !== undefined) return begun;
      }
    },
    addRows: (load, rows) =>
      db.write(() => {
        const open = openToWrite(db, load);
        return rows.map((row) => addRow(db, open, row));
      }),
    calledBefore: (load, after, limit) => db.read(() => runNow(db, calledBefore(openToLook(db, load), after, limit))),
    async leaveOutCorrected(load) {
      const found = await db.read(() => runNow(db, calledCorrections(SQLITE, openToLook(db, load))));
      return found.length === 0 ? [] : db.write(() => runNow(db, leaveOutCorrected(openToWrite(db, load), found)));
    },
    reviewLoad: (load) => db.read(() => runNow(db, review(openToLook(db, load)))),
    stagedRows: (load, contacts) => db.read(() => runNow(db, stagedRows(SQLITE, openToLook(db, load), contacts))),
    rowDigests: (contacts) => db.read(() => runNow(db, rowDigests(SQLITE, contacts))),
    async publishLoad(load, log, how = {}) {
      const { campaign, summary } = await db.write(() => {
        const open = openToWrite(db, load);
        const published = runNow(db, publish(open, how));
        appendLog(db, log);
        return { campaign: open.campaign, summary: published };
      });
      await tidyAll(db, campaign);
      journal.foldAsUsual();
      return summary;
    },
    async abandonLoad(load) {
      const campaign = await db.write(() => runNow(db, abandon(load)));
      if (campaign !== undefined) await tidyAll(db, campaign);
      journal.foldAsUsual();
    },
  };
}

/** A long list comes back to the same pages of its indexes again and again: folded in seldom, they are written seldom. */
const LOADING_CHECKPOINT_AT = 16_384;

/** How many pages of journal this connection lets wait: more while it loads, else as before. The engine next door keeps its own. */
function journalOf(db: Database): { readonly foldSeldom: () => void; readonly foldAsUsual: () => void } {
  let usual: number | undefined;
  const foldAt = (pages: number | undefined): void => {
    if (pages !== undefined) db.one(`PRAGMA wal_autocheckpoint = ${pages}`);
  };
  return {
    foldSeldom: () => {
      usual ??= db.one<{ wal_autocheckpoint: number }>('PRAGMA wal_autocheckpoint')?.wal_autocheckpoint;
      foldAt(LOADING_CHECKPOINT_AT);
    },
    foldAsUsual: () => {
      foldAt(usual);
      usual = undefined;
    },
  };
}

// Numbers are never used twice: a loader that was declared dead must not write into another's load.
function begin(db: Database, campaign: CampaignId, list: string, now: number): number {
  const next = (db.one<{ last: number | null }>('SELECT max(id) AS last FROM load')?.last ?? 0) + 1;
  db.run(
    `INSERT INTO load (id, campaign, list, begun_at, state) VALUES (?, ?, ?, ?, 'open')`,
    ...[next, campaign, list, now],
  );
  return next;
}

function openToLook(db: Database, id: number): OpenLoad {
  return runNow(db, openLoad(SQLITE, id, 'to look'));
}

function openToWrite(db: Database, id: number): OpenLoad {
  return runNow(db, openLoad(SQLITE, id, 'to change'));
}

function addRow(db: Database, load: OpenLoad, given: LoadRow): LoadRowResult {
  const { row, personal, digest, outcome } = given;
  if (outcome.is !== 'accepted') {
    db.run('DELETE FROM contact WHERE id = ? AND load = ?', personal.owner, load.id);
    db.run(
      'INSERT INTO row_outcome (load, owner, campaign, list, list_row, status, code) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[load.id, personal.owner, load.campaign, load.list, row, outcome.is, outcome.code],
    );
    putPersonal(db, personal);
    return { is: 'added' };
  }
  if (!insertContact(db, outcome.contact, load.id, digest)) return addKnown(db, load, outcome.contact, given);
  putPersonal(db, personal);
  return { is: 'added' };
}

function addKnown(db: Database, load: OpenLoad, contact: Contact, given: LoadRow): LoadRowResult {
  const { row, digest, personal, kept = [] } = given;
  const known = db.one<ContactRow & { load: number; digest: string }>(
    `SELECT ${contactColumns('c')}, c.load, c.digest FROM contact c WHERE c.campaign = ? AND c.key = ?`,
    ...[load.campaign, contact.key],
  );
  if (known === undefined) throw new Error(`contact id ${contact.id} is taken`);
  if (known.load === load.id) return { is: 'duplicate', ofRow: known.list_row, same: known.digest === digest };
  const first = db.one<{ list_row: number; digest: string }>(
    'SELECT list_row, digest FROM load_change WHERE load = ? AND contact = ?',
    ...[load.id, known.id],
  );
  if (first !== undefined) return { is: 'duplicate', ofRow: first.list_row, same: first.digest === digest };

  const { id, destination } = known;
  const refused = (): boolean => runNow(db, hasRefused(destination));
  const { change, body, keepsRow } = stage(contactOf(known), known.digest, { digest, kept, contact }, refused);
  db.run(
    'INSERT INTO load_change (load, contact, list_row, digest, changed, body) VALUES (?, ?, ?, ?, ?, ?)',
    ...[load.id, id, row, digest, CHANGE_CODES[change], body],
  );
  // Beside the contact's own until the load is published.
  if (keepsRow) putPersonal(db, { ...personal, owner: stagedOwner(load.id, id) });
  return toldOf(id, change, body !== null);
}
