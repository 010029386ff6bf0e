/** The guard of single cells: what is somebody's number or address is not sent because its column is called "First Name". */
// Fail closed: the row waits for its cell to be mended. The worse failure is a card number that an agent reads aloud.
import type { ValueKind, VariablePlan } from '../../model/load-report.ts';
import { own } from '../../model/own.ts';
import { valueWords } from '../../model/private-words.ts';
import { showCell } from '../number/messages.ts';
import { sureSigns } from './sensitive-values.ts';
import type { DestinationIssue } from './types.ts';

export type PrivateValue = { readonly column: string; readonly issue: DestinationIssue };

/** `country`: of the numbers without a plus. Never says the value. */
export function privateValues(
  cells: Readonly<Record<string, string>>,
  { watched = [] }: VariablePlan,
  country: string | undefined,
): readonly PrivateValue[] {
  return watched.flatMap(({ column, kinds }): PrivateValue[] => {
    const cell = own(cells, column) ?? '';
    const kind = cell === '' ? undefined : kindIn(cell, kinds, country);
    if (kind === undefined) return [];
    const message = `"${showCell(column)}" holds ${valueWords(kind)}, and that column is sent to the agent.`;
    const hint = 'Correct the cell, or name the columns to be sent in "variables": those go as they are.';
    return [{ column, issue: { code: 'private_value', severity: 'error', message, hint } }];
  });
}

function kindIn(cell: string, kinds: readonly ValueKind[], country: string | undefined): ValueKind | undefined {
  const sure = sureSigns(cell, { country }).filter(({ is, kind }) => is === 'sure' && kinds.includes(kind));
  return sure[0]?.kind;
}
