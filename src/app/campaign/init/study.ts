/** What a list looks like to somebody who is to make a campaign of it: its columns, what they are taken for, and samples. */
import type { Cell } from '../../../load/row/types.ts';
import { numbersWithout, type NumbersWithout } from '../../../load/number/likely-country.ts';
import { validateDestination } from '../../../load/number/destination.ts';
import { isNumberHeader } from '../../../load/row/mapping.ts';
import { isSomebodyElses } from '../../../load/row/sensitive-columns.ts';
import { variableName, type VariableChoice } from '../../../load/row/variables.ts';
import { showCell } from '../../../load/number/messages.ts';
import { UserError, userError } from '../../../model/errors.ts';
import {
  consentColumnsOf,
  mappedColumns,
  type Mapping,
  type NamedColumn,
  type VariablePlan,
  type Withheld,
} from '../../../model/load-report.ts';
import { own } from '../../../model/own.ts';
import type { Instant } from '../../../model/time.ts';
import { lookAtList, planColumns, type LookedAt } from '../columns.ts';
import { listSource, type Source } from '../source.ts';

/** Rows that are shown. */
const SHOWN = 5;
/** Values that make a column one of numbers, of those that it has. */
const MOSTLY = 0.6;

export type Study = { readonly source: Source; readonly looked: LookedAt };

/** A column that may hold the number to dial, and how many of the rows that were looked at have a value there. */
export type Candidate = { readonly column: string; readonly filled: number; readonly samples: readonly string[] };

export type Role =
  | { readonly is: 'number' }
  | { readonly is: 'id' }
  | { readonly is: 'timezone' }
  | { readonly is: 'consent' }
  | { readonly is: 'told'; readonly name: string }
  | { readonly is: 'withheld'; readonly why: Withheld };

export type ColumnShown = { readonly column: string; readonly role: Role; readonly samples: readonly string[] };

export type Layout = {
  readonly mapping: Mapping;
  /** What the agent is told where nobody says anything else. */
  readonly told: readonly NamedColumn[];
  readonly columns: readonly ColumnShown[];
};

export async function studyList(source: Source, now: Instant): Promise<Study> {
  const looked = await lookAtList(listSource(source.spec, nothing()), now);
  // Nothing but its head is wanted: the file is let go.
  await looked.list.rows[Symbol.asyncIterator]().return?.();
  if (looked.head.length > 0) return { source, looked };
  const place = { file: source.named };
  throw userError('no_rows', 'There is no row below the names of the columns.', 'Who is to be called?', place);
}

/** The columns with the number as the loader would find them, or those that a person has to choose among. */
export function numberColumns(study: Study): readonly string[] | { readonly among: readonly Candidate[] } {
  try {
    return planColumns(study.looked, { ...study.source.spec, variables: NONE }).mapping.toNumber;
  } catch (error) {
    if (!isOf(error, ['ambiguous_phone_column', 'no_phone_column'])) throw error;
    const { columns } = study.looked.list;
    const among = columns
      .filter((column) => isNumberHeader(column) || (!isSomebodyElses(column) && holdsNumbers(study, column)))
      .map((column): Candidate => ({
        column,
        filled: filled(study, column).length,
        samples: samplesOf(study, column),
      }));
    if (among.length === 0) throw error;
    return { among };
  }
}

/** Where numbers lack a country code: what is known of it. `lines`: the account's own numbers. */
export function countryOf(study: Study, mapping: Mapping, lines: readonly string[]): NumbersWithout {
  const cells = (column: string): readonly Cell[] => filled(study, column);
  return numbersWithout({
    // The column that is dialed first says it; of the others only where it has nothing.
    numbers: mapping.toNumber.flatMap(cells),
    zones: mapping.timezone === null ? [] : cells(mapping.timezone),
    headers: study.looked.list.columns,
    lines,
  });
}

/** Each column with what it is taken for. `toNumber`: as chosen. */
export function layOut(study: Study, toNumber: readonly string[]): Layout {
  const { mapping, variables } = planned(study, toNumber);
  const columns = study.looked.list.columns.map((column): ColumnShown => {
    const role = roleOf(column, mapping, variables);
    return { column, role, samples: samplesOf(study, column) };
  });
  return { mapping, told: variables.leave, columns };
}

/** One column by itself has no address beside it. */
const NO_ADDRESS = { state: null, zip: null, country: null };

