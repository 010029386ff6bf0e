/** Compares what an agent says with what a campaign sends, and says exactly what to write where something is missing. */
import type { VariablePlan } from '../../model/load-report.ts';
import type { Problem } from '../../model/errors.ts';
import { nearest, plainHeader, quoteList } from '../row/headers.ts';
import { writtenColumn } from '../row/value-form.ts';
import { showCell } from '../number/messages.ts';

/** Columns that a hint names. */
const SHOWN = 10;

export type Needs = { readonly first: readonly string[]; readonly elsewhere: readonly string[] };

export type Sent = {
  readonly variables: VariablePlan;
  /** Every column of the list. */
  readonly columns: readonly string[];
  /** Columns with the number that is dialed: no greeting says it. */
  readonly numbers: readonly string[];
  /** What outdial itself sends. */
  readonly own: string | null;
  /** A list without a campaign file: there is nothing to write `variables` into. */
  readonly bare: boolean;
};

/** One error for each name of the first words that no call would carry. */
export function missingFirst(needs: Needs | undefined, sent: Sent): readonly Problem[] {
  const names = lacking(needs?.first ?? [], sent);
  const columns = new Map(names.map((name) => [name, columnFor(name, sent)]));
  return names.map((name) => {
    const column = columns.get(name);
    const withheld = sent.variables.withheld.some((one) => one.column === column);
    const stays = withheld ? ` The column "${showCell(column ?? '')}" stays in the house until it is named.` : '';
    return {
      code: 'missing_variable',
      at: 'variables',
      message: `The agent says {{${name}}} in its first words, and no call would carry a variable of that name.${stays}`,
      hint: hintFor(name, columns, sent),
    };
  });
}

/** One sentence about the names of instructions and tools that no call would carry; null where there are none. */
export function missingElsewhere(needs: Needs | undefined, sent: Pick<Sent, 'variables' | 'own'>): string | null {
  const names = lacking(needs?.elsewhere ?? [], sent);
  if (names.length === 0) return null;
  const they = names.length === 1 ? 'a variable' : 'variables';
  return `The agent's instructions or tools use ${they} that no call carries: ${names.join(', ')}. If it needs them, map them in "variables".`;
}

function lacking(names: readonly string[], { variables, own }: Pick<Sent, 'variables' | 'own'>): readonly string[] {
  const sent = new Set([...variables.leave.map(({ name }) => name), ...(own === null ? [] : [own])]);
  return names.filter((name) => !sent.has(name));
}

/** The column a person most probably means: the same letters, nearly the same, or the most words in common. */
function columnFor(name: string, { columns, numbers }: Pick<Sent, 'columns' | 'numbers'>): string | undefined {
  const choice = columns.filter((column) => !numbers.includes(column));
  const same = choice.find((column) => plainHeader(column) === plainHeader(name));
  if (same !== undefined) return same;
  const near = nearest(name, choice);
  if (near !== undefined) return near;
  const wanted = wordsOf(name);
  // A column of fewer other words comes first: "Name" before "First Name" for customer_name.
  const likeness = (column: string): number => {
    const words = wordsOf(column);
    return words.filter((word) => wanted.includes(word)).length / Math.max(1, words.length + wanted.length);
  };
  const [best] = [...choice].sort((a, b) => likeness(b) - likeness(a));
  return best !== undefined && likeness(best) > 0 ? best : undefined;
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);
}

/** `variables` says what is sent and nothing else is, so what to write holds what is sent already. */
function hintFor(name: string, columns: ReadonlyMap<string, string | undefined>, sent: Sent): string {
  const column = columns.get(name);
  if (column === undefined) {
    const there = sent.columns.length === 0 ? '' : ` It has ${quoteList(sent.columns.slice(0, SHOWN))}.`;
    return `No column of the list looks like it.${there} Add a column ${name}, or take {{${name}}} out of the agent's first words.`;
  }
  const pairs = new Map(sent.variables.leave.map((one) => [one.name, writtenColumn(one)]));
  for (const [missing, found] of columns) if (found !== undefined) pairs.set(missing, found);
  const text = [...pairs].map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(', ');
  const json = `"variables": {${text}}`;
  if (!sent.bare) return `Write in the campaign file: ${json}.`;
  return `Call the column "${showCell(column)}" ${name}, or write a campaign file with ${json}.`;
}
