/** Rows read, accepted or not, as lines of a report: in the order of lists and rows, the same from either server. */
import type { CampaignId } from '../../model/ids.ts';
import type { RowRecord } from '../port.ts';
import { contactOf, type ContactRow } from './records.ts';

export type OutcomeRow = {
  readonly owner: string;
  readonly campaign: CampaignId;
  readonly list: string;
  readonly list_row: number;
  readonly status: 'rejected' | 'skipped';
  readonly code: string;
};

export function ofContact(row: ContactRow): RowRecord {
  const contact = contactOf(row);
  return { list: row.list, row: row.list_row, owner: row.id, outcome: { is: 'accepted', contact } };
}

export function ofOutcome({ list, list_row: row, owner, status, code }: OutcomeRow): RowRecord {
  return { list, row, owner, outcome: { is: status, code } };
}

export function byRow(a: RowRecord, b: RowRecord): number {
  return order(a.list, b.list) || a.row - b.row || order(a.owner, b.owner);
}

/** By bytes, as servers order: a page that ended elsewhere would leave rows out. */
function order(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
