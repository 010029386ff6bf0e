/** One row: accepted, rejected or skipped, with everything that is wrong and where. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateRow, type ValidateContext } from '../../src/load/row/validate.ts';
import type { Cell, RawRow } from '../../src/load/row/types.ts';

const CTX: ValidateContext = {
  mapping: { toNumber: ['Mobile', 'Home'], id: 'ID', timezone: 'TZ' },
  variables: { leave: [{ name: 'first_name', column: 'First Name' }], withheld: [] },
  rules: {
    lineTypes: ['cartesia'],
    testNumbers: true,
    allowUsTerritories: false,
    allowTollFree: false,
    extraUsAreaCodes: [],
  },
};

function row(cells: Record<string, Cell>, more: Partial<RawRow> = {}): RawRow {
  return { row: 7, line: 9, cells, issues: [], ...more };
}

const codes = (cells: Record<string, Cell>): (string | undefined)[] => {
  const { status, issues } = validateRow(row(cells), CTX);
  return [status, ...issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)];
};

describe('judgeRow', () => {
  it('makes an accepted row ready to become a contact', () => {
    const outcome = validateRow(
      row({ Mobile: '+1 (415) 555-0101', ID: ' 17 ', 'First Name': 'Ann', TZ: 'US/Pacific' }),
      CTX,
    );
    expect(outcome).toMatchObject({
      row: 7,
      line: 9,
      status: 'accepted',
      accepted: {
        to: '+14155550101',
        country: 'US',
        cartesiaDialable: true,
        key: '17',
        zones: ['America/Los_Angeles'],
        timezoneSource: 'column',
        variables: { first_name: 'Ann' },
      },
    });
    expect(outcome.cells).toMatchObject({ Mobile: '+1 (415) 555-0101', ID: ' 17 ' });
  });

  it('a placeholder in the timezone column loses nobody, and is said', () => {
    const outcome = validateRow(row({ Mobile: '+14155550101', TZ: 'UTC' }), CTX);
    expect(outcome).toMatchObject({ status: 'accepted', accepted: { zones: ['America/Los_Angeles'] } });
    expect(outcome.issues).toContainEqual(
      expect.objectContaining({ code: 'placeholder_timezone', severity: 'warning', column: 'TZ', value: 'UTC' }),
    );
  });

  it('takes the first number that is there; without an id the number is the key', () => {
    const outcome = validateRow(row({ Mobile: ' ', Home: '+12125550102', ID: '' }), CTX);
    expect(outcome.accepted).toMatchObject({ to: '+12125550102', key: '+12125550102', timezoneSource: 'area_code' });
  });

  it('says row, line, column and value, cut at 64 characters', () => {
    const { status, issues } = validateRow(row({ Mobile: `+1 415 ${'x'.repeat(100)}`, Home: '' }), CTX);
    expect(status).toBe('rejected');
    expect(issues[0]).toMatchObject({ row: 7, line: 9, column: 'Mobile', severity: 'error' });
    expect(issues[0]!.value).toHaveLength(64);
  });

  it('finds all that is wrong with a row at once', () => {
    expect(codes({ Mobile: '+14165550123', 'First Name': '{{x}}' })).toEqual([
      'rejected',
      'international_from_cartesia',
      'bad_variable',
    ]);
  });

  it.each<[string, Record<string, Cell>, string]>([
    ['no number', { Mobile: '', Home: '', 'First Name': 'Ann' }, 'missing_number'],
    ['an object as number', { Mobile: { a: 1 } }, 'wrong_type'],
    ['a list as number', { Mobile: ['+14155550101'] }, 'wrong_type'],
    ['a zone nobody knows', { Mobile: '+14155550101', TZ: 'Mars/Base' }, 'bad_timezone'],
    ['a NUL byte', { Mobile: '+14155550101', 'First Name': 'A\0nn' }, 'nul_byte'],
    ['a NUL byte in the number', { Mobile: '+1415\x005550101' }, 'nul_byte'],
    ['an object for the agent', { Mobile: '+14155550101', 'First Name': { a: 1 } }, 'bad_variable'],
  ])('rejects %s', (_, cells, code) => {
    expect(codes(cells)).toEqual(['rejected', code]);
  });

  it('skips a blank row, and keeps what the reader found', () => {
    const blank = validateRow(row({ Mobile: ' ', Home: '', 'First Name': '' }), CTX);
    expect(blank).toMatchObject({ status: 'skipped', issues: [{ code: 'blank_row' }] });
    const ragged = { row: 7, code: 'ragged_row', severity: 'error', message: 'x' } as const;
    const outcome = validateRow(row({ Mobile: 'nonsense' }, { issues: [ragged] }), CTX);
    expect(outcome).toMatchObject({ status: 'rejected', issues: [ragged] });
  });

  it('never throws, and an accepted row is never without a zone', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.anything(),
    );
    const number = fc.integer({ min: 2_000_000_000, max: 9_999_999_999 }).map((digits) => `+1${digits}`);
    fc.assert(
      fc.property(fc.oneof(cell, number), cell, cell, (mobile, tz, name) => {
        const cells = { Mobile: mobile, TZ: tz, 'First Name': name } as Record<string, Cell>;
        const { status, accepted, issues } = validateRow(row(cells), CTX);
        expect(status === 'accepted').toBe(accepted !== null);
        if (accepted === null) expect(issues.length).toBeGreaterThan(0);
        else expect(accepted.zones.length).toBeGreaterThan(0);
      }),
    );
  });
});
