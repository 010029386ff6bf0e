/** Limits of calls to a number, from the JSON of a plan. */
import type { NumberLimit } from './number-limits.ts';
import { each, fields, number, oneOf, orNull, type Fields } from './stored-fields.ts';

export function readNumberLimits(of: Fields, name: string): readonly NumberLimit[] {
  return each(readLimit, of, name);
}

function readLimit(value: unknown): NumberLimit {
  const of = fields(value, 'a limit of calls to a number');
  const by = oneOf(['campaign', 'account'], of, 'by');
  if (oneOf(['calls', 'rest'], of, 'is') === 'rest') return { is: 'rest', for: number(of, 'for'), by };
  return { is: 'calls', calls: number(of, 'calls'), per: orNull(number, of, 'per'), by };
}
