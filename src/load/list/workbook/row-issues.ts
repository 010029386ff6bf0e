/** What a sheet says of a row that its cells do not: nobody sees it, or a formula of it was never calculated. */
import type { RowIssue } from '../../../model/load-report.ts';
import { showCell } from '../../number/messages.ts';

export type SheetLine = {
  readonly row: number;
  readonly line: number;
  /** Nobody sees the row. */
  readonly hidden?: true;
  /** Formulas whose result is not in the workbook. */
  readonly formulas?: readonly { readonly at: number; readonly formula: string }[];
};

/** `columnAt`: the header of a cell. A formula under no header is nobody's value. */
export function sheetIssues(
  { row, line, hidden, formulas = [] }: SheetLine,
  columnAt: (at: number) => string | null | undefined,
): readonly RowIssue[] {
  if (hidden === true) {
    const message = 'The row is hidden in the workbook, by a filter or by hand, and left out.';
    const hint = 'Whoever is to be called has to be seen: clear the filter or show the rows, save, and load again.';
    return [{ row, line, code: 'hidden_row', severity: 'warning', message, hint }];
  }
  return formulas.flatMap(({ at, formula }): RowIssue[] => {
    const column = columnAt(at);
    if (typeof column !== 'string') return [];
    const which =
      formula === '' ? 'a formula' : `the formula "${showCell(`=${formula.replace(/^(?:of|oooc):=|^=/, '')}`)}"`;
    return [
      {
        row,
        line,
        code: 'formula_without_value',
        severity: 'error',
        column,
        message: `The cell holds ${which} and no result: the program that wrote the workbook did not calculate it.`,
        hint: 'Open the workbook in Excel or LibreOffice, save it, and load it again.',
      },
    ];
  });
}
