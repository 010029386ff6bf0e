/** The parts of an Excel workbook as XML (ECMA-376, part 1): what a cell, a sheet and the workbook look like. Pure. */

/** Text stays text, whatever it looks like; a date is a spreadsheet's own (days since 30 December 1899). */
export type SheetCell = string | number | { readonly date: number } | null;

/** Most characters that Excel takes in a cell. */
const MAX_CELL = 32_767;
const CUT = '… (cut)';
/** Most rows of a sheet. */
export const MAX_ROWS = 1_048_576;

/** The places in `cellXfs` below. */
const STYLE = { text: 1, date: 2, quoted: 3, header: 4 } as const;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export function isCut(cell: SheetCell): boolean {
  return typeof cell === 'string' && cell.length > MAX_CELL;
}

/** XML allows no control characters: Excel writes them `_x000B_`, and what only looks so `_x005F_x000B_`. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(UNFIT, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

const UNFIT = /[\x00-\x08\x0b-\x1f\ufffe\uffff]/g;

/** `A`, `Z`, `AA`: from 0. */
export function columnLetters(at: number): string {
  return at < 26
    ? String.fromCharCode(65 + at)
    : columnLetters(Math.floor(at / 26) - 1) + String.fromCharCode(65 + (at % 26));
}

function cellXml(cell: SheetCell, place: string, header: boolean): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c r="${place}" s="${STYLE.date}"><v>${cell.date}</v></c>`;
  const text = isCut(cell) ? cell.slice(0, MAX_CELL - CUT.length) + CUT : cell;
  // Marked as typed with an apostrophe: it stays text when somebody edits the cell.
  const style = header ? STYLE.header : /^[=+\-@\t\r]/.test(text) ? STYLE.quoted : STYLE.text;
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** `row` counts from 1. */
export function rowXml(cells: readonly SheetCell[], row: number, header = false): string {
  return `<row r="${row}">${cells.map((cell, at) => cellXml(cell, `${columnLetters(at)}${row}`, header)).join('')}</row>`;
}

/** Up to the first row. `frozen`: the header stays while one scrolls, and can be filtered by. */
export function sheetHead(widths: readonly number[], frozen: boolean): string {
  const pane = frozen ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : '';
  const columns = widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1" style="${STYLE.text}"/>`)
    .join('');
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns}</cols><sheetData>`;
}

export function sheetEnd(columns: number, rows: number, frozen: boolean): string {
  const filter = frozen && rows > 1 ? `<autoFilter ref="A1:${columnLetters(columns - 1)}${rows}"/>` : '';
  return `</sheetData>${filter}</worksheet>`;
}

/** Wide enough for what stands in it, and not so wide that one note hides the rest. */
export function widthOf(texts: readonly SheetCell[]): number {
  const longest = Math.max(0, ...texts.map((cell) => (typeof cell === 'object' ? 17 : String(cell).length)));
  return Math.min(60, Math.max(8, longest + 2));
}

/** Everything but the sheets, by its path in the package. */
export function packageParts(sheets: readonly string[]): readonly (readonly [path: string, xml: string])[] {
  const numbered = sheets.map((name, at) => ({ name, n: at + 1 }));
  const overrides = numbered.map(
    ({ n }) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  const listed = numbered.map(({ name, n }) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`);
  const related = numbered.map(
    ({ n }) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${overrides.join('')}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${related.join('')}${styles}</Relationships>`,
    ],
    ['xl/styles.xml', STYLES],
  ];
}

/** 49 is "text". The order of `cellXfs` is that of `STYLE`. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
