/** What becomes of each column of a list, in its order: sent, withheld and why, or mapped. */
import {
  consentColumnsOf,
  type ColumnUse,
  type MappedAs,
  type Mapping,
  type VariablePlan,
} from '../../model/load-report.ts';

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

function mappedAs(column: string, mapping: Mapping): MappedAs | null {
  const { toNumber, id, timezone, notBefore, notAfter } = mapping;
  if (toNumber.includes(column)) return 'number';
  if (column === id) return 'id';
  if (column === timezone) return 'timezone';
  if (column === notBefore) return 'not_before';
  if (column === notAfter) return 'not_after';
  return consentColumnsOf(mapping).includes(column) ? 'consent' : null;
}
