/** CSV, TSV, semicolon and pipe files to the lines of a table, streaming. */
import { pipeline, Readable } from 'node:stream';
import { parse, type InfoRecord, type Options } from 'csv-parse';
import { newlines } from './newlines.ts';
import type { OpenList } from '../row/types.ts';
import { declaredDelimiter, findDelimiter, type Delimiter } from './dialect.ts';
import { QuoteWatch } from './quotes.ts';
import { openTable, type TableLine } from './table.ts';

/** `lines`: as the parser counts them. */
type Read = { readonly record: readonly string[]; readonly lines: number };

/** `head` is the beginning of the text, `text` all of it. */
export async function openCsv(name: string, head: string, text: AsyncIterable<string>): Promise<OpenList> {
  const declared = declaredDelimiter(head);
  const delimiter = declared ?? findDelimiter(head, /\.(tsv|tab)$/i.test(name) ? '\t' : ',');
  return openTable(name, parseLines(name, delimiter, declared !== undefined, text));
}

/** `declared`: the first record says the delimiter and is no line of the table. */
async function* parseLines(
  name: string,
  delimiter: Delimiter,
  declared: boolean,
  text: AsyncIterable<string>,
): AsyncGenerator<TableLine, undefined> {
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
  let row = declared ? -1 : 0;
  for await (const { record, lines } of parser as AsyncIterable<Read>) {
    let within = 0;
    for (const cell of record) {
      if (!/[\r\n]/.test(cell)) continue;
      within += newlines(cell);
      overcount += cell.split('\r\n').length - 1;
    }
    row += 1;
    if (row > 0) yield { row, line: lines - overcount - within, cells: record };
  }
  return undefined;
}
