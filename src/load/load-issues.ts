/** What only the ledger can know of a row: repeated, changed, or asked not to be called. */
import type { RowIssue } from '../model/load-report.ts';
import type { RowChange } from '../model/list-changes.ts';
import { phoneOf, spellingsOf } from '../model/one-phone.ts';
import type { Entry } from './to-contact.ts';
import { showCell } from './number/messages.ts';
import type { Suppression } from '../model/suppression.ts';
import { formatInstant, type Instant } from '../model/time.ts';
import type { CalledBefore } from '../store/port.ts';

export function whereOf({ outcome }: Entry): Pick<RowIssue, 'row' | 'line' | 'e164'> {
  return {
    row: outcome.row,
    ...(outcome.line === undefined ? {} : { line: outcome.line }),
    ...(outcome.accepted === null ? {} : { e164: outcome.accepted.to }),
  };
}

export function duplicateIssue(entry: Entry, ofRow: number): RowIssue {
  const message = `The row says the same as row ${ofRow}; that one is dialed.`;
  return { ...whereOf(entry), code: 'duplicate', severity: 'warning', message, ref: { row: ofRow } };
}

/** `key`: the value that both rows share. */
export function conflictIssue(entry: Entry, ofRow: number, idColumn: string | null): RowIssue {
  const key = entry.outcome.accepted?.key ?? '';
  const to = entry.outcome.accepted?.to ?? '';
  if (key === phoneOf(to) && spellingsOf(to).length > 1) {
    return {
      ...whereOf(entry),
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
    ...whereOf(entry),
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

/** `updated`: it is taken when the load is published. */
export function changedIssue(entry: Entry, change: RowChange, updated: boolean): RowIssue {
  const [code, message] = changedWords(change, updated);
  return { ...whereOf(entry), code, severity: 'warning', message };
}

function changedWords(change: RowChange, updated: boolean): readonly [RowIssue['code'], string] {
  const since = 'The row has changed since it was loaded';
  const another = 'The row gives another number than before';
  switch (change) {
    case 'corrected_unreached':
      return updated
        ? ['corrected_number', `${another}: they were not reached, and are dialed with the new one, with all tries.`]
        : ['corrected_number', `${another}: not taken now; load the list again when no call of theirs is open.`];
    case 'corrected_reached':
      return ['corrected_number', `${another}: they were reached at the old one, or left out, and are not dialed.`];
    case 'corrected_called':
      return ['already_called', CALLED_UNDER_ANOTHER];
    case 'returned':
      return ['returned_row', 'The row is back in the list, from which it had vanished.'];
    case 'changed':
    case 'unchanged':
    case 'called_already':
      return updated
        ? ['changed_row', `${since}; they were not reached yet: their next call has the new data.`]
        : ['changed_row', `${since}; it was dialed with the old data, which stays.`];
  }
}

const CALLED_UNDER_ANOTHER =
  'The row gives another number than before, and that one was called in this campaign under an id that the list does not hold any more: they are left out.';

/** A known person's new number, known only once the whole list was read. */
export function calledCorrectionIssue(row: number): RowIssue {
  const hint = 'To call them all the same, give the number back the id that it had, or make another campaign: --name.';
  return { row, code: 'already_called', severity: 'warning', message: CALLED_UNDER_ANOTHER, hint };
}

/** Nobody may ring them before it. */
export function lateIssue(entry: Entry, notAfter: Instant): RowIssue {
  const message = `They are not to be called from ${formatInstant(notAfter)} on, and no hour before it is one to ring them.`;
  return { ...whereOf(entry), code: 'not_after_passed', severity: 'warning', message };
}

/** New, where only other rows of the list were asked for. */
export function notAskedIssue(entry: Entry): RowIssue {
  const message = 'The row is new, and only other rows were asked for (--only): it is not loaded.';
  return { ...whereOf(entry), code: 'not_asked', severity: 'warning', message };
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
    message: `The number was called in this campaign before, under ${under} that this list does not hold.`,
    hint: 'Give the row the id that it had, or call everybody anew as another campaign: --name.',
  };
}

/** With the list that holds the number, or who said it, and since when. */
export function suppressedIssue(
  entry: Entry,
  { source, at, until }: Pick<Suppression, 'source' | 'at' | 'until'>,
): RowIssue {
  // A list that was made by hand may not say since when.
  const since = at === 0 ? '' : `, since ${dayOf(at)}`;
  const end = until === null ? '' : `, until ${dayOf(until)}`;
  const message = `The number asked not to be called (${source}${since}${end}).`;
  return { ...whereOf(entry), code: 'suppressed', severity: 'warning', message };
}

function dayOf(instant: Instant): string {
  return formatInstant(instant).slice(0, 10);
}
