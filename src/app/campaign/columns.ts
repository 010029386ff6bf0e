/** Opens a list and decides what its columns mean: the one way for whoever loads it and whoever proposes a campaign of it. */
import { openList, type ListSource } from '../../load/list/open.ts';
import { peek } from '../../load/list/peek.ts';
import { mapColumns } from '../../load/row/mapping.ts';
import type { OpenList, RawRow } from '../../load/row/types.ts';
import { planVariables } from '../../load/row/variables.ts';
import type { Spec } from '../../load/spec/spec.ts';
import type { Mapping, VariablePlan } from '../../model/load-report.ts';

/** Rows that are looked at before the first is loaded. */
export const LOOKED_AT = 200;

export type LookedAt = { readonly list: OpenList; readonly head: readonly RawRow[] };

/** The list may be read once from its first row on, by whoever asked. */
export async function lookAtList(source: ListSource): Promise<LookedAt> {
  return peek(await openList(source), LOOKED_AT);
}

type Choices = Pick<Spec, 'columns' | 'variables' | 'attemptVariable'>;

/** Throws a UserError with everything that nobody but the user can decide. */
export function planColumns(
  { list }: LookedAt,
  { columns, variables, attemptVariable }: Choices,
): { readonly mapping: Mapping; readonly variables: VariablePlan } {
  const mapping = mapColumns(list.columns, columns, list.name);
  return { mapping, variables: planVariables(list.columns, mapping, variables, list.name, attemptVariable) };
}
