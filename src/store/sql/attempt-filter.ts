/** A filter of attempts as the condition of a query, and the values in it. */
import type { AttemptFilter } from '../commit-facts.ts';

const WHICH = { any: [], open: ['open > 0'], may_have_rung: [`state <> 'not_placed'`] } as const;
// A sum of whole numbers is of a wider kind on PostgreSQL, and would come back as text.
const COUNTED = {
  attempts: 'count(*)',
  people: 'count(DISTINCT contact)',
  bound: 'CAST(coalesce(sum(reserved), 0) AS BIGINT)',
  unpriced: 'count(*)',
} as const;

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
  const parts: string[] = [...WHICH[filter.which], ...(filter.count === 'unpriced' ? ['reserved IS NULL'] : [])];
  for (const [term, value] of terms) {
    if (value === undefined) continue;
    values.push(value);
    parts.push(`${term} ${mark(values.length)}`);
  }
  const where = parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`;
  return { sql: `SELECT ${COUNTED[filter.count ?? 'attempts']} AS n FROM attempt${where}`, values };
}
