/** What a reader of tables hands over: a line with its cells and its place. */

import type { SheetLine } from './workbook/row-issues.ts';

/** A line of a table as its reader found it, before anybody knows which one is the header. */
export type TableLine = {
  /** As a person counts them: in a sheet the number at its left; in a text the rows that are not blank. */
  readonly row: number;
  /** Of the file; in a sheet the same as `row`. */
  readonly line: number;
  /** '' is an empty cell. Cells past the last one may be left out. */
  readonly cells: readonly string[];
  /** Characters, where its reader knows them already. */
  readonly size?: number;
} & SheetLine;
