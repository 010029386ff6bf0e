/** Opens a list and decides what its columns mean: the one way for whoever loads it and whoever proposes a campaign of it. */
import { openList, type ListSource } from '../../load/list/open.ts';
import { peek } from '../../load/list/peek.ts';
import { HEAD_ROWS, lookAtColumns } from '../../load/row/column-looks.ts';
import { mapColumns } from '../../load/row/mapping.ts';
import type { OpenList, RawRow } from '../../load/row/types.ts';
import { planVariables } from '../../load/row/variables.ts';
import type { Spec } from '../../load/spec/spec.ts';
import type { Mapping, VariablePlan } from '../../model/load-report.ts';
import type { Instant } from '../../model/time.ts';

export type LookedAt = { readonly list: OpenList; readonly head: readonly RawRow[]; readonly now: Instant };

/** The list may be read once from its first row on, by whoever asked. */
export async function lookAtList(source: ListSource | OpenList, now: Instant): Promise<LookedAt> {
  const list = 'columns' in source ? source : await openList(source);
  return { ...(await peek(list, HEAD_ROWS)), now };
}

type Choices = Pick<Spec, 'columns' | 'variables' | 'attemptVariable' | 'defaultCountry'>;

/** By the headers, and by what the first rows hold. Throws a UserError with everything that nobody but the user can decide. */
export function planColumns(
  { list, head, now }: LookedAt,
  { columns, variables, attemptVariable, defaultCountry }: Choices,
): { readonly mapping: Mapping; readonly variables: VariablePlan } {
  const looks = lookAtColumns(list.columns, head, defaultCountry, now);
  const mapping = mapColumns(list.columns, columns, list.name, looks, head);
  return { mapping, variables: planVariables(list.columns, mapping, variables, list.name, attemptVariable, looks) };
}
