/** CSV, TSV, semicolon and pipe files to raw rows, streaming. */
import type { RowIssue } from '../../model/load-report.ts';
import { pipeline, Readable } from 'node:stream';
import { parse, type InfoRecord, type Options } from 'csv-parse';
import { userError } from '../../model/errors.ts';
import { undoDefuse } from '../../model/csv-line.ts';
import { asideOf, unconfirmedFixes } from '../row/confirmed-fixes.ts';
import { showCell } from '../number/messages.ts';
import { ownFile, type OwnFile } from './outdial-csv.ts';
import { newlines } from './newlines.ts';
import type { Cell, OpenList, RawRow } from '../row/types.ts';
import { declaredDelimiter, findDelimiter, type Delimiter } from './dialect.ts';
import { checkHeader, type Header } from './header.ts';
import { QuoteWatch } from './quotes.ts';

/** `lines`: as the parser counts them. */
type Read = { readonly record: readonly string[]; readonly lines: number };
type Parsed = { readonly record: readonly string[]; readonly line: number };

/** `head` is the beginning of the text, `text` all of it. */
export async function openCsv(name: string, head: string, text: AsyncIterable<string>): Promise<OpenList> {
  const declared = declaredDelimiter(head);
  const delimiter = declared ?? findDelimiter(head, /\.(tsv|tab)$/i.test(name) ? '\t' : ',');
  const records = parseRecords(name, delimiter, text);
  try {
    if (declared !== undefined) await records.next();
    const first = await records.next();
    if (first.done === true) throw userError('file_empty', 'The file is empty.', undefined, { file: name });
    const own = ownFile(first.value.record);
    const header = checkHeader(name, own?.headers ?? first.value.record, first.value.line);
    // Looking one row ahead costs nothing and turns "nothing happened" into a sentence.
    const second = await records.next();
    if (second.done === true) {
      throw userError('no_rows', 'The file has a header and no rows.', undefined, { file: name });
    }
    return { name, columns: header.columns, rows: rawRows(name, second.value, records, header, own) };
  } catch (error) {
    await records.return(undefined);
    throw error;
  }
}

async function* parseRecords(
  name: string,
  delimiter: Delimiter,
  text: AsyncIterable<string>,
): AsyncGenerator<Parsed, undefined> {
  const watch = new QuoteWatch(name, delimiter);
  const watched = async function* (): AsyncGenerator<string> {
    for await (const chunk of text) {
      watch.watch(chunk);
      yield chunk;
    }
    watch.end();
  };
  const read = (record: readonly string[], { lines }: InfoRecord): Read | null => {
    // A row of another length than the first makes the parser build an error, a tenth of a millisecond each, that nobody
    // reads: ragged rows are judged by the header. To the parser every row is the first.
    Object.assign(parser.info, { records: 0 });
    const [cell = ''] = record;
    // A line of blanks is a blank line.
    const blank = record.length === 1 && cell.trim() === '' && !/[\r\n]/.test(cell);
    return blank ? null : { record, lines };
  };
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    // Its types know no other record than the parser's own.
    on_record: read as unknown as NonNullable<Options['on_record']>,
  });
  // Errors of the text travel through the parser to its reader; the callback only keeps them from being unhandled.
  pipeline(Readable.from(watched(), { objectMode: false, encoding: 'utf8' }), parser, () => undefined);
  // The parser counts a CR LF inside a cell as two lines.
  let overcount = 0;
  for await (const { record, lines } of parser as AsyncIterable<Read>) {
    let within = 0;
    for (const cell of record) {
      if (!/[\r\n]/.test(cell)) continue;
      within += newlines(cell);
      overcount += cell.split('\r\n').length - 1;
    }
    yield { record, line: lines - overcount - within };
  }
  return undefined;
}

async function* rawRows(
  name: string,
  first: Parsed,
  rest: AsyncGenerator<Parsed, undefined>,
  header: Header,
  own: OwnFile | undefined,
): AsyncGenerator<RawRow> {
  let row = 2;
  try {
    yield sized(first, rawRow(name, row, first, header, own));
    for await (const record of rest) {
      row += 1;
      yield sized(record, rawRow(name, row, record, header, own));
    }
  } finally {
    await rest.return(undefined);
  }
}

function sized({ record }: Parsed, row: RawRow): RawRow {
  return { ...row, size: record.reduce((sum, cell) => sum + cell.length, 0) };
}

function rawRow(name: string, row: number, { record, line }: Parsed, header: Header, own: OwnFile | undefined): RawRow {
  const cells: Record<string, Cell> = {};
  const stray: string[] = [];
  record.forEach((text, at) => {
    const column = header.at[at];
    const cell = own === undefined ? text : own.undo(text);
    if (typeof column === 'string') define(cells, column, cell);
    else if (column === undefined && cell.trim() !== '') stray.push(cell);
  });
  const { why } = own ?? {};
  const ours = (at: number): string => undoDefuse(record[at] ?? '').trim();
  const before = why === undefined ? null : unconfirmedFixes({ row, line }, ours(why.code), ours(why.message), cells);
  if (before !== null) return { row, line, cells, ...before };
  const issues = ragged(row, line, record.length, header, stray);
  const [issue] = issues;
  if (issue === undefined) return { row, line, cells, issues };
  const beyond = stray.length === 0 ? '' : JSON.stringify(stray);
  return { row, line, cells, issues, aside: asideOf(issue.message, name, row, beyond) };
}

/** Own property whatever its name: `__proto__` is a header like any other. */
function define(cells: Record<string, Cell>, column: string, value: Cell): void {
  Object.defineProperty(cells, column, { value, enumerable: true, writable: true, configurable: true });
}

/** Empty cells past the header are a spreadsheet's habit; a value there, or a missing cell, means cells have shifted. */
function ragged(row: number, line: number, length: number, header: Header, stray: readonly string[]): RowIssue[] {
  const wanted = header.columns.length;
  if (stray.length === 0 && length >= header.needed) return [];
  const message =
    stray.length > 0
      ? `"${showCell(stray[0])}" stands under no header: the row has ${length} cells, the header ${wanted}.`
      : `The row has ${length} ${length === 1 ? 'cell' : 'cells'}, the header ${wanted}.`;
  const hint = 'Quote cells that contain the delimiter, and give every column a cell.';
  return [{ row, line, code: 'ragged_row', severity: 'error', message, hint }];
}
