/** What a worker tells its operator: an event's name, a sentence, and fields of ids and counts (never a number or a name). */
export type Say = (
  level: 'info' | 'warn' | 'error',
  event: string,
  sentence: string,
  fields: Readonly<Record<string, string | number | boolean | null>>,
) => void;
