/** Makes workbooks for tests: parts into a zip, or a sheet's XML with the parts that it needs around it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export type Parts = Readonly<Record<string, string | Buffer>>;

export async function zipOf(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream as unknown as AsyncIterable<Uint8Array>);
}

export async function writeZip(folder: string, name: string, parts: Parts): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, await zipOf(parts));
  return path;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export type SheetXml = {
  readonly name: string;
  /** What stands within `worksheet`. */
  readonly xml: string;
  readonly state?: 'hidden' | 'veryHidden';
};

export type BookXml = {
  readonly sheets: readonly SheetXml[];
  /** Texts, or the XML of `si` where it begins with `<`. */
  readonly strings?: readonly string[];
  /** Format codes of the styles 1, 2, …; a number is a built-in id. */
  readonly formats?: readonly (string | number)[];
  readonly date1904?: boolean;
  readonly mainType?: string;
};

/** The parts of an Excel workbook. */
export function excelParts({ sheets, strings, formats, date1904 = false, mainType }: BookXml): Parts {
  const type = mainType ?? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
  const list = sheets.map(({ name, state }, at) => {
    const hidden = state === undefined ? '' : ` state="${state}"`;
    return `<sheet name="${escape(name)}" sheetId="${at + 1}"${hidden} r:id="rId${at + 1}"/>`;
  });
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${sheets
      .map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`))
      .join(
        '',
      )}${relation('rIdS', 'sharedStrings', 'sharedStrings.xml')}${relation('rIdT', 'styles', 'styles.xml')}</Relationships>`,
    ...Object.fromEntries(
      sheets.map(({ xml }, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">${xml}</worksheet>`,
      ]),
    ),
    ...(strings === undefined
      ? {}
      : { 'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${strings.map(sharedText).join('')}</sst>` }),
    ...(formats === undefined ? {} : { 'xl/styles.xml': stylesXml(formats) }),
  };
}

function sharedText(text: string): string {
  return text.startsWith('<') ? `<si>${text}</si>` : `<si><t xml:space="preserve">${escape(text)}</t></si>`;
}

function stylesXml(formats: readonly (string | number)[]): string {
  const id = (format: string | number, at: number): number => (typeof format === 'number' ? format : 164 + at);
  const codes = formats.flatMap((format, at) =>
    typeof format === 'string' ? [`<numFmt numFmtId="${164 + at}" formatCode="${escape(format)}"/>`] : [],
  );
  const styles = formats.map((format, at) => `<xf numFmtId="${id(format, at)}" applyNumberFormat="1"/>`);
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`;
}

/** A sheet of texts and numbers; a number is stored as one. `null`: there is no such cell. */
export function sheetOf(name: string, rows: readonly (readonly (string | number | null)[])[]): SheetXml {
  const xml = rows.map((cells, at) => {
    const inner = cells.map((cell, column) => cellXml(`${String.fromCharCode(65 + column)}${at + 1}`, cell));
    return `<row r="${at + 1}">${inner.join('')}</row>`;
  });
  return { name, xml: `<sheetData>${xml.join('')}</sheetData>` };
}

function cellXml(reference: string, cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t>${escape(cell)}</t></is></c>`;
}

const OFFICE = [
  'office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"',
  'text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"',
].map((one) => `xmlns:${one}`);

/** The parts of an OpenDocument workbook. `tables`: what stands within `office:spreadsheet`. */
export function documentParts(tables: string, styles = ''): Parts {
  return {
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `${HEAD}<office:document-content ${OFFICE.join(' ')}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    'META-INF/manifest.xml': `${HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>`,
  };
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
