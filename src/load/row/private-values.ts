/** The guard of single cells: what is somebody's number or address is not sent because its column is called "First Name". */
// Fail closed: the row waits for its cell to be mended. The worse failure is a card number that an agent reads aloud.
import type { ValueKind, VariablePlan } from '../../model/load-report.ts';
import { own } from '../../model/own.ts';
import { valueWords } from '../../model/private-words.ts';
import { showCell } from '../number/messages.ts';
import { ColumnMemory } from './remembered.ts';
import { mayHoldSigns, sureSigns } from './sensitive-values.ts';
import type { DestinationIssue } from './types.ts';

export type PrivateValue = { readonly column: string; readonly issue: DestinationIssue };

type Watched = NonNullable<VariablePlan['watched']>[number];

/** `country`: of the numbers without a plus. Never says the value. */
export function privateValues(
  cells: Readonly<Record<string, string>>,
  { watched = [] }: VariablePlan,
  country: string | undefined,
): readonly PrivateValue[] {
  const found: PrivateValue[] = [];
  for (const one of watched) {
    const cell = own(cells, one.column) ?? '';
    // Nearly every cell is words, and ends here.
    const kind = mayHoldSigns(cell) ? kindIn(cell, one, country) : undefined;
    if (kind === undefined) continue;
    const message = `"${showCell(one.column)}" holds ${valueWords(kind)}, and that column is sent to the agent.`;
    const hint = 'Correct the cell, or name the columns to be sent in "variables": those go as they are.';
    found.push({ column: one.column, issue: { code: 'private_value', severity: 'error', message, hint } });
  }
  return found;
}

const memories = new WeakMap<Watched, ColumnMemory<ValueKind | undefined>>();

function kindIn(cell: string, one: Watched, country: string | undefined): ValueKind | undefined {
  const memory = memories.get(one) ?? new ColumnMemory();
  memories.set(one, memory);
  return memory.of(`${country ?? ''} ${cell}`, () => {
    const sure = sureSigns(cell, { country }).filter(({ is, kind }) => is === 'sure' && one.kinds.includes(kind));
    return sure[0]?.kind;
  });
}
