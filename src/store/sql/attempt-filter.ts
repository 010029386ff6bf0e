/** A filter of attempts as the condition of a query, and the values in it. */
import type { AttemptFilter } from '../commit-facts.ts';

/** `mark`: how the n-th value is written, from 1. */
export function attemptCondition(
  filter: AttemptFilter,
  mark: (nth: number) => string,
): { readonly sql: string; readonly values: readonly (string | number)[] } {
  const { account, line, campaign, destination, contact, after, before } = filter;
  const terms: readonly (readonly [string, string | number | undefined])[] = [
    ['account =', account],
    ['line =', line],
    ['campaign =', campaign],
    ['destination =', destination],
    ['contact =', contact],
    ['send_at >', after],
    ['send_at <', before],
  ];
  const values: (string | number)[] = [];
  const parts = [filter.which === 'open' ? 'open > 0' : `state <> 'not_placed'`];
  for (const [term, value] of terms) {
    if (value === undefined) continue;
    values.push(value);
    parts.push(`${term} ${mark(values.length)}`);
  }
  return { sql: `SELECT count(*) AS n FROM attempt WHERE ${parts.join(' AND ')}`, values };
}
