/** The columns of results: ours, and how a column of the user's own is called beside them. Written by export, recognized by load. */

/** The first columns of `export`, in order; the user's own follow (`contact.NAME` where a name is taken). */
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
] as const;

export type ResultColumn = (typeof EXPORT_COLUMNS)[number];

/** The name of a user's column in an export. */
export function exportedName(column: string): string {
  const taken = (EXPORT_COLUMNS as readonly string[]).includes(column) || column.startsWith('contact.');
  return taken ? `contact.${column}` : column;
}
