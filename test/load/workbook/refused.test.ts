/** Files that are no workbook that is read, and workbooks that would be none for long: each ends with a sentence. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/model/errors.ts';
import { openList } from '../../../src/load/list/open.ts';
import { documentParts, excelParts, sheetOf, writeZip, zipOf, type Parts } from '../../support/workbook.ts';
import { problem, read } from './reading.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'outdial-refused-'));
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

const LIST = sheetOf('S', [['phone'], ['+14155550101']]);
const plain = (): Parts => excelParts({ sheets: [LIST] });
const file = (name: string, content: string | Buffer): string => {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
};
/** A container of old Office files, with names of its parts somewhere. */
const compound = (...names: readonly string[]): Buffer =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(504),
    ...names.map((name) => Buffer.from(name, 'utf16le')),
    Buffer.alloc(512),
  ]);
const TYPE = 'application/vnd.';
const typed = (mainType: string): Parts => excelParts({ sheets: [LIST], mainType });

describe('other programs’ documents', () => {
  it.each<[string, Parts, RegExp, RegExp]>([
    ['list.xlsm', typed(`${TYPE}ms-excel.sheet.macroEnabled.main+xml`), /with macros/, /save it as "Excel Workbook/],
    ['list.xltm', typed(`${TYPE}ms-excel.template.macroEnabled.main+xml`), /with macros/, /save it as/],
    ['called.xlsx', { ...plain(), 'xl/vbaProject.bin': 'x' }, /with macros/, /save it as/],
    ['list.xlsb', { 'xl/workbook.bin': 'x', '[Content_Types].xml': '<Types/>' }, /binary/, /save it as/],
    ['list.docx', typed(`${TYPE}openxmlformats-officedocument.wordprocessingml.document.main+xml`), /Word/, /Copy/],
    [
      'list.pptx',
      typed(`${TYPE}openxmlformats-officedocument.presentationml.presentation.main+xml`),
      /PowerPoint/,
      /save/,
    ],
    ['list.numbers', { 'Index/Document.iwa': 'x', 'Metadata/Properties.plist': 'x' }, /Numbers/, /Export To, Excel/],
    ['list.odt', { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' }, /no sheets/, /save/],
    ['list.xlsx', { 'contacts.csv': 'phone', '__MACOSX/._contacts.csv': 'x' }, /it holds "contacts\.csv"\./, /Unpack/],
    ['list.zip', { a: '', b: '', c: '', d: '', e: '', f: '', g: '' }, /"e" and 2 more/, /Unpack/],
    ['empty.zip', {}, /empty zip/, /list itself/],
  ])('%s', async (name, parts, message, hint) => {
    expect(await problem(await writeZip(dir, name, parts))).toMatchObject({
      code: 'unsupported_format',
      file: name,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it.each<[string, readonly string[], RegExp]>([
    ['list.xls', ['Root Entry', 'Workbook'], /old Excel workbook/],
    ['contacts.csv', ['Root Entry', 'Book'], /old Excel workbook/],
    ['list.doc', ['WordDocument'], /old Word/],
    ['list.ppt', ['PowerPoint Document'], /old PowerPoint/],
    ['list.msi', ['Root Entry'], /old Office file/],
  ])('%s', async (name, names, message) => {
    expect(await problem(file(name, compound(...names)))).toMatchObject({
      code: 'unsupported_format',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('save it as'),
    });
  });

  it('locked with a password, of either kind', async () => {
    const locked = { code: 'workbook_locked', hint: expect.stringContaining('without the password') };
    expect(await problem(file('locked.xlsx', compound('EncryptionInfo', 'EncryptedPackage')))).toMatchObject(locked);
    const manifest =
      '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const parts = { ...documentParts(''), 'content.xml': 'garbled', 'META-INF/manifest.xml': manifest };
    expect(await problem(await writeZip(dir, 'locked.ods', parts))).toMatchObject(locked);
  });

  it.each<[string, string, RegExp, RegExp]>([
    [
      'a.xls',
      '<html><body><table><tr><td>phone</td></tr></table></body></html>',
      /a web page \(HTML\) that is only called \.xls/,
      /Open it/,
    ],
    ['b.xlsx', '<meta http-equiv="Content-Type"><table border="1">', /web page/, /Open it/],
    [
      'c.xls',
      '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>',
      /XML Spreadsheet of 2003/,
      /save it as/,
    ],
    [
      'd.xml',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      /2003/,
      /save it as/,
    ],
    ['e.fods', '<?xml version="1.0"?><office:document office:version="1.3">', /flat OpenDocument/, /save it as/],
    ['f.xlsx', 'phone,name\n+14155550101,Ann\n', /a text that is only called \.xlsx/, /name it f\.csv/],
  ])('%s', async (name, text, message, hint) => {
    expect(await problem(file(name, text))).toMatchObject({
      code: 'unsupported_format',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it('in a stream, which is not kept anywhere', async () => {
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      yield await zipOf(plain());
    };
    await expect(openList({ is: 'stream', name: 'stdin', bytes: bytes() })).rejects.toThrow(
      /cannot be read while it streams\. Save it as a file, and name that\./,
    );
  });

  it('a sheet of what has none', async () => {
    expect(await problem(file('plain.csv', 'phone\n+14155550101\n'), 'S')).toMatchObject({ code: 'unknown_sheet' });
  });
});

describe('damage', () => {
  const damaged = { code: 'workbook_damaged', hint: expect.stringContaining('save it again') };
  it.each<[string, Parts]>([
    ['XML that ends in the middle', { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1"' }],
    ['bytes that are no text', { 'xl/worksheets/sheet1.xml': Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x80]) }],
    ['a document type', { 'xl/sharedStrings.xml': '<!DOCTYPE a [<!ENTITY b "bbbb">]><sst><si><t>&b;</t></si></sst>' }],
    ['an entity that nobody declared', { 'xl/worksheets/sheet1.xml': '<worksheet>&b;</worksheet>' }],
    [
      'rows that go backwards',
      { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="5"/><row r="4"/></sheetData></worksheet>' },
    ],
    [
      'a row beyond the last',
      { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1048577"/></sheetData></worksheet>' },
    ],
    [
      'a cell without a column',
      { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row><c r="7"><v>1</v></c></row></sheetData></worksheet>' },
    ],
    ['elements within elements', { 'xl/worksheets/sheet1.xml': '<a>'.repeat(300) }],
    ['no workbook', { 'xl/workbook.xml': 'nothing' }],
  ])('%s', async (_, parts) => {
    expect(await problem(await writeZip(dir, 'list.xlsx', { ...plain(), ...parts }))).toMatchObject(damaged);
  });

  it('a sheet that is not there', async () => {
    const { ['xl/worksheets/sheet1.xml']: _, ...rest } = plain();
    expect(await problem(await writeZip(dir, 'list.xlsx', rest))).toMatchObject(damaged);
  });

  it('a file that was cut anywhere', async () => {
    const whole = await zipOf(plain());
    for (let length = 4; length < whole.length; length += Math.ceil(whole.length / 20)) {
      expect(await problem(file('cut.xlsx', whole.subarray(0, length))), String(length)).toMatchObject(damaged);
    }
  });

  it('a bit that fell over is damage or harmless, and never a fault of the program', async () => {
    const whole = await zipOf(plain());
    for (let at = 0; at < whole.length; at += 23) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
      const error: unknown = await read(file('bits.xlsx', bytes)).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (error !== null) expect(error, `byte ${at}`).toBeInstanceOf(UserError);
    }
  });
});

describe('bombs', () => {
  const tooLarge = { code: 'workbook_too_large' };
  it('that say how large they are', async () => {
    const zeros = Buffer.alloc(40 * 1024 * 1024, ' ');
    const path = await writeZip(dir, 'bomb.xlsx', { ...plain(), 'xl/worksheets/sheet1.xml': zeros });
    expect(await problem(path)).toMatchObject({
      ...tooLarge,
      message: expect.stringMatching(/unpacks to 40 MiB from 1 MiB/),
    });
  });

  it('that lie about it', async () => {
    const zeros = Buffer.alloc(40 * 1024 * 1024, ' ');
    const whole = await zipOf({ ...plain(), 'xl/worksheets/sheet1.xml': zeros });
    const size = Buffer.alloc(4);
    size.writeUInt32LE(zeros.length);
    const lie = Buffer.alloc(4);
    lie.writeUInt32LE(1000);
    for (let at = whole.indexOf(size); at >= 0; at = whole.indexOf(size, at + 4)) lie.copy(whole, at);
    expect(await problem(file('lie.xlsx', whole))).toMatchObject({
      code: 'workbook_damaged',
      message: expect.stringMatching(/not as long as it says/),
    });
  });

  it('of texts: one that is named by every cell, one that never ends, more than are held', async () => {
    const cells = Array.from({ length: 2000 }, () => '<c t="s"><v>0</v></c>').join('');
    const sheet = { name: 'S', xml: `<sheetData><row>${cells}</row></sheetData>` };
    const row = await writeZip(dir, 'row.xlsx', excelParts({ sheets: [sheet], strings: ['ab'.repeat(16_000)] }));
    expect(await problem(row)).toMatchObject({ code: 'cell_too_large', line: 1 });
    const noise = Array.from({ length: 700_000 }, (_, at) => (at * 2_654_435_761).toString(36)).join('');
    const long = await writeZip(dir, 'long.xlsx', excelParts({ sheets: [sheet], strings: [noise] }));
    expect(await problem(long)).toMatchObject(tooLarge);
  });

  it('of a value in the last column of every row', async () => {
    const rows = Array.from(
      { length: 700 },
      (_, at) => `<row r="${at + 1}"><c r="XFD${at + 1}"><v>${at}</v></c></row>`,
    );
    const path = await writeZip(
      dir,
      'wide.xlsx',
      excelParts({ sheets: [{ name: 'S', xml: `<sheetData>${rows.join('')}</sheetData>` }] }),
    );
    expect(await problem(path)).toMatchObject({
      ...tooLarge,
      message: expect.stringMatching(/nearly all of them are empty/),
    });
  });

  it('of rows with nothing in them are just long', async () => {
    const empty = Array.from({ length: 200_000 }, (_, at) => `<row r="${at + 3}"><c r="A${at + 3}" s="1"/></row>`).join(
      '',
    );
    const xml = LIST.xml.replace('</sheetData>', `${empty}</sheetData>`);
    const { rows } = await read(await writeZip(dir, 'empty.xlsx', excelParts({ sheets: [{ name: 'S', xml }] })));
    expect(rows).toHaveLength(1);
  });
});

it.skipIf(process.platform !== 'linux')('leaves no file open behind it', async () => {
  const open = (): number => readdirSync('/proc/self/fd').length;
  const before = open();
  const path = await writeZip(dir, 'list.xlsx', plain());
  for (let time = 0; time < 20; time += 1) await read(path);
  for (let time = 0; time < 20; time += 1) await problem(await writeZip(dir, 'list.docx', { a: 'b' }));
  expect(open() - before).toBeLessThan(5);
});