/** The number columns first; their numbers alone count, where there are several. */
function planned(study: Study, toNumber: readonly string[]): { mapping: Mapping; variables: VariablePlan } {
  const { looked, source } = study;
  const choices = { ...source.spec, columns: { ...source.spec.columns, toNumber } };
  try {
    return planColumns(looked, { ...choices, variables: { is: 'all' } });
  } catch (error) {
    if (!isOf(error, ['variable_collision', 'bad_variable_name', 'too_many_variables'])) throw error;
  }
  // Some header makes no variable of its own: each column by itself, under the first name that is free.
  const { mapping } = planColumns(looked, { ...choices, variables: NONE });
  const { consent: _, ...columns } = mapping;
  const mapped = mappedColumns(mapping);
  const taken = new Set<string>();
  const [leave, withheld]: [NamedColumn[], VariablePlan['withheld'][number][]] = [[], []];
  for (const column of looked.list.columns.filter((name) => !mapped.includes(name))) {
    const list = { ...looked.list, columns: [...mapped.filter((name) => name !== null), column] };
    const alone = planOrNull({ ...looked, list }, { ...choices, columns: { ...columns, address: NO_ADDRESS } });
    const name = alone?.leave[0]?.name;
    if (name === undefined || taken.size >= MOST) {
      withheld.push(alone?.withheld[0] ?? { column, why: 'no_legal_name' });
      continue;
    }
    const free = freeName(name, taken);
    taken.add(free);
    leave.push({ name: free, column });
  }
  return { mapping, variables: { leave, withheld } };
}

const NONE: VariableChoice = { is: 'listed', columns: [] };
/** Names that a call may carry, less our own. */
const MOST = 63;

function planOrNull(looked: LookedAt, choices: Parameters<typeof planColumns>[1]): VariablePlan | null {
  try {
    return planColumns(looked, { ...choices, variables: { is: 'all' } }).variables;
  } catch {
    return null;
  }
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? name : `${name}_${n}`;
    if (!taken.has(free)) return free;
  }
}

/** What `--tell` or a person chose, under the names of the proposal; a column that stays by itself gets the name of its header. */
export function namedColumns(study: Study, layout: Layout, columns: readonly string[]): readonly NamedColumn[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const name = layout.told.find((one) => one.column === column)?.name ?? variableName(column);
    const legal = name === '' ? `column_${study.looked.list.columns.indexOf(column) + 1}` : name;
    const free = freeName(legal, taken);
    taken.add(free);
    return { name: free, column };
  });
}

function roleOf(column: string, mapping: Mapping, variables: VariablePlan): Role {
  if (mapping.toNumber.includes(column)) return { is: 'number' };
  if (mapping.id === column) return { is: 'id' };
  if (mapping.timezone === column) return { is: 'timezone' };
  if (consentColumnsOf(mapping).includes(column)) return { is: 'consent' };
  const told = variables.leave.find((one) => one.column === column);
  if (told !== undefined) return { is: 'told', name: told.name };
  const why = variables.withheld.find((one) => one.column === column)?.why ?? 'no_legal_name';
  return { is: 'withheld', why };
}

function filled({ looked }: Study, column: string): readonly Cell[] {
  return looked.head.flatMap(({ cells }) => {
    const cell = own(cells, column);
    return cell === undefined || cell === null || showCell(cell).trim() === '' ? [] : [cell];
  });
}

function samplesOf({ looked }: Study, column: string): readonly string[] {
  return looked.head.slice(0, SHOWN).map(({ cells }) => showCell(own(cells, column)).trim());
}

function holdsNumbers(study: Study, column: string): boolean {
  const cells = filled(study, column);
  const numbers = cells.filter((cell) => {
    const verdict = validateDestination(cell, {
      lineTypes: ['twilio'],
      testNumbers: true,
      allowUsTerritories: true,
      allowTollFree: true,
      extraUsAreaCodes: [],
    });
    return verdict.is === 'valid' || verdict.issues.some(({ code }) => code === 'missing_country_code');
  });
  return cells.length > 0 && numbers.length >= cells.length * MOSTLY;
}

function isOf(error: unknown, codes: readonly string[]): boolean {
  return error instanceof UserError && error.problems.every(({ code }) => codes.includes(code));
}

/** A list that comes through a pipe can be read once only, and is refused before. */
async function* nothing(): AsyncGenerator<Uint8Array> {}
