/** Reads a workbook for a test: what a list says before its rows, and its rows. */
import { UserError, type Problem } from '../../../src/model/errors.ts';
import { openList } from '../../../src/load/list/open.ts';
import type { RawRow } from '../../../src/load/row/types.ts';

export type Read = {
  readonly columns: readonly string[];
  readonly notices: readonly string[];
  readonly rows: readonly RawRow[];
  /** Of each row: its cells. */
  readonly cells: readonly RawRow['cells'][];
};

export async function read(path: string, sheet?: string): Promise<Read> {
  const list = await openList({ is: 'file', path, ...(sheet === undefined ? {} : { sheet }) });
  const rows: RawRow[] = [];
  for await (const row of list.rows) rows.push(row);
  return { columns: list.columns, notices: list.notes ?? [], rows, cells: rows.map(({ cells }) => cells) };
}

/** What is wrong with it, read to its end. */
export async function problem(path: string, sheet?: string): Promise<Problem | undefined> {
  const error: unknown = await read(path, sheet).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof UserError)) throw error;
  return error?.problems[0];
}
