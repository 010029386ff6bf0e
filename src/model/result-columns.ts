/** The columns of results: ours, and how a column of the user's own is called beside them. Written by export, recognized by load. */

/** The first columns of `export`, in order; the user's own follow (`contact.NAME` where a name is taken). Additions only. */
export const EXPORT_COLUMNS = [
  'row',
  'to_number',
  'status',
  'disposition',
  'attempts',
  'last_attempt_at',
  'duration_seconds',
  'agent_call_id',
  'end_reason',
  'summary',
  'code',
  'message',
  'outcome',
  'answered_by',
  'agent_cost_usd',
  'line_cost_usd',
  'cost_usd',
  'consent',
  'consent_at',
  'consent_source',
] as const;

/** So many of them the first version wrote; each later one wrote more. */
export const FIRST_EXPORT_COLUMNS = 12;

export type ResultColumn = (typeof EXPORT_COLUMNS)[number];

/**
 * Beside them where they were asked for: a workbook's time of the operator's own clock, and with `--transcripts` where a
 * conversation is.
 */
export const EXTRA_COLUMNS = ['last_attempt_local', 'transcript', 'recording'] as const;
export type ExtraColumn = (typeof EXTRA_COLUMNS)[number];

/** What each says, for the reference (docs/results.md is made of it). */
export const RESULT_COLUMN_WORDS: Readonly<Record<ResultColumn | ExtraColumn, string>> = {
  row: 'the row of the list, as the file counts it; the header is row 1',
  to_number: 'the number in E.164, or the cell as it was where it is none',
  status:
    'where the contact stands: ready, in_progress, in_doubt, needs_review, completed, exhausted, skipped, canceled; of a row that became no contact: rejected or skipped. With --attempts: of the attempt',
  disposition:
    'how the last call ended: answered, voicemail, screened, no_answer, busy, failed, unavailable, refused, canceled, error; empty before one has',
  attempts: 'how many calls counted as tries; with --attempts: which try of the contact',
  last_attempt_at: 'when the last call was dialed, in UTC (RFC 3339)',
  last_attempt_local: 'in a workbook: the same on the clock of whoever exports, as a date that a spreadsheet can sort',
  duration_seconds: 'from the answer to the end; empty for a call nobody answered, or whose end was only inferred',
  agent_call_id: "the call's id at Cartesia",
  end_reason: "Cartesia's own word for how the call ended",
  summary: "Cartesia's summary of the conversation, where it made one",
  code: 'why the row or the contact stands where it stands, for programs (docs/codes.md)',
  message: 'the same in words',
  outcome:
    'what was heard in the call: done, callback, voicemail, opt_out, wrong_number, retry, screened; empty where nothing was',
  answered_by: 'who took the call: person, machine, screening, unknown; empty where nobody did',
  agent_cost_usd:
    'what the last call cost for the agent, by the prices that the campaign was run with, as its time is rounded; empty where no price or no length is known, and where nobody was connected, unless ringing is charged',
  line_cost_usd: 'the same for the number called from, by the prices of its carrier',
  cost_usd: 'both together; empty where either is not known',
  consent:
    'what the contact agreed to, by its row, else as stated for the list: none, express, written; empty where neither says anything',
  consent_at: 'when that was given, in UTC (RFC 3339); empty where nobody said it',
  consent_source: 'where it is written down: the cell of the row, else what the campaign file states, and by whom',
  transcript: 'with --transcripts: the file in the folder that holds the conversation; empty where there is none',
  recording: 'with --transcripts: the address of the recording; it asks for the API key',
};

/** The name of a user's column in an export. */
export function exportedName(column: string): string {
  const taken = isOurs(column) || column.startsWith('contact.');
  return taken ? `contact.${column}` : column;
}

function isOurs(column: string): boolean {
  return (EXPORT_COLUMNS as readonly string[]).includes(column) || isExtra(column);
}

/** Ours, and not in every export. */
export function isExtra(column: string): boolean {
  return (EXTRA_COLUMNS as readonly string[]).includes(column);
}
