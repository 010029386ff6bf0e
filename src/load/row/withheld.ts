/** Which columns stay in the house until the campaign names them, and why: by what their headers say and what they hold. */
import type { VariablePlan, Withheld } from '../../model/load-report.ts';
import type { ColumnLook, Looks } from './column-looks.ts';
import { isPhoneLike } from './mapping.ts';
import { isAddress, isOfTheHouse, isPlace, secrecyOf } from './sensitive-columns.ts';
import { SURE_KINDS } from './sensitive-values.ts';

/** In the order of the columns. */
export function withheldIn(columns: readonly string[], looks: Looks): VariablePlan['withheld'] {
  const found = columns.map((column) => ({ column, why: whyWithheld(column, looks.get(column)) }));
  // "City" alone is where the shop is; beside a street it is where somebody lives.
  const home = found.some(
    ({ column, why }) => why === 'values:address' || (why === 'contact' && isAddress(column) && !isOfTheHouse(column)),
  );
  return found.flatMap(({ column, why }) => {
    if (why !== null) return [{ column, why }];
    return home && isPlace(column) && !isOfTheHouse(column) ? [{ column, why: 'address_part' as const }] : [];
  });
}

function whyWithheld(column: string, look: ColumnLook | undefined): Withheld | null {
  const said = secrecyOf(column) ?? (isPhoneLike(column) ? 'phone' : null);
  // The clinic's own telephone and address, the same in every row: no person's.
  if (look?.ofTheHouse === true && (said === null || said === 'contact' || said === 'phone')) return null;
  if (said !== null) return said;
  return look === undefined || look.kind === null ? null : `values:${look.kind}`;
}

/** What a cell of a column that nobody named must not be: a single slip of the pen leaves the house like everything else. */
export function watchedIn(
  sent: readonly { readonly column: string }[],
  looks: Looks,
): NonNullable<VariablePlan['watched']> {
  return sent.map(({ column }) => {
    const look = looks.get(column);
    const kinds = SURE_KINDS.filter((kind) => {
      if (look?.ofTheHouse === true && (kind === 'email' || kind === 'phone')) return false;
      return look?.chance.some((one) => one === kind) !== true;
    });
    return { column, kinds };
  });
}
