/** Which variables are said as days and times, and how: what such a value means is its cell, and not the words of one day. */
import type { VariablePlan } from '../../model/load-report.ts';

export function spokenAs({ leave }: VariablePlan): ReadonlyMap<string, string> {
  return new Map(leave.flatMap(({ name, form }) => (form?.is === 'spoken' ? [[name, JSON.stringify(form)]] : [])));
}
