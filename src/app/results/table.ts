/** Results as a table: which columns, and their rows one after the other, however many there are. */
import type { CampaignId } from '../../model/ids.ts';
import { own as ownOf } from '../../model/own.ts';
import { EXPORT_COLUMNS, exportedName, type ExtraColumn } from '../../model/result-columns.ts';
import type { ResultRow } from '../../report/results.ts';
import type { Store } from '../../store/port.ts';
import { ownColumns, results } from './rows.ts';
import { inOrder } from './in-order.ts';
import { chosenColumns, isWanted, type Wanted } from './wanted.ts';

export type Value = string | number | null;
export type Cells = Readonly<Record<string, Value>>;

export type ResultTable = {
  readonly columns: readonly string[];
  /** By the names of `columns`. */
  readonly rows: AsyncGenerator<Cells>;
};

/** Adds to a row what is not in the ledger: where its conversation is. */
export type Beside = {
  readonly columns: readonly ExtraColumn[];
  readonly of: (row: ResultRow) => Promise<Readonly<Partial<Record<ExtraColumn, Value>>>>;
};

/** What is beside the ledger is far away: so many rows are asked for at a time. */
const ROWS_AT_ONCE = 16;

export async function resultTable(
  store: Store,
  campaign: CampaignId,
  wanted: Wanted,
  beside?: Beside,
): Promise<ResultTable> {
  const own = await ownColumns(store, campaign);
  const names = [...EXPORT_COLUMNS, ...(beside?.columns ?? []), ...own.map(exportedName)];
  return { columns: chosenColumns(names, wanted.columns), rows: rowsOf(store, campaign, wanted, own, beside) };
}

async function* rowsOf(
  store: Store,
  campaign: CampaignId,
  wanted: Wanted,
  own: readonly string[],
  beside: Beside | undefined,
): AsyncGenerator<Cells> {
  const cellsOf = async (row: ResultRow): Promise<Cells> => {
    // Of its own list's columns only: rows of several lists may differ.
    const cells = own.flatMap((name) => {
      const cell = ownOf(row.own, name);
      return cell === undefined ? [] : [[exportedName(name), cell] as const];
    });
    return { ...row.ours, ...(await beside?.of(row)), ...Object.fromEntries(cells) };
  };
  const rows = results(store, campaign, wanted.attempts);
  yield* inOrder(only(rows, wanted), beside === undefined ? 1 : ROWS_AT_ONCE, cellsOf);
}

async function* only(rows: AsyncIterable<ResultRow>, wanted: Wanted): AsyncGenerator<ResultRow> {
  for await (const row of rows) if (isWanted(row, wanted)) yield row;
}
