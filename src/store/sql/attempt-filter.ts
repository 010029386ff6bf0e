/** A filter of attempts as the condition of a query, and the values in it. */
import { assertNever } from '../../model/errors.ts';
import type { AttemptFilter } from '../commit-facts.ts';
import type { Dialect } from './dialect.ts';

/** `mark`: how the n-th value is written, from 1. */
export function attemptCondition(
  d: Dialect,
  filter: AttemptFilter,
  mark: (nth: number) => string,
): { readonly sql: string; readonly values: readonly (string | number)[] } {
  const { account, line, campaign, destination, contact, after, before, overAfter } = filter;
  const terms: readonly (readonly [string, string | number | undefined])[] = [
    ['account =', account],
    ['line =', line],
    ['campaign =', campaign],
    ['destination =', destination],
    ['contact =', contact],
    ['send_at >', after],
    ['send_at <', before],
    [`${talkedUntilOf(d, 'attempt')} >`, overAfter],
  ];
  const values: (string | number)[] = [];
  const parts = [...whichOf(d, filter.which)];
  for (const [term, value] of terms) {
    if (value === undefined) continue;
    values.push(value);
    parts.push(`${term} ${mark(values.length)}`);
  }
  const where = parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`;
  return { sql: `SELECT count(*) AS n FROM attempt${where}`, values };
}

function whichOf(d: Dialect, which: AttemptFilter['which']): readonly string[] {
  switch (which) {
    case 'any':
      return [];
    case 'open':
      return ['open > 0'];
    case 'may_have_rung':
      return [mayHaveRungOf(d, 'attempt')];
    case 'talked':
      return [`${talkedUntilOf(d, 'attempt')} IS NOT NULL`];
    default:
      return assertNever(which);
  }
}

/** `mayHaveRung` of an attempt, in words of SQL. */
export function mayHaveRungOf(d: Dialect, table: string): string {
  return `(${table}.state <> 'not_placed' OR ${d.textAt(`${table}.body`, 'state', 'why')} = 'given_up')`;
}

/** `talkedUntil` of an attempt, in words of SQL: NULL where nobody answered, or the call goes on. */
export function talkedUntilOf(d: Dialect, table: string): string {
  const answered = `${table}.state = 'ended' AND ${d.textAt(`${table}.body`, 'state', 'disposition')} = 'answered'`;
  return `CASE WHEN ${answered} THEN ${d.numberAt(`${table}.body`, 'state', 'endedAt')} END`;
}
