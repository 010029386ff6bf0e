/** What reports ask: counts that add up, and every row read. */
import { tally } from '../../model/own.ts';
import { NO_CONTACTS, type ContactStateName } from '../../model/contact.ts';
import type { Disposition } from '../../model/disposition.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { CampaignCounts, RowRecord } from '../port.ts';
import type { Database } from './database.ts';
import { clampLimit } from './database.ts';
import type { ContactRow } from '../sql/records.ts';
import { contactColumns } from '../sql/records.ts';
import { byRow, ofContact, ofOutcome, type OutcomeRow } from '../sql/row-records.ts';
import { visibleContact, visibleLoad, visibleOutcome } from '../sql/visible.ts';

const OUTCOME = 'r.owner, r.campaign, r.list, r.list_row, r.status, r.code';

export function counts(db: Database, campaign: CampaignId): CampaignCounts {
  const states: Record<ContactStateName, number> = { ...NO_CONTACTS };
  const dispositions: Partial<Record<Disposition, number>> = {};
  const codes: Record<string, number> = {};
  const outcomes = { rejected: 0, skipped: 0 };
  let rows = 0;
  const tallied = db.all<{ state: ContactStateName; disposition: Disposition | null; n: number }>(
    `SELECT state, disposition, count(*) AS n FROM contact WHERE campaign = ? AND load <= ? GROUP BY state, disposition`,
    ...[campaign, visibleLoad(db, campaign)],
  );
  for (const { state, disposition, n } of tallied) {
    rows += n;
    states[state] += n;
    if (disposition !== null) dispositions[disposition] = (dispositions[disposition] ?? 0) + n;
  }
  const refused = db.all<{ status: 'rejected' | 'skipped'; code: string; n: number }>(
    `SELECT r.status, r.code, count(*) AS n FROM row_outcome r WHERE r.campaign = ? AND ${visibleOutcome('r')}
     GROUP BY r.status, r.code`,
    campaign,
  );
  for (const { status, code, n } of refused) {
    rows += n;
    outcomes[status] += n;
    tally(codes, code, n);
  }
  const dialed = db.one<{ n: number }>(
    `SELECT count(*) AS n FROM attempt WHERE campaign = ? AND state IN ('placed', 'in_doubt', 'ended')`,
    campaign,
  );
  const { rejected, skipped: skippedRows } = outcomes;
  return { rows, states, rejected, skippedRows, codes, dispositions, dialed: dialed?.n ?? 0 };
}

/** The mark is in the body, whose text is the JSON of this program: nothing a person wrote can look like it. */
export function rangTwice(db: Database, campaign: CampaignId): number {
  const row = db.one<{ n: number }>(
    `SELECT count(*) AS n FROM contact
     WHERE campaign = ? AND load <= ? AND instr(body, '"rangTwice":true') > 0`,
    ...[campaign, visibleLoad(db, campaign)],
  );
  return row?.n ?? 0;
}

/** Both kinds of row from the same place on, merged: each has an index in the order of lists and rows. */
export function rowsAfter(db: Database, campaign: CampaignId, after: RowRecord | null, limit: number): RowRecord[] {
  const from = after === null ? ['', -1, ''] : [after.list, after.row, after.owner];
  const contacts = db.all<ContactRow>(
    `SELECT ${contactColumns('c')} FROM contact c
     WHERE c.campaign = ? AND c.load <= ? AND (c.list, c.list_row, c.id) > (?, ?, ?)
     ORDER BY c.list, c.list_row, c.id LIMIT ?`,
    ...[campaign, visibleLoad(db, campaign), ...from, clampLimit(limit)],
  );
  const outcomes = db.all<OutcomeRow>(
    `SELECT ${OUTCOME} FROM row_outcome r
     WHERE r.campaign = ? AND (r.list, r.list_row, r.owner) > (?, ?, ?) AND ${visibleOutcome('r')}
     ORDER BY r.list, r.list_row, r.owner LIMIT ?`,
    ...[campaign, ...from, clampLimit(limit)],
  );
  return [...contacts.map(ofContact), ...outcomes.map(ofOutcome)].sort(byRow).slice(0, clampLimit(limit));
}

export function rowByOwner(db: Database, owner: string): (RowRecord & { campaign: CampaignId }) | undefined {
  const contact = db.one<ContactRow>(
    `SELECT ${contactColumns('c')} FROM contact c WHERE c.id = ? AND ${visibleContact('c')}`,
    owner,
  );
  if (contact !== undefined) return { ...ofContact(contact), campaign: contact.campaign as CampaignId };
  const outcome = db.one<OutcomeRow>(
    `SELECT ${OUTCOME} FROM row_outcome r WHERE r.owner = ? AND ${visibleOutcome('r')}`,
    owner,
  );
  return outcome === undefined ? undefined : { ...ofOutcome(outcome), campaign: outcome.campaign };
}
