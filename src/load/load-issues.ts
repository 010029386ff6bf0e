/** What only the ledger can know of a row: repeated, changed, or asked not to be called. */
import type { RowIssue } from '../model/load-report.ts';
import { phoneOf, spellingsOf } from '../model/one-phone.ts';
import type { Entry } from './to-contact.ts';
import { showCell } from './number/messages.ts';
import type { CalledBefore } from '../store/port.ts';

function base({ outcome }: Entry): Pick<RowIssue, 'row' | 'line' | 'e164'> {
  return {
    row: outcome.row,
    ...(outcome.line === undefined ? {} : { line: outcome.line }),
    ...(outcome.accepted === null ? {} : { e164: outcome.accepted.to }),
  };
}

export function duplicateIssue(entry: Entry, ofRow: number): RowIssue {
  const message = `The row says the same as row ${ofRow}; that one is dialed.`;
  return { ...base(entry), code: 'duplicate', severity: 'warning', message, ref: { row: ofRow } };
}

/** `key`: the value that both rows share. */
export function conflictIssue(entry: Entry, ofRow: number, idColumn: string | null): RowIssue {
  const key = entry.outcome.accepted?.key ?? '';
  const to = entry.outcome.accepted?.to ?? '';
  if (key === phoneOf(to) && spellingsOf(to).length > 1) {
    return {
      ...base(entry),
      code: 'duplicate_conflict',
      severity: 'error',
      value: to,
      message: `${to} rings the phone of row ${ofRow}, which has other data or writes the number in another way.`,
      hint: 'Keep the row whose number is right; where two people share a phone, give each an id: "columns": {"id": "…"}.',
      ref: { row: ofRow },
    };
  }
  // Where the id's cell is empty, the number stands for it.
  const what = idColumn === null || key === phoneOf(to) ? 'number' : 'id';
  return {
    ...base(entry),
    code: 'duplicate_conflict',
    severity: 'error',
    ...(idColumn === null ? {} : { column: idColumn }),
    value: key.slice(0, 64),
    message: `The ${what} "${showCell(key)}" stands in row ${ofRow} already, with other data.`,
    hint:
      idColumn === null
        ? 'Keep one of them; where two people share a phone, give each an id: "columns": {"id": "…"}.'
        : 'Keep one of them, or give each an id of its own.',
    ref: { row: ofRow },
  };
}

export function changedIssue(entry: Entry, updated: boolean): RowIssue {
  const message = updated
    ? 'The row has changed since it was loaded; it was never dialed and is dialed with the new data.'
    : 'The row has changed since it was loaded; it was dialed with the old data, which stays.';
  return { ...base(entry), code: 'changed_row', severity: 'warning', message };
}

/** `idColumn`: the column that keys come from; null where numbers are keys. */
export function calledIssue({ row, personal }: CalledBefore, idColumn: string | null): RowIssue {
  const { to_number: to } = personal.body;
  const under = idColumn === null ? 'another id' : `another ${JSON.stringify(idColumn)}`;
  return {
    row,
    code: 'already_called',
    severity: 'warning',
    ...(typeof to === 'string' ? { e164: to } : {}),
    message: `The number was called in this campaign before, under ${under} that the list does not hold any more.`,
    hint: 'Give the row the id that it had, or call everybody anew as another campaign: --name.',
  };
}

/** `source`: the list that holds the number. */
export function suppressedIssue(entry: Entry, source: string): RowIssue {
  const message = `The number asked not to be called (${source}).`;
  return { ...base(entry), code: 'suppressed', severity: 'warning', message };
}
