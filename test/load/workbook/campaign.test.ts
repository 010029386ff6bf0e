/** A workbook within a campaign: the key and the flag of its sheet, and what becomes of rows that nobody sees or calculated. */
import { expect, it } from 'vitest';
import { UserError } from '../../../src/model/errors.ts';
import { validateRow, type ValidateContext } from '../../../src/load/row/validate.ts';
import type { RawRow } from '../../../src/load/row/types.ts';
import { specFromFlags, specFromValue } from '../../../src/load/spec/read.ts';

const WHO = { agent_id: 'agent_1', from_number_id: 'ap_1' };

it('the sheet goes with the file, from the campaign or the flag', () => {
  const flags = { agentId: 'agent_1', fromNumberId: ['ap_1'], sheet: 'May' };
  expect(specFromFlags('list.xlsx', flags, '/x').contacts).toEqual({ is: 'file', path: '/x/list.xlsx', sheet: 'May' });
  const value = { ...WHO, contacts: 'list.xlsx', sheet: '2' };
  expect(specFromValue(value, null, '/x').contacts).toEqual({ is: 'file', path: '/x/list.xlsx', sheet: '2' });
});

it.each([
  [{ contacts: '-', sheet: 'May' }, /standard input is none/],
  [{ contacts: [{ phone: '+14155550101' }], sheet: 'May' }, /rows that stand in the campaign are none/],
  [{ contacts: 'list.xlsx', sheet: '' }, /name of a sheet, or its number in quotes/],
  [{ contacts: 'list.xlsx', sheet: 2 }, /name of a sheet, or its number in quotes/],
])('a sheet of what has none is refused', (keys, message) => {
  const make = (): unknown => specFromValue({ ...WHO, ...keys }, null, '/x');
  expect(make).toThrow(UserError);
  expect(make).toThrow(message);
});

const CTX: ValidateContext = {
  mapping: { toNumber: ['phone'], id: null, timezone: null },
  variables: { leave: [{ name: 'name', column: 'name' }], withheld: [] },
  rules: {
    lineTypes: ['twilio'],
    testNumbers: true,
    allowUsTerritories: false,
    allowTollFree: false,
    extraUsAreaCodes: [],
  },
};
const row = (code: 'hidden_row' | 'formula_without_value', column?: string): RawRow => ({
  row: 2,
  line: 2,
  cells: { phone: '+14155550101', name: 'Ann', note: '' },
  issues: [
    {
      row: 2,
      code,
      severity: code === 'hidden_row' ? 'warning' : 'error',
      message: '',
      ...(column === undefined ? {} : { column }),
    },
  ],
});

it('a hidden row is skipped, so that every row is counted', () => {
  expect(validateRow(row('hidden_row'), CTX)).toMatchObject({ status: 'skipped', accepted: null });
});

it('a formula without its result rejects the row where it is dialed or said, and nowhere else', () => {
  expect(validateRow(row('formula_without_value', 'name'), CTX).status).toBe('rejected');
  expect(validateRow(row('formula_without_value', 'phone'), CTX).status).toBe('rejected');
  expect(validateRow(row('formula_without_value', 'note'), CTX).status).toBe('accepted');
});
