/** What a code means that a row, an error or a result carries, and what to do about it: `outdial explain`. */
import { nearest } from '../load/row/headers.ts';
import { ERROR_ADVICE, KIND_ADVICE } from '../model/error-advice.ts';
import { ERROR_CODES, type ErrorCode } from '../model/error-codes.ts';
import { userError } from '../model/errors.ts';
import { own } from '../model/own.ts';
import { ROW_ADVICE, type RowEffect } from '../model/row-advice.ts';
import { ROW_CODES, type RowCode } from '../model/row-codes.ts';

/** One meaning; a code may be one of a row and one of an error. */
export type Explained = {
  readonly code: string;
  readonly of: 'row' | 'error' | 'result';
  readonly when: string;
  readonly does: string;
  readonly mend: string;
};

const EFFECTS: Readonly<Record<RowEffect, string>> = {
  rejects: 'the row is rejected: it is not dialed until it is mended and loaded again',
  skips: 'the row is left out: its data is right, and it is not to be dialed',
  tells: 'the row is dialed all the same',
};

/** What stands under `status`, `disposition` and `code` of a result, beside the codes of rows. */
const RESULTS: Readonly<Record<string, readonly [when: string, mend: string]>> = {
  ready: ['the contact waits to be dialed', 'outdial why NUMBER says for what, and until when.'],
  in_progress: ['the phone rings, or somebody talks', 'Wait for its end.'],
  in_doubt: ['a reply was lost: it may have rung', 'Wait: it is looked up. Nobody is rung again meanwhile.'],
  needs_review: ['a reply was lost, and no look-up found the call', 'Decide with outdial resolve.'],
  completed: ['the contact was reached', 'Nothing.'],
  exhausted: ['the contact was given up', 'See its code and disposition for the reason.'],
  skipped: ['the contact was left out', 'See its code for the reason.'],
  canceled: ['the call, or the campaign, was canceled', 'Nothing.'],
  answered: ['somebody, or something, took the call', 'Nothing.'],
  voicemail: ['a machine took the call', 'To try again: "retry": {"voicemail": {"after": "2h"}}.'],
  screened: ['an assistant of the phone asked who calls', 'To try again: "retry": {"screened": {"after": "2h"}}.'],
  unavailable: [
    'the phone or its mailbox could not be reached',
    'To try again: "retry": {"unavailable": {"after": "1d"}}.',
  ],
  no_answer: ['it rang, and nobody took the call', 'Tried again where "retry.max_attempts" is above 1.'],
  busy: ['the line was busy', 'Tried again where "retry.max_attempts" is above 1.'],
  failed: ['the network could not connect the call', 'Often the number is not in use any more.'],
  refused: [
    'the provider refused to call this number',
    'outdial why NUMBER has its words; then outdial retry NAME --refused.',
  ],
  error: ['the platform failed', 'To try again: "retry": {"error": {"after": "15m"}}.'],
  attempts_spent: ['all tries are used', 'Raise "retry.max_attempts" to try more often.'],
  refused_repeatedly: [
    'the provider refused the call three times',
    'outdial why NUMBER has its words; then outdial retry NAME --refused.',
  ],
  throttled_repeatedly: ['the provider was too busy again and again', 'Lower "pacing", and run it later.'],
  cap_reached: [
    'its number was called as often as a limit allows before the campaign ends, all campaigns counted',
    'outdial why NUMBER names the limit: limits.per_number, limits.after_conversation, or a rule of law.',
  ],
  not_after: [
    'the last instant at which they may be called came first',
    'Give them a later one in the list (columns.not_after), and load it again.',
  ],
  campaign_ended: ['"schedule.end_at" came first', 'Set a later end, under another name.'],
  campaign_canceled: ['the campaign was canceled', 'Nothing.'],
  call_canceled: ['the call was canceled', 'Nothing.'],
  forgotten: ['the person was forgotten on request', 'Nothing: their data is erased.'],
  before_dial_no: ['the program that dials said no to this contact (`beforeDial`)', 'Nothing.'],
  rang_twice: ['two calls were open to one person at once', 'outdial why NUMBER tells the story.'],
};

/** In any spelling (`Missing-Country-Code`). Throws for a code that there is not, and names the nearest. */
export function explain(given: string): readonly Explained[] {
  const code = given
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  const found = [...ofRow(code), ...ofError(code), ...ofResult(code)];
  if (found.length > 0) return found;
  const near = nearest(code, allCodes());
  const hint = near === undefined ? 'docs/codes.md lists them all.' : `Did you mean ${near}?`;
  throw userError('not_found', `There is no code ${JSON.stringify(given)}.`, hint);
}

function ofRow(code: string): Explained[] {
  const when = own<string>(ROW_CODES, code);
  if (when === undefined) return [];
  const { does, mend } = ROW_ADVICE[code as RowCode];
  return [{ code, of: 'row', when, does: EFFECTS[does], mend }];
}

function ofError(code: string): Explained[] {
  return Object.entries(ERROR_CODES).flatMap(([kind, group]) => {
    const when = own<string>(group, code);
    if (when === undefined) return [];
    const mend = ERROR_ADVICE[code as ErrorCode] ?? KIND_ADVICE[kind as keyof typeof KIND_ADVICE];
    return [{ code, of: 'error' as const, when, does: 'the command ends with exit code 2', mend }];
  });
}

function ofResult(code: string): Explained[] {
  const known = own(RESULTS, code);
  if (known === undefined) return [];
  return [{ code, of: 'result', when: known[0], does: 'it stands in results and in status', mend: known[1] }];
}

/** Every code there is. */
export function allCodes(): readonly string[] {
  const errors = Object.values(ERROR_CODES).flatMap((group) => Object.keys(group));
  return [...new Set([...Object.keys(ROW_CODES), ...errors, ...Object.keys(RESULTS)])];
}
