/** A sheet that was chosen, its rows to come: what readers of either kind of workbook give. */
import type { Sheet } from './choose-sheet.ts';
import type { Merge } from './merges.ts';
import type { Columns, SheetRow } from './sheet-row.ts';

export type OpenSheet = {
  readonly taken: Sheet;
  /** Other sheets that a person sees and that hold rows. */
  readonly others: readonly Sheet[];
  readonly rows: AsyncGenerator<SheetRow, undefined>;
  /** Both are filled while rows are read, ahead of the rows that they are about. */
  readonly merges: readonly Merge[];
  readonly hidden: readonly Columns[];
};
