/** Rows of a sheet as lines of a table: merged cells filled down, hidden columns left out, all of it bounded. */
import type { TableLine } from '../table.ts';
import { tooLarge } from './damage.ts';
import { FillDown, type Merge } from './merges.ts';
import type { Columns, SheetRow } from './sheet-row.ts';

/** Cells of a sheet with the empty ones between them: a value in the last column of a million rows has none on disk. */
const MOST_CELLS = 50_000_000;
/** And where hardly one in a hundred holds anything, that is no list: each empty one costs what a full one does. */
const MOST_NEARLY_EMPTY = 10_000_000;
/** Narrower rows are counted as full: no list of such is nearly empty. */
const WIDE = 100;

export type Layout = {
  readonly file: string;
  /** In the order of their first rows; may grow while rows are read, always ahead of them. */
  readonly merges: readonly Merge[];
  readonly hidden: readonly Columns[];
};

export async function* tableLines(
  rows: AsyncIterable<SheetRow>,
  { file, merges, hidden }: Layout,
): AsyncGenerator<TableLine, undefined> {
  const down = new FillDown(merges);
  let total = 0;
  let full = 0;
  for await (const { row, hidden: unseen, cells: own, unknown } of rows) {
    const cells = down.fill(row, own);
    total += cells.length;
    if (total > MOST_CELLS) throw tooLarge(file, 'This sheet spreads over more than 50 million cells');
    if (cells.length > WIDE) full += cells.reduce((sum, cell) => (cell === '' ? sum : sum + 1), 0);
    else full += cells.length;
    if (total > MOST_NEARLY_EMPTY && full * 100 < total) {
      throw tooLarge(file, 'This sheet spreads over more than 10 million cells, and nearly all of them are empty');
    }
    const kept = hidden.length === 0 ? cells : cells.filter((_, at) => !isHidden(hidden, at));
    const formulas = unknown
      .filter(({ at }) => !isHidden(hidden, at))
      .map(({ at, formula }) => ({ at: at - hiddenBefore(hidden, at), formula }));
    // A row whose only values stand in columns that nobody sees is an empty one.
    if (formulas.length === 0 && kept.every((cell) => cell === '')) continue;
    yield {
      row,
      line: row,
      cells: kept,
      ...(unseen ? { hidden: true as const } : {}),
      ...(formulas.length > 0 ? { formulas } : {}),
    };
  }
  return undefined;
}

export function isHidden(hidden: readonly Columns[], at: number): boolean {
  return hidden.some(({ from, to }) => at >= from && at <= to);
}

function hiddenBefore(hidden: readonly Columns[], at: number): number {
  let count = 0;
  for (let column = 0; column < at; column += 1) if (isHidden(hidden, column)) count += 1;
  return count;
}
