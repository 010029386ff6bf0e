/** OpenDocument workbooks: by value, as a person sees their rows, whatever they repeat. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentParts, writeZip } from '../../support/workbook.ts';
import { problem, read, type Read } from './reading.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'workbooks');
let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'outdial-ods-'));
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

const text = (value: string, more = ''): string =>
  `<table:table-cell office:value-type="string"${more}><text:p>${value}</text:p></table:table-cell>`;
const HEADER = `<table:table-row>${text('phone')}${text('x')}</table:table-row>`;
const table = (rows: string, more = ''): string =>
  `<table:table table:name="Liste"${more}>${HEADER}${rows}</table:table>`;
const write = (tables: string, styles = ''): Promise<string> =>
  writeZip(dir, 'list.ods', documentParts(tables, styles));
const rowsOf = async (rows: string): Promise<Read> => read(await write(table(rows)));

it('as LibreOffice writes them', async () => {
  const { columns, notices, rows, cells } = await read(join(FIXTURES, 'office.ods'));
  expect(columns).toEqual(['Phone', 'Name', 'Day', 'Appt', 'Time', 'ZIP', 'Share', 'Clinic', 'Check']);
  expect(notices).toEqual([
    expect.stringContaining('"Patients" was taken. For another ("Old list")'),
    expect.stringContaining('column C is hidden'),
  ]);
  expect(cells[0]).toEqual({
    Phone: '14155550101',
    Name: 'José Núñez',
    Day: '2026-12-01',
    Appt: '2026-12-01 14:30',
    Time: '14:30',
    ZIP: '02134',
    Share: '0.3',
    Clinic: 'North\nMain St',
    Check: '0.3',
  });
  expect(rows.map(({ row, issues }) => [row, issues.map(({ code }) => code)])).toEqual([
    [2, []],
    [3, ['hidden_row']],
    [4, []],
  ]);
  expect(cells[2]).toMatchObject({ Name: 'Ann  Lee', Clinic: 'North\nMain St', Share: 'TRUE', Check: '#N/A' });
  const old = await read(join(FIXTURES, 'office.ods'), 'old list');
  expect(old.cells).toEqual([{ phone: '+1 415 555 0199' }]);
});

describe('cells', () => {
  it.each([
    [
      'a number of many digits',
      '<table:table-cell office:value-type="float" office:value="14155550101"><text:p>1.42E+10</text:p></table:table-cell>',
      '14155550101',
    ],
    [
      'a number whose zeros are in its format',
      '<table:table-cell office:value-type="float" office:value="142681234"><text:p>01 42 68 12 34</text:p></table:table-cell>',
      '0142681234',
    ],
    [
      'a fraction',
      '<table:table-cell office:value-type="float" office:value="0.5"><text:p>0.50</text:p></table:table-cell>',
      '0.5',
    ],
    [
      'money',
      '<table:table-cell office:value-type="currency" office:value="12.5"><text:p>$12.50</text:p></table:table-cell>',
      '12.5',
    ],
    [
      'hours that count on',
      '<table:table-cell office:value-type="time" office:time-value="PT25H30M00S"><text:p>25:30</text:p></table:table-cell>',
      '25:30',
    ],
    [
      'spaces, tabs and lines',
      '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p></table:table-cell>',
      'a   b\tc\nd',
    ],
    [
      'a comment, which is no text',
      '<table:table-cell office:value-type="string"><office:annotation><text:p>private</text:p></office:annotation><text:p>a<office:annotation><text:p>private</text:p></office:annotation></text:p></table:table-cell>',
      'a',
    ],
    [
      'a drawing, which is none either',
      '<table:table-cell office:value-type="string"><draw:frame xmlns:draw="urn:d"><text:p>logo</text:p></draw:frame><text:p>a</text:p></table:table-cell>',
      'a',
    ],
    [
      'an error',
      '<table:table-cell table:formula="of:=[.A1]" office:value-type="string" office:string-value=""><text:p>#REF!</text:p></table:table-cell>',
      '#REF!',
    ],
    [
      'false',
      '<table:table-cell office:value-type="boolean" office:boolean-value="false"><text:p>no</text:p></table:table-cell>',
      'FALSE',
    ],
  ])('%s', async (_, xml, expected) => {
    const { cells } = await rowsOf(`<table:table-row>${text('1')}${xml}</table:table-row>`);
    expect(cells[0]?.['x']).toBe(expected);
  });

  it('a formula that was never calculated is told', async () => {
    const { rows } = await rowsOf(
      `<table:table-row>${text('1')}<table:table-cell table:formula="of:=[.A2]"/></table:table-row>`,
    );
    expect(rows[0]?.issues).toMatchObject([{ code: 'formula_without_value', column: 'x' }]);
  });
});

describe('repeated', () => {
  it('empty rows and cells cost nothing and are counted', async () => {
    const { rows } = await rowsOf(
      `<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row>${text('1')}<table:table-cell table:number-columns-repeated="16383"/></table:table-row>`,
    );
    expect(rows.map(({ row, cells }) => [row, cells['phone']])).toEqual([[1_000_002, '1']]);
  });

  it('rows with something in them are as many rows', async () => {
    const { rows } = await rowsOf(
      `<table:table-row table:number-rows-repeated="3">${text('1', ' table:number-columns-repeated="2"')}</table:table-row>`,
    );
    expect(rows.map(({ row, cells }) => [row, cells['phone'], cells['x']])).toEqual([
      [2, '1', '1'],
      [3, '1', '1'],
      [4, '1', '1'],
    ]);
  });

  it('a value in more columns than there are ends with a sentence', async () => {
    const wide = await write(
      table(`<table:table-row>${text('1', ' table:number-columns-repeated="99999"')}</table:table-row>`),
    );
    expect(await problem(wide)).toMatchObject({ code: 'too_many_columns', line: 2 });
    const long = await write(
      table(`<table:table-row table:number-rows-repeated="9999999">${text('1')}</table:table-row>`),
    );
    expect(await problem(long)).toMatchObject({ code: 'workbook_damaged' });
  });
});

describe('what a person sees', () => {
  it('merged cells: the value in each of their rows, nothing beneath it', async () => {
    const covered =
      '<table:covered-table-cell office:value-type="string"><text:p>old</text:p></table:covered-table-cell>';
    const { cells } = await rowsOf(
      `<table:table-row>${text('1')}${text('A', ' table:number-rows-spanned="2"')}</table:table-row><table:table-row>${text('2')}${covered}</table:table-row><table:table-row>${text('3', ' table:number-columns-spanned="2"')}${covered}</table:table-row>`,
    );
    expect(cells).toMatchObject([{ phone: '1', x: 'A' }, { phone: '2', x: 'A' }, { phone: '3' }]);
    expect(cells[2]?.['x'] ?? '').toBe('');
  });

  it('sheets that are not hidden, rows in groups, none within a cell', async () => {
    const hiding =
      '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const path = await write(
      `${table('', ' table:style-name="ta1"').replace('Liste', 'Hidden')}${table(
        `<table:table-row-group><table:table-row>${text('1')}<table:table-cell office:value-type="string"><text:p>a</text:p><table:table><table:table-row>${text('inner')}</table:table-row></table:table></table:table-cell></table:table-row></table:table-row-group><table:table-row table:visibility="collapse">${text('2')}</table:table-row>`,
      )}`,
      hiding,
    );
    const { rows, notices } = await read(path);
    expect(notices).toEqual([]);
    expect(rows.map(({ cells, issues }) => [cells['phone'], cells['x'] ?? '', issues[0]?.code])).toEqual([
      ['1', 'a', undefined],
      ['2', '', 'hidden_row'],
    ]);
  });
});
