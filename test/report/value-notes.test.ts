/** What is said of sent values before the first ring. */
import { expect, it } from 'vitest';
import { summarizeIssues } from '../../src/load/row/issues.ts';
import { valueNotes } from '../../src/report/value-notes.ts';
import type { LoadReport, RowIssue } from '../../src/model/load-report.ts';

it('columns that are sent are spoken of, numbers and rejected rows are not, and at most four', () => {
  const issue = (code: RowIssue['code'], column: string, severity: RowIssue['severity'] = 'warning'): RowIssue => ({
    ...{ row: 2, code, severity, column, message: `${column}!` },
  });
  const columns = ['A', 'B', 'C', 'D', 'E'];
  const issues = summarizeIssues(
    [
      ...columns.map((column) => issue('machine_date', column)),
      issue('old_spelling', 'Phone'),
      issue('markup', 'A', 'error'),
    ],
    9,
  );
  const plan = { leave: columns.map((column) => ({ name: column, column })), withheld: [] };
  const notes = valueNotes({ issues } as unknown as LoadReport, plan);
  expect(notes[0]).toBe('1 of 9 rows holds a date as machines write it in "A" (machine_date); row 2: A!');
  expect(notes).toHaveLength(5);
  expect(notes[4]).toBe('1 more of this kind: see check');
});
