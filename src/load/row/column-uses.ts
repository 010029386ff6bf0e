/** What becomes of each column of a list, in its order: sent, withheld and why, or mapped. */
import type { ColumnUse, Mapping, VariablePlan } from '../../model/load-report.ts';
import { consentColumns } from './consent-mapping.ts';

export function columnUses(
  columns: readonly string[],
  mapping: Mapping,
  { leave, withheld }: VariablePlan,
): readonly ColumnUse[] {
  return columns.map((column): ColumnUse => {
    const names = leave.filter((one) => one.column === column).map(({ name }) => name);
    const mapped = mappedAs(column, mapping);
    if (mapped !== null) return { column, is: 'mapped', as: mapped, also: names };
    const [as, ...also] = names;
    if (as !== undefined) return { column, is: 'sent', as, also };
    return { column, is: 'withheld', why: withheld.find((one) => one.column === column)?.why ?? 'not_named' };
  });
}

type MappedAs = Extract<ColumnUse, { is: 'mapped' }>['as'];

function mappedAs(column: string, { toNumber, id, timezone, consent }: Mapping): MappedAs | null {
  if (toNumber.includes(column)) return 'number';
  if (column === id) return 'id';
  if (column === timezone) return 'timezone';
  return consentColumns(consent).includes(column) ? 'consent' : null;
}
