/** Row issues gathered into sentences. */
import type { RowIssue } from '../../src/model/load-report.ts';
import { describe, expect, it } from 'vitest';
import type { RowCode } from '../../src/model/row-codes.ts';
import { summarizeIssues } from '../../src/load/row/issues.ts';

describe('what the issues come to', () => {
  const issue = (row: number, code: RowCode, severity: 'error' | 'warning' = 'error'): RowIssue => ({
    ...{ row, code, severity, message: 'x', hint: 'y' },
  });

  it('one sentence a code, errors first, with what mends it', () => {
    const issues = [
      issue(2, 'decimal_stripped', 'warning'),
      ...[3, 4, 5, 6].map((row) => issue(row, 'missing_country_code')),
    ];
    const groups = summarizeIssues([...issues, issue(7, 'wrong_length')], 6);
    expect(groups.map(({ sentence }) => sentence)).toEqual([
      '4 of 6 rows lack a country code',
      '1 of 6 rows is too long or too short',
      '1 of 6 rows lost a spreadsheet’s ".0"',
    ]);
    expect(groups[0]).toMatchObject({
      count: 4,
      rows: [3, 4, 5],
      hint: 'If this list is American: --default-country US',
    });
  });
});
