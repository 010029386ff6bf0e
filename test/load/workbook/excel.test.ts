/** Excel workbooks in the shapes that programs write, and in those that the format allows and few programs write. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excelParts, sheetOf, writeZip, zipOf, type BookXml, type Parts } from '../../support/workbook.ts';
import { problem, read, type Read } from './reading.ts';
import { excelShape, googleShape, numbersShape } from './shapes.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'workbooks');
let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'outdial-excel-'));
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

const write = (parts: Parts, name = 'list.xlsx'): Promise<string> => writeZip(dir, name, parts);
const book = async (made: BookXml, sheet?: string): Promise<Read> => read(await write(excelParts(made)), sheet);
/** Rows below a header `phone`, `x`; `inner`: the cells of row 2. */
const row = (inner: string): string =>
  `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>phone</t></is></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row><row r="2">${inner}</row></sheetData>`;
const cell = async (xml: string, more: Partial<BookXml> = {}): Promise<unknown> => {
  const { cells } = await book({ sheets: [{ name: 'S', xml: row(`<c r="A2"><v>1</v></c>${xml}`) }], ...more });
  return cells[0]?.['x'];
};

describe('as programs write them', () => {
  it('Excel', async () => {
    const { columns, notices, rows, cells } = await read(await write(excelShape()));
    expect(columns).toEqual(['Phone', 'Name', 'Appt', 'Time', 'ZIP', 'Balance', 'Clinic', 'Due']);
    expect(notices).toEqual([expect.stringContaining('column G is hidden and left out')]);
    expect(cells[0]).toEqual({
      Phone: '14155550101',
      Name: 'Ann Lee',
      Appt: '2026-12-01 14:30',
      Time: '14:30',
      ZIP: '02134',
      Balance: '0.3',
      Clinic: 'North\r\nMain St',
      Due: 'TRUE',
    });
    expect(rows.map((one) => [one.row, one.issues.map(({ code }) => code)])).toEqual([
      [2, []],
      [3, ['hidden_row']],
      [4, []],
      [6, []],
    ]);
    expect(cells[2]).toMatchObject({
      Phone: '+1 (415) 555-0104',
      Name: '東京',
      Clinic: 'North\r\nMain St',
      Due: '#N/A',
    });
    expect(cells[2]).toMatchObject({ Appt: '2026-12-02 00:00' });
    expect(cells[3]).toMatchObject({ Phone: '14155550103', Name: 'Bo Ek' });
    expect(JSON.stringify(cells)).not.toContain('000-00-0001');
  });

  it('Google Sheets', async () => {
    const { notices, cells } = await read(await write(googleShape()));
    expect(notices).toEqual([]);
    expect(cells).toEqual([
      { phone: '14155550101', first_name: 'Zoë', day: '2026-12-01' },
      { phone: '+1 415-555-0102', first_name: 'BO', day: 'FALSE' },
    ]);
  });

  it('Numbers', async () => {
    const { notices, cells } = await read(await write(numbersShape()));
    expect(notices).toEqual([expect.stringContaining('row 1 ("Patients") stands above the header')]);
    expect(cells).toEqual([
      { Mobile: '14155550101', Name: 'Ann' },
      { Mobile: '+1 415 555 0102', Name: 'Bo' },
    ]);
  });

  it('LibreOffice', async () => {
    const { columns, notices, rows, cells } = await read(join(FIXTURES, 'office.xlsx'), 'Patients');
    expect(columns).not.toContain('SSN');
    expect(notices).toEqual([expect.stringContaining('column C is hidden')]);
    expect(rows.map((one) => [one.row, one.issues.length])).toEqual([
      [2, 0],
      [3, 1],
      [4, 0],
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
    expect(cells[2]).toMatchObject({ Name: 'Ann  Lee', Day: '1985-03-09', ZIP: '00501', Check: '#N/A' });
  });
});

describe('cells', () => {
  it.each([
    ['a text as it is', '<c r="B2" t="inlineStr"><is><t xml:space="preserve"> 007 </t></is></c>', ' 007 '],
    ['a text of runs', '<c r="B2" t="inlineStr"><is><r><t>a</t></r><r><t> b</t></r></is></c>', 'a b'],
    ['CDATA', '<c r="B2" t="str"><v><![CDATA[a<b]]>&amp;c</v></c>', 'a<b&c'],
    ['an escape', '<c r="B2" t="str"><v>a_x000A_b_x005F_x</v></c>', 'a\nb_x'],
    ['half a character', '<c r="B2" t="str"><v>a_xD83D_b</v></c>', 'a_xD83D_b'],
    ['a whole one', '<c r="B2" t="str"><v>_xD83D__xDE00_</v></c>', '😀'],
    ['true', '<c r="B2" t="b"><v>1</v></c>', 'TRUE'],
    ['an error', '<c r="B2" t="e"><v>#REF!</v></c>', '#REF!'],
    ['a date that is written out', '<c r="B2" t="d"><v>2026-12-01T14:30:00</v></c>', '2026-12-01 14:30'],
    ['a formula whose result is an empty text', '<c r="B2" t="str"><f>""</f><v></v></c>', ''],
    ['a number that names its type', '<c r="B2" t="n"><v>7</v></c>', '7'],
    ['a style that is not there', '<c r="B2" s="99"><v>46357</v></c>', '46357'],
  ])('%s', async (_, xml, text) => {
    expect(await cell(xml)).toBe(text);
  });

  it('a date by the calendar of 1904', async () => {
    const xml = '<c r="B2" s="1"><v>44895</v></c>';
    expect(await cell(xml, { formats: [14], date1904: true })).toBe('2026-12-01');
    expect(await cell(xml, { formats: [14] })).toBe('2022-11-30');
  });

  it('a format of its own under an id that is built in', async () => {
    const parts = excelParts({
      sheets: [{ name: 'S', xml: row('<c r="A2"><v>1</v></c><c r="B2" s="1"><v>46357</v></c>') }],
    });
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="14" formatCode="0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';
    const { cells } = await read(await write({ ...parts, 'xl/styles.xml': styles }));
    expect(cells[0]).toMatchObject({ x: '46357' });
  });

  it('a formula that was never calculated is told with its column', async () => {
    const xml = row('<c r="A2"><v>14155550101</v></c><c r="B2"><f>A2&amp;"x"</f><v></v></c>');
    const { rows } = await book({ sheets: [{ name: 'S', xml }] });
    expect(rows[0]?.issues).toEqual([
      expect.objectContaining({
        code: 'formula_without_value',
        severity: 'error',
        row: 2,
        column: 'x',
        message: expect.stringContaining('=A2&'),
      }),
    ]);
  });

  it('a text that the table of texts does not hold is damage, not an empty cell', async () => {
    const path = await write(
      excelParts({ sheets: [{ name: 'S', xml: row('<c r="A2" t="s"><v>9</v></c>') }], strings: ['a'] }),
    );
    expect(await problem(path)).toMatchObject({ code: 'workbook_damaged', line: 2 });
  });
});

it('texts are found wherever they lie in the table of texts, empty ones too', async () => {
  const strings = ['phone', 'x', 'a'.repeat(2 ** 20 - 6), '', 'end', 'é'.repeat(2 ** 20), '', 'last'];
  const rows = strings.map((_, at) => `<row><c t="s"><v>${at}</v></c><c><v>1</v></c></row>`).slice(2);
  const header = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>';
  const { cells } = await book({
    sheets: [{ name: 'S', xml: `<sheetData>${header}${rows.join('')}</sheetData>` }],
    strings,
  });
  expect(cells.map(({ phone }) => phone)).toEqual(strings.slice(2));
});

describe('merged cells', () => {
  const xml = (merge: string, ...rows: readonly string[]): string =>
    `${sheetOf('', [['phone', 'a', 'b']]).xml.replace('</sheetData>', '')}${rows.join('')}</sheetData><mergeCells>${merge}</mergeCells>`;
  it('go down over their rows, and end there', async () => {
    const { cells } = await book({
      sheets: [
        {
          name: 'S',
          xml: xml(
            '<mergeCell ref="B2:B3"/><mergeCell ref="A4:B4"/>',
            '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>20</v></c></row>',
            // A value beneath a merged cell is seen by nobody.
            '<row r="3"><c r="A3"><v>2</v></c><c r="B3"><v>99</v></c></row>',
            '<row r="4"><c r="A4"><v>3</v></c><c r="B4"><v>99</v></c><c r="C4"><v>7</v></c></row>',
          ),
        },
      ],
    });
    expect(cells).toMatchObject([
      { phone: '1', a: '20' },
      { phone: '2', a: '20' },
      { phone: '3', a: '', b: '7' },
    ]);
  });

  it('make no rows of their own', async () => {
    const { rows } = await book({
      sheets: [
        {
          name: 'S',
          xml: xml(
            '<mergeCell ref="A2:A9"/>',
            '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3" s="1"/></row><row r="9"><c r="B9"><v>5</v></c></row>',
          ),
        },
      ],
    });
    expect(rows.map(({ row: at, cells }) => [at, cells['phone']])).toEqual([
      [2, '1'],
      [9, '1'],
    ]);
  });
});

describe('packages that few programs write', () => {
  const sheet = sheetOf('Liste', [['phone'], ['+14155550101']]);
  const plain = (): Parts => excelParts({ sheets: [sheet] });
  const phones = async (parts: Parts, name?: string): Promise<unknown> =>
    (await read(await write(parts, name))).cells.map(({ phone }) => phone);

  it('without numbers on rows and cells, with prefixes, without the parts that it may lack', async () => {
    const xml = `<x:worksheet xmlns:x="urn:any"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>phone</x:t></x:is></x:c></x:row><x:row/><x:row><x:c t="inlineStr"><x:is><x:t>+14155550101</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`;
    const { rows, cells } = await read(await write({ ...plain(), 'xl/worksheets/sheet1.xml': xml }));
    expect(rows.map((one) => one.row)).toEqual([3]);
    expect(cells).toEqual([{ phone: '+14155550101' }]);
  });

  it('with targets from the root, backslashes, other cases and a workbook elsewhere', async () => {
    const parts = plain();
    const odd = {
      '[Content_Types].xml': parts['[Content_Types].xml'] ?? '',
      '_rels/.rels':
        '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/xl/workbook22.xml"/></Relationships>',
      'xl/workbook22.xml': parts['xl/workbook.xml'] ?? '',
      'xl/_rels/workbook22.xml.rels':
        '<Relationships><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="\\xl\\worksheets\\SHEET1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml': parts['xl/worksheets/sheet1.xml'] ?? '',
    };
    expect(await phones(odd)).toEqual(['+14155550101']);
  });

  it('with names of parts as Windows writes paths', async () => {
    const bytes = await zipOf(plain());
    const renamed = Buffer.from(bytes.toString('latin1').replaceAll('xl/worksheets/', 'xl\\worksheets\\'), 'latin1');
    const path = join(dir, 'windows.xlsx');
    await import('node:fs/promises').then(({ writeFile }) => writeFile(path, renamed));
    expect((await read(path)).cells).toEqual([{ phone: '+14155550101' }]);
  });

  it('without relations at all', async () => {
    const rest = Object.entries(plain()).filter(([name]) => !name.endsWith('.rels'));
    expect(await phones(Object.fromEntries(rest))).toEqual(['+14155550101']);
  });

  it('in UTF-16', async () => {
    const xml = Buffer.from(
      `\uFEFF<?xml version="1.0" encoding="UTF-16"?>${sheet.xml.replace('<sheetData>', '<worksheet><sheetData>')}</worksheet>`,
      'utf16le',
    );
    expect(await phones({ ...plain(), 'xl/worksheets/sheet1.xml': xml })).toEqual(['+14155550101']);
  });

  it('under another name', async () => {
    expect(await phones(plain(), 'export.csv')).toEqual(['+14155550101']);
    expect(await phones(plain(), 'export')).toEqual(['+14155550101']);
    expect(await phones(plain(), 'export.xls')).toEqual(['+14155550101']);
  });
});

describe('sheets', () => {
  const list = (name: string, phone: string, state?: 'hidden'): BookXml['sheets'][number] => ({
    ...sheetOf(name, [['phone'], [phone]]),
    ...(state === undefined ? {} : { state }),
  });
  const sheets = [
    list('Codes', '+14155550100', 'hidden'),
    list('Ann', '+14155550101'),
    list('Büro', '+14155550102'),
    list('2', '+14155550103'),
    { name: 'Empty', xml: '<sheetData><row r="1"><c r="A1" s="1"/></row></sheetData>' },
  ];
  it('the first that a person sees, and the others are told', async () => {
    const { cells, notices } = await book({ sheets });
    expect(cells).toEqual([{ phone: '+14155550101' }]);
    expect(notices).toEqual([
      'list.xlsx has other sheets too: "Ann" was taken. For another ("Büro", "2"): --sheet NAME, or "sheet" in the campaign file.',
    ]);
  });

  it.each([
    ['büRO', '+14155550102'],
    // A name comes before a number.
    ['2', '+14155550103'],
    ['1', '+14155550101'],
    ['Codes', '+14155550100'],
  ])('by name or number: %s', async (wanted, phone) => {
    const { cells, notices } = await book({ sheets }, wanted);
    expect(cells).toEqual([{ phone }]);
    expect(notices).toEqual([]);
  });

  it('that are not there: those that are', async () => {
    const path = await write(excelParts({ sheets }));
    expect(await problem(path, 'Bob')).toMatchObject({
      code: 'unknown_sheet',
      message: 'This workbook has no sheet "Bob".',
      hint: 'Its sheets: "Ann", "Büro", "2", "Empty".',
    });
  });

  it('of which there are a thousand', async () => {
    const many = Array.from({ length: 1000 }, (_, at) => list(`S${at}`, '+14155550101'));
    const path = await write(excelParts({ sheets: many }));
    expect((await problem(path, 'Bob'))?.hint).toMatch(/"S11" and 988 more\.$/);
    expect((await read(path, 's999')).cells).toEqual([{ phone: '+14155550101' }]);
  });

  it('of which all are hidden, or none has rows', async () => {
    expect(await problem(await write(excelParts({ sheets: [list('Codes', '+1', 'hidden')] })))).toMatchObject({
      code: 'unknown_sheet',
      message: 'Every sheet of this workbook is hidden.',
    });
    expect(await problem(await write(excelParts({ sheets: [] })))).toMatchObject({ code: 'no_rows' });
    const [cover = list('x', '1')] = [{ name: 'Cover', xml: '<sheetData/>' }];
    expect(await problem(await write(excelParts({ sheets: [cover, list('People', '+14155550101')] })))).toMatchObject({
      hint: expect.stringContaining('if the list is on another ("People"): --sheet NAME'),
    });
  });

  it('are no charts', async () => {
    const parts = excelParts({ sheets: [list('Chart', '+14155550100'), list('Ann', '+14155550101')] });
    const relations = String(parts['xl/_rels/workbook.xml.rels']).replace('/worksheet"', '/chartsheet"');
    const path = await write({ ...parts, 'xl/_rels/workbook.xml.rels': relations });
    expect((await read(path)).cells).toEqual([{ phone: '+14155550101' }]);
  });
});
