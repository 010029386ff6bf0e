/** Which of a row's cells leave the house as the agent's variables, and under which names. */
// Limits: https://docs.cartesia.ai/agents/dynamic-variables (64 names of at most 64 characters).
import { mappedColumns, type Mapping, type NamedColumn, type VariablePlan } from '../../model/load-report.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import { ATTEMPT_VARIABLE } from '../../model/campaign.ts';
import { quoteList } from './headers.ts';
import { unknownColumn } from './mapping.ts';
import type { Looks } from './column-looks.ts';
import { watchedIn, withheldIn } from './withheld.ts';

const MAX_NAMES = 64;
const MAX_NAME = 64;
const RESERVED = ['system__', 'secret__', '__proto__'] as const;
const LEGAL = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The campaign file's `variables`: names given, columns listed, or nothing said. */
export type VariableChoice =
  | { readonly is: 'named'; readonly variables: readonly NamedColumn[] }
  | { readonly is: 'listed'; readonly columns: readonly string[] }
  | { readonly is: 'all' };

/** The one rule: a legal name stays; else `First Name` → `first_name`, `2nd` → `_2nd`. Empty when nothing is left. */
export function variableName(header: string): string {
  if (LEGAL.test(header)) return header;
  const name = header
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^\d/.test(name) ? `_${name}` : name;
}

/**
 * Throws a UserError with every problem of the names. `list` is what messages call it; `own`: what outdial itself sends;
 * `looks`: what the columns hold, where the list was looked at.
 */
export function planVariables(
  columns: readonly string[],
  mapping: Mapping,
  choice: VariableChoice,
  list: string,
  own: string | null = ATTEMPT_VARIABLE,
  looks: Looks = new Map(),
): VariablePlan {
  const problems: Problem[] = [];
  const { chosen, withheld } = choose(columns, mapping, choice, list, looks, problems);
  problems.push(...nameProblems(chosen, own));
  if (problems.length > 0) throw new UserError(problems);
  // Whoever names a column has looked at it.
  const watched = choice.is === 'all' ? watchedIn(chosen, looks) : [];
  return { leave: chosen, withheld, watched };
}

function choose(
  columns: readonly string[],
  mapping: Mapping,
  choice: VariableChoice,
  list: string,
  looks: Looks,
  problems: Problem[],
): { chosen: NamedColumn[]; withheld: VariablePlan['withheld'] } {
  if (choice.is === 'all') {
    const mapped = new Set(mappedColumns(mapping));
    const own = columns.filter((column) => !mapped.has(column));
    const secret = withheldIn(own, looks);
    const kept = new Set(secret.map(({ column }) => column));
    const open = own.filter((column) => !kept.has(column)).map((column) => ({ name: variableName(column), column }));
    const nameless = open
      .filter(({ name }) => name === '')
      .map(({ column }) => ({ column, why: 'no_legal_name' as const }));
    return { chosen: open.filter(({ name }) => name !== ''), withheld: [...secret, ...nameless] };
  }
  const wanted =
    choice.is === 'named' ? choice.variables : choice.columns.map((column) => ({ name: variableName(column), column }));
  for (const { name, column } of wanted) {
    if (!columns.includes(column)) problems.push(unknownColumn(column, at(choice, name), columns, list));
  }
  const taken = new Set([...wanted.map(({ column }) => column), ...mappedColumns(mapping)]);
  return {
    chosen: [...wanted],
    withheld: withheldIn(
      columns.filter((column) => !taken.has(column)),
      looks,
    ),
  };
}

function at(choice: VariableChoice, name: string): string {
  return choice.is === 'named' ? `variables.${name}` : 'variables';
}

function nameProblems(chosen: readonly NamedColumn[], own: string | null): Problem[] {
  const most = own === null ? MAX_NAMES : MAX_NAMES - 1;
  const problems: Problem[] = [];
  const by = new Map<string, string[]>();
  for (const { name, column } of chosen) by.set(name, [...(by.get(name) ?? []), column]);
  for (const [name, from] of by) {
    const place = { at: 'variables', code: 'bad_variable_name' } as const;
    if (from.length > 1) {
      problems.push({
        ...place,
        code: 'variable_collision',
        message: `The columns ${quoteList(from)} both become the variable ${JSON.stringify(name)}.`,
        hint: `Name them in the campaign file: "variables": {"${name}": ${JSON.stringify(from[0])}, …}.`,
      });
    }
    const wrong = whyIllegal(name, own);
    if (wrong !== undefined) {
      const message = `${JSON.stringify(name)} cannot be a variable: ${wrong}.`;
      const hint = `Give the column ${JSON.stringify(from[0])} another name: "variables": {"a_name": ${JSON.stringify(from[0])}}.`;
      problems.push({ ...place, message, hint });
    }
  }
  if (by.size > most) {
    problems.push({
      at: 'variables',
      code: 'too_many_variables',
      message: `${by.size} variables are more than a call can carry (${most}${own === null ? '' : " beside outdial's own"}).`,
      hint: 'List the ones the agent uses in the campaign file: "variables": ["First Name", …].',
    });
  }
  return problems;
}

/** Undefined for a name the provider takes. `own`: what outdial itself sends under. */
export function whyIllegal(name: string, own: string | null = ATTEMPT_VARIABLE): string | undefined {
  if (name === own) return 'outdial itself sends that name';
  if (RESERVED.some((prefix) => name.startsWith(prefix))) return 'names that begin so are reserved';
  if (name.length > MAX_NAME) return `it is longer than ${MAX_NAME} characters`;
  return LEGAL.test(name) ? undefined : 'a name is made of letters, digits and _, and begins with no digit';
}
